"""Works out, when a template is compiled, what is the same on every page of a language: its words, its addresses."""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

Pure = Mapping[str, Callable[..., Any]]  # name → a function whose answer its arguments alone decide


class Folding(NodeTransformer):
    """Puts what is called with constants in place of its call, and what a language is called in place of its name."""

    def __init__(self, pure: Pure, language: Any, given: set[str]) -> None:
        self.pure = {name: function for name, function in pure.items() if name not in given}
        self.language = None if "language" in given else language

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802  # as Jinja calls it
        """Return the answer of a function that is called with constants."""
        self.generic_visit(node)
        if not isinstance(node.node, nodes.Name) or node.node.name not in self.pure or node.dyn_args or node.dyn_kwargs:
            return node
        try:
            values = [one.as_const() for one in node.args]
            named = {one.key: one.value.as_const() for one in node.kwargs}
        except nodes.Impossible:
            return node
        return _constant(self.pure[node.node.name](*values, **named), node)

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802
        """Return what the language of the pages has under a name."""
        self.generic_visit(node)
        if self.language is None or not isinstance(node.node, nodes.Name) or node.node.name != "language":
            return node
        value = getattr(self.language, node.attr, None)
        return _constant(value, node) if isinstance(value, str | bool) else node


def _constant(value: Any, node: nodes.Node) -> nodes.Node:
    return nodes.Const(value, lineno=node.lineno, environment=node.environment)


def folded(template: nodes.Template, pure: Pure, language: Any) -> nodes.Template:
    """Return a template in which what does not depend on the page is worked out; a name that it gives itself stays."""
    given = {name.name for name in template.find_all(nodes.Name) if name.ctx != "load"}
    given |= {one.name for one in template.find_all(nodes.Macro)}
    given |= {one.target for one in template.find_all(nodes.Import)}
    for one in template.find_all(nodes.FromImport):
        given |= {name if isinstance(name, str) else name[1] for name in one.names}
    done: nodes.Template = Folding(pure, language, given).visit(template)
    return done
