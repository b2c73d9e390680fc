"""The names a district's plugin may use; everything else may change without notice."""

from .findings import Finding
from .hookspecs import hookimpl
from .pages import Download, Page, Section
from .rules import Rule, load_rule, reads
from .tables import Table, load_table

__all__ = ["Download", "Finding", "Page", "Rule", "Section", "Table", "hookimpl", "load_rule", "load_table", "reads"]
