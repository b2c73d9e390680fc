"""What the templates need for what a reader does not see: the head of a page, the picture of an address."""

from collections.abc import Iterable
from typing import Any

import segno
from jinja2 import Environment, Undefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from .addresses import file_address

FORMS = {
    "csv": "text/csv",
    "db": "application/vnd.sqlite3",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@pass_context
def page_kind(context: Context) -> str:
    """Return which template a page is made of, such as organisation; a district's own as <district>/<name>."""
    return (context.name or "").removesuffix(".html")


def known(facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts that have a value."""
    return {name: value for name, value in facts.items() if value and not isinstance(value, Undefined)}


def data_files(files: Iterable[dict[str, Any]], host: str) -> list[dict[str, Any]]:
    """Return files of /downloads/ as schema.org describes what a dataset is had in."""
    return [
        known(
            {
                "@type": "DataDownload",
                "name": file["name"],
                "contentUrl": host + file_address("downloads", file["name"]),
                "contentSize": f"{file['bytes']} B",
                "encodingFormat": FORMS.get(file["name"].rpartition(".")[2]),
            }
        )
        for file in files
    ]


def qr(text: str) -> Markup:
    """Return a text as the drawing of a QR code, black on white whatever the page's colours."""
    return Markup(segno.make_qr(text, error="m").svg_inline(omitsize=True, border=3, dark="#000", light="#fff"))


def install(env: Environment) -> None:
    """Give the templates of an environment these functions, and Chinese in JSON as it is."""
    env.globals.update(page_kind=page_kind, qr=qr)
    env.filters.update(known=known, data_files=data_files)
    env.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False}
