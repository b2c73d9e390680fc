"""Datasette as the register serves it below /data/: no path of the machine, no word in English alone, guarded CSV."""

import csv
import re
import sqlite3
import sys
import traceback
from contextlib import closing
from functools import cached_property
from http import HTTPStatus
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import datasette.plugins
import datasette.views.base
import datasette.views.database
import datasette.views.table
from datasette.app import Datasette
from datasette.filters import FilterArguments
from datasette.url_builder import Urls
from datasette.utils import InvalidSql, PrefixedUrlString, tilde_decode
from datasette.utils.asgi import Base400, NotFound
from datasette.utils.asgi import Response as DataResponse
from datasette.views.base import DatasetteError
from datasette.views.database import QueryView

from ..exports.csvs import harmless
from ..privacy import mask_name
from . import DATABASE
from .access import asked_at, failed
from .comparing import VIEWS, mend_conditions
from .desk import Desk
from .held import require_held
from .journal import LOG
from .options import near
from .queries import BoundedDatabase, seconds
from .ranking import conditions, mend_order
from .refusals import LIMITS, RefusedError, refusal
from .searching import searched_in
from .words import describe

SETTINGS: dict[str, Any] = {
    "base_url": "/data/",
    "suggest_facets": False,
    "default_page_size": 100,
    "max_returned_rows": LIMITS["query"]["rows"],
    "sql_time_limit_ms": LIMITS["query"]["milliseconds"],
    "num_sql_threads": 0,  # it has threads of its own
    "max_csv_mb": 0,  # it would end a file in the middle as if that were its end; the time of an answer bounds it
    "default_cache_ttl": 60,
    "allow_download": False,  # /downloads/ has it, with ranges
}
STARTS = [
    [*explained, first] for explained in ([], ["explain"], ["explain", "query", "plan"]) for first in ("select", "with")
]


class WholeUrls(Urls):
    """Datasette's addresses: the prefix is added once, to an address that does not have it yet."""

    def path(self, path: str, format: str | None = None) -> PrefixedUrlString:  # noqa: A002
        """Return an address below the prefix; Datasette makes most of them from the one that was asked for."""
        whole = path.startswith(self.ds.setting("base_url"))
        return super().path(PrefixedUrlString(path) if whole else path, format)


class RegisterData(Datasette):
    """Datasette over the database of one build."""

    def __init__(self, path: Path, metadata: dict[str, Any]) -> None:
        own = (metadata.get("databases") or {}).get(DATABASE) or {}
        queries = own.get("queries") or {}
        found = {query["sql"]: query.pop("found", None) for query in queries.values()}
        super().__init__(
            metadata=metadata, settings=SETTINGS, static_mounts=[("assets", str(Path(__file__).with_name("static")))],
            template_dir=str(Path(__file__).with_name("templates")),
        )  # fmt: skip
        for name in list(self.databases):  # its memory, and its own lists of tables, which only its root user sees
            self.remove_database(name)
        self.database = self.add_database(BoundedDatabase(self, str(path)))
        judged = judged_in(str(path))
        self.database.found = {sql: one.sql for sql, one in found.items() if one and one.judged in judged}
        self.desk = Desk(str(path), {"queries": queries,
                                     "tables": describe(str(path)) | (own.get("tables") or {})})  # fmt: skip
        self.searched = searched_in(str(path))
        VIEWS.update(name for name, kind in self.desk.shown_as.items() if kind == "view")

    @cached_property
    def told(self) -> dict[str, Any]:
        """Return what is told of databases, tables and queries, put together once: a release changes none of it."""
        told: dict[str, Any] = {}
        for source in super()._metadata_sources(None, None, None):
            told = self._metadata_recursive_update(told, source)
        return told

    def _metadata_sources(self, *_: Any) -> list[dict[str, Any]]:
        """Return what is told; Datasette would ask each plugin for it, and merge it, some fifty times a page."""
        return [self.told]

    @property
    def urls(self) -> WholeUrls:
        """Return the addresses of pages."""
        return WholeUrls(self)

    async def prepare(self) -> None:
        """Do what Datasette leaves to its first request, so that no second one comes between."""
        await self.invoke_startup()
        await self.get_canned_queries(self.database.name, None)  # which names each of them, once
        await self.database.table_counts(limit=60 * 60 * 1000)

    async def permission_allowed(self, actor: Any, action: str, resource: Any = None, default: Any = False) -> bool:  # noqa: ARG002
        """Return whether everybody may do something; Datasette's own answer reads all metadata for each table."""
        return action in LIMITS["everybody"]["may"]

    async def refresh_schemas(self) -> None:
        """Do nothing: what is published does not change."""

    def _connected_databases(self) -> list[dict[str, Any]]:
        """Return the databases without their paths."""
        return [entry | {"path": Path(entry["path"]).name} for entry in super()._connected_databases()]

    def _versions(self) -> dict[str, Any]:
        """Return the versions, without what tells how the machine was set up."""
        known = super()._versions()
        return {"datasette": known["datasette"], "sqlite": {"version": known["sqlite"]["version"]}}

    def _threads(self) -> dict[str, Any]:
        """Return nothing of threads and tasks, whose names tell of the machine."""
        return {"num_threads": None, "threads": []}

    def asked_of(self, request: Any, table: str) -> FilterArguments:
        """Return the search that an address asks a table for."""
        return conditions(self, request, table)

    async def require_asked(self, request: Any, table: str) -> None:
        """Raise RefusedError for what an address asks a table for that it does not know."""
        await require_held(self, request, table)

    async def answer_to(self, request: Any, error: Exception) -> DataResponse:
        """Return the answer to a request that ended in an error."""
        told = await self._told(request, error)
        answer = refusal(told, request.scope)
        headers = dict(answer.headers)
        return DataResponse(bytes(answer.body), answer.status_code, headers, headers["content-type"])

    async def _told(self, request: Any, error: Exception) -> RefusedError:
        """Return in the register's words what Datasette would say in English, or as a fault of its own."""
        if isinstance(error, RefusedError):
            return (await self._unfit_key(request) if error.name == "sql" else None) or error
        if isinstance(error, NotFound):
            if request.path.startswith("/data/-/") and " / " in str(error):  # a district's, in its own words
                zh, _, en = str(error).partition(" / ")
                return RefusedError("of-district", zh=zh, en=en)
            return await self._missing(request)
        if isinstance(error, DatasetteError):
            if error.title == "SQL Interrupted":
                return RefusedError("time", most=seconds(request.args.get("_timelimit")))
            if error.message == str(told := RefusedError("select")):
                return told
            return await self._unfit_key(request) or RefusedError("sql", error=_once(error.message))
        if request.path.endswith(".blob") and (isinstance(error, Base400) or _is_of_parsing(error)):
            return RefusedError("blob")
        if isinstance(error, Base400):
            return RefusedError("sql", error=error.args[0])
        if isinstance(error, MemoryError):
            return RefusedError("memory")
        if request.query_string and _is_of_parsing(error):
            LOG.warning("%s: %s", asked_at(request.scope), type(error).__name__)
            return RefusedError("parameters")
        failed(request.scope, error)
        return RefusedError("fault")

    async def _missing(self, request: Any) -> RefusedError:
        """Return what is said of an address at which there is nothing."""
        name = tilde_decode(request.url_vars.get("table") or request.path.rstrip("/").rpartition("/")[2])
        known = [*await self.database.table_names(), *await self.database.view_names(), *self._queries()]
        if "pks" in request.url_vars and name in known:
            return await self._unfit_key(request) or RefusedError("no-row", name=name)
        return RefusedError("no-table", name=name, **near(name, known))

    async def _unfit_key(self, request: Any) -> RefusedError | None:
        """Return what is said of the address of a row that has more or fewer values than the key of its table."""
        if "pks" not in request.url_vars:
            return None
        table = tilde_decode(request.url_vars["table"])
        keys = await self.database.primary_keys(table) or ["rowid"]
        if len(request.url_vars["pks"].split(",")) == len(keys):
            return None
        return RefusedError("key", name=table, count=len(keys), columns=", ".join(keys))

    def _queries(self) -> list[str]:
        """Return the names of the named queries."""
        return list(self.metadata("queries", database=self.database.name) or {})


def judged_in(path: str) -> set[str]:
    """Return the SQL of the rules by which a build has judged."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return {sql for (sql,) in connection.execute("select sql from rules")}


PARSING = (ValueError, LookupError, TypeError, ArithmeticError)  # what Datasette raises for odd parameters


def _is_of_parsing(error: Exception) -> bool:
    """Return whether Datasette itself raised an error, as it does for parameters that it cannot read."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    modules = [str(frame.f_globals.get("__name__", "")).partition(".")[0] for frame in frames]
    own = [module for module in modules if module not in sys.stdlib_module_names]
    return isinstance(error, PARSING) and own[-1:] == ["datasette"]


TOLD = re.compile(r"查询没有成功：(.*) \(The query did not succeed: \1\)", re.DOTALL)


def _once(message: Any) -> str:
    """Return what SQLite said, without the words that were put around it when it was told first."""
    told = TOLD.fullmatch(str(message))
    return told[1] if told else str(message)


def mend_datasette() -> None:
    """Mend what Datasette has no hook for."""
    mend_conditions()
    mend_order()
    plain = datasette.plugins.pm.get_plugin("datasette.handle_exception")
    plain.rich = None  # it prints pages of local variables
    plain.traceback = Silence  # it prints one for each odd parameter; the register logs what is a fault of its own
    datasette.views.database.validate_sql_select = require_select  # its pattern can take for ever
    datasette.views.database.QueryView = datasette.views.table.QueryView = HidingQueryView
    datasette.views.base.sys = SimpleNamespace(stderr=Silence)  # it prints what failed in the middle of CSV
    datasette.views.base.csv = SimpleNamespace(writer=GuardedWriter)  # its CSV may hold formulas


class HidingQueryView(QueryView):
    """The answer to SQL, which repeats the SQL; of one that failed without the personal data in it."""

    async def data(self, *asked: Any, **options: Any) -> Any:
        """Return what Datasette makes of a statement."""
        told, _, _, status = answer = await super().data(*asked, **options)
        if status != HTTPStatus.OK:
            sql, params = told["query"].values()
            hidden = {mask_name(name): mask_name(value) for name, value in params.items()}
            told["query"] = {"sql": mask_name(sql), "params": hidden}
        return answer


class Silence:
    """In place of the module traceback, and of standard error."""

    @staticmethod
    def print_exc(*_: Any) -> None:
        """Print nothing."""

    write = flush = print_exc


class GuardedWriter:
    """A csv.writer whose cells no spreadsheet runs, as in the downloads."""

    def __init__(self, file: Any) -> None:
        self.inner = csv.writer(file)

    def writerow(self, row: Any) -> Any:
        """Write a row; Datasette awaits what is returned."""
        return self.inner.writerow([harmless(value) for value in row])


def require_select(sql: str) -> None:
    """Raise InvalidSql for what does not begin as a statement that reads; that it only reads the authorizer sees."""
    words = _after_comments(sql).lower().split(None, len(STARTS[-1]))
    if not any([word.split("(")[0] for word in words[: len(start)]] == start for start in STARTS):
        raise InvalidSql(str(RefusedError("select")))


def _after_comments(sql: str) -> str:
    """Return a statement without the comments it begins with."""
    sql = sql.lstrip()
    while sql.startswith(("--", "/*")):
        _, _, sql = sql.partition("\n" if sql.startswith("--") else "*/")
        sql = sql.lstrip()
    return sql
