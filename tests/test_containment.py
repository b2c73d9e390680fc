"""One never stops the rest: what a plugin, a check or a file fails by costs that part, is told, and is all it costs."""

import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils
from click.testing import CliRunner
from conftest import ROOT, TODAY, Desk, credit_code, organisation

from disclosure import conventions, pipeline, taking
from disclosure.api.endpoints import endpoints_of
from disclosure.cli import cli
from disclosure.database import admission, questions
from disclosure.districts import load_district, load_districts
from disclosure.exceptions import BuildError
from disclosure.judgement import fitting
from disclosure.judgement.rulebook import rulebook
from disclosure.pipeline import Project
from disclosure.privacy import mask

FACTS = {"title": "某区", "title_en": "Some", "region_codes": ["990199"], "authority": "某局"}
HEAD = "from disclosure import Download, Page, Section, Table, hookimpl\n\n"
SCHEMA: dict[str, Any] = {
    "name": "papers", "title": "某区的文书", "title_en": "Papers", "description": "某区自己的文书。",
    "primaryKey": ["number"],
    "fields": [{"name": "number", "title": "编号", "type": "string", "description": "编号", "example": "1",
                "constraints": {"required": True}}],
}  # fmt: skip
RULE = """-- code: {district}-name
-- title: 名称写全
-- title_en: The name is whole
-- severity: info
-- effect: {effect}
-- basis: 试验
-- scope: 每个组织
-- explanation: 试验。
-- innocent: 试验。
-- never: 不适用 试验；不符合 试验；无法判断 试验；符合 试验
select
  district,
  'organisations' as table_name,
  {key} as key,
  org_id,
  null as period,
  {broken} as broken,
  name as detail,
  sample
from organisations
"""
DUTY = """-- code: broken-duty
-- title: 试验
-- title_en: A trial
-- party: 组织
-- basis: 试验
-- applies: 每个组织
-- due: 试验
-- never: 按时 试验；逾期报送 试验；逾期未报 试验；未到期 试验；不适用 试验；无法判断 试验
select
  district,
  org_id,
  json_object('org_id', org_id) as key,
  null as period,
  {due} as due_on,
  null as done_on,
  0 as estimated,
  sample
from organisations
"""
QUESTION = """-- code: broken-question
-- title: 试验
-- title_en: A trial
-- why: 试验
-- never: 是 试验；否 试验；未知 试验
select
  district,
  org_id,
  {holds} as holds,
  name as evidence,
  'organisations' as table_name,
  null as key,
  null as valid_until,
  sample
from {table}
"""
WORDS = 'severity = "{severity}"\ntitle = "某"\nmessage = "{message}"\nfix = "某"\nwhy = "某"\nignore = "某"\n'


def rule(district: str = "broken", effect: str = "publish", broken: str = "0",
         key: str = "json_object('org_id', org_id)") -> str:  # fmt: skip
    """Return a rule over organisations."""
    return RULE.format(district=district, effect=effect, broken=broken, key=key)


def hook(body: str, before: str = "") -> dict[str, str]:
    """Return a module with one hook."""
    return {"__init__.py": f"{HEAD}{before}\n@hookimpl\n{body}\n"}


def view(sql: str) -> str:
    """Return the file of a view."""
    return f"-- title: 试验\n-- title_en: A trial\n{sql}\n"


def schema(**changed: Any) -> str:
    """Return the schema of a table."""
    return json.dumps(SCHEMA | changed, ensure_ascii=False)


def refers(table: str, column: str) -> str:
    """Return a schema that refers to a column of a table."""
    return schema(foreignKeys=[{"fields": ["number"], "reference": {"resource": table, "fields": [column]}}])


@dataclass(frozen=True)
class Broken:
    """A plugin that fails: its files; the file and the part that the finding names; when it comes to light."""

    name: str
    files: dict[str, str]
    file: str
    part: str
    code: str = "plugin-part-lost"
    linted: bool = True
    row: int | None = None
    keeps: str = ""


OVERSTEPS = "plugin-oversteps"
MARKS = '[unknown]\nsign = "○"\nterms = ["某词"]\n'
FEED = (
    'title = "x"\ntitle_en = "x"\nrows = "{rows}"\nid = ["{id}"]\nentry = "{id}"\nday = "{day}"\nsummary = ["{id}"]\n'
)
PATTERN = '[[kind]]\ncode = "broken-x"\nname = "某"\npattern = "{}"\n'
GRAVE = "[broken-x]\n" + WORDS.format(severity="error", message="某")
OFF = '["{}"]\nreason = "某"\nreason_en = "Some"\nbasis = "某"\n'
FAILING = [
    Broken("register_tables", hook("def register_tables(district):\n    return 1 / 0"), "__init__.py",
           "register_tables", row=6),
    Broken("register_tables-wrong", hook("def register_tables(district):\n    return [{'name': 'x'}]"), "__init__.py",
           "register_tables: 1"),
    Broken("register_checks", hook("def register_checks(table):\n    raise KeyError('x')"), "__init__.py",
           "register_checks", row=6),
    Broken("register_checks-wrong", hook("def register_checks(table):\n    return ['x']"), "__init__.py",
           "register_checks"),
    Broken("a check", hook("def register_checks(table):\n    return [bad]", "def bad(row):\n    return row['nothing']\n"),
           "__init__.py", "register_checks", linted=False, row=4),
    Broken("a check without words", hook("def register_checks(table):\n    return [bad]",
                                         "def bad(row):\n    yield 'broken-code', next(iter(row)), {}\n"),
           "__init__.py", "register_checks", linted=False),
    Broken("a check of a column that is not there",
           hook("def register_checks(table):\n    return [bad]", "def bad(row):\n    yield 'required', 'x', {}\n"),
           "__init__.py", "register_checks", linted=False),
    Broken("register_rules", hook("def register_rules(district):\n    raise ValueError('x')"), "__init__.py",
           "register_rules"),
    Broken("create_views", hook("def create_views(database):\n    database.execute('select * from nowhere')"),
           "__init__.py", "create_views"),
    Broken("create_views that do not run",
           hook("def create_views(database):\n    database.execute('create view broken_x as select * from nowhere')"),
           "__init__.py", "create_views: broken_x"),
    Broken("exit", hook("def create_views(database):\n    import sys\n    sys.exit(3)"), "__init__.py", "create_views"),
    Broken("close", hook("def create_views(database):\n    database.close()"), "__init__.py", "create_views"),
    Broken("register_pages", hook("def register_pages(database):\n    return [Page('x')]"), "__init__.py",
           "register_pages"),
    Broken("organisation_sections", hook("def organisation_sections(organisation):\n    return organisation['nothing']"),
           "__init__.py", "organisation_sections", linted=False),
    Broken("organisation_sections-wrong", hook("def organisation_sections(organisation):\n    return ['x']"),
           "__init__.py", "organisation_sections: 1", linted=False),
    Broken("district_sections", hook("def district_sections(database):\n    return 1 / 0"), "__init__.py",
           "district_sections", row=6),
    Broken("home_sections", hook("def home_sections(database):\n    return 1 / 0"), "__init__.py", "home_sections", row=6),
    Broken("home_sections-numbers", hook("def home_sections():\n    return [Section('x', ['x'], [[1]])]"),
           "__init__.py", "home_sections: 1", linted=False),
    Broken("home_sections-long", hook("def home_sections():\n    return [Section('x', ['x'], [['1']] * 11)]"),
           "__init__.py", "home_sections: 1", linted=False),
    Broken("export_files", hook("def export_files(database):\n    return 1 / 0"), "__init__.py", "export_files", row=6),
    Broken("a database that is not there", hook(
        "def home_sections(database):\n    import sqlite3\n    sqlite3.connect('/nowhere/x.db').execute('select 1')"),
           "__init__.py", "home_sections"),
    Broken("two wrong files", hook("def export_files():\n    return [Download('sample-x.json', 'x', 'x', 'x', True),"
                                   " Download('sample-y.json', 'x', 'x', 'x', True)]"),
           "__init__.py", "export_files: sample-y.json"),
    Broken("export_files-no-bytes", hook("def export_files():\n    return [Download('sample-x.json', 'x', 'x', 'x', True)]"),
           "__init__.py", "export_files: sample-x.json"),
    Broken("export_files-real", hook("def export_files():\n    return [Download('x.json', 'x', 'x', b'x')]"),
           "__init__.py", "export_files: x.json"),
    Broken("a feed that is no TOML", {"feeds/x.toml": "title = "}, "feeds/x.toml", "feeds"),
    Broken("a feed of rows that are not there",
           {"feeds/x.toml": FEED.format(rows="nothing", day="day", id="day")}, "feeds/x.toml", "feeds/x.toml"),
    Broken("a feed of a day that is none",
           {"feeds/x.toml": FEED.format(rows="organisations", day="name", id="org_id")}, "feeds/x.toml", "feeds/x.toml",
           linted=False),
    Broken("a pattern that some text makes slow", {"privacy.toml": PATTERN.format("(a+)+b"), "findings.toml": GRAVE}, "privacy.toml",
           "privacy.toml: kind 1"),
    Broken("a pattern without wording", {"privacy.toml": PATTERN.format("[0-9]{8}").replace("-x", "-y")}, "privacy.toml",
           "privacy.toml: kind 1"),
    Broken("a rule off that is none", {"rules/off.toml": OFF.format("GRT-99")}, "rules/off.toml",
           "rules/off.toml: GRT-99"),
    Broken("a rule off without a reason", {"rules/off.toml": '["GRT-08"]\nbasis = "某"\n'}, "rules/off.toml",
           "rules/off.toml: GRT-08"),
    Broken("a template that does not compile", hook(
        "def register_pages(database):\n    return [Page('good', 'x', 'broken/good.html'),"
        " Page('x', 'x', 'broken/x.html')]") | {
        "templates/broken/x.html": "{% if %}", "templates/broken/good.html": "好"},
           "templates/broken/x.html", "broken/x.html", row=1, keeps="districts/broken/good/index.html"),
    Broken("a template that does not render", hook(
        "def register_pages(database):\n    return [Page('good', 'x', 'broken/good.html'),"
        " Page('x', 'x', 'broken/x.html')]") | {
        "templates/broken/x.html": "\n{{ nothing.of.that.name }}", "templates/broken/good.html": "好"},
           "templates/broken/x.html", "broken/x.html", linted=False, row=2,
           keeps="districts/broken/good/index.html"),
    Broken("a template that is not there", hook(
        "def register_pages(database):\n    return [Page('x', 'x', 'broken/x.html')]"),
           "x.html", "broken/x.html"),
    Broken("a hook of no name", hook("def register_tabels(district):\n    return []"), "__init__.py", "register_tabels"),
    Broken("a hook with an argument of no name", hook("def register_tables(place):\n    return []"), "__init__.py",
           "register_tables"),
    Broken("a rule that does not run", {"rules/broken-name@2026.sql": rule(broken="nothing")},
           "rules/broken-name@2026.sql", "rules"),
    Broken("a rule without end", {"rules/broken-name@2026.sql": rule(
        broken="(with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n)").replace(
        "from organisations\n", "from (select 'x' as district, 'x' as org_id, 'x' as name, 0 as sample)\n")},
           "rules/broken-name@2026.sql", "rules"),
    Broken("a rule that fails on what is filed", {"rules/broken-name@2026.sql": rule(broken="json(name)")},
           "rules/broken-name@2026.sql", "rules", linted=False),
    Broken("a rule whose key is none", {"rules/broken-name@2026.sql": rule(key="org_id")},
           "rules/broken-name@2026.sql", "rules", linted=False),
    Broken("a rejecting rule that fails on what is filed",
           {"rules/broken-name@2026.sql": rule(effect="reject", broken="json(name)")},
           "rules/broken-name@2026.sql", "rules", linted=False),
    Broken("a rule without a header", {"rules/broken-name@2026.sql": "select 1"}, "rules/broken-name@2026.sql", "rules"),
    Broken("a rule that is no text", {"rules/broken-name@2026.sql": "\ud800"}, "rules/broken-name@2026.sql", "rules"),
    Broken("a rule that returns too little", {"rules/broken-name@2026.sql": rule().replace("  org_id,\n", "")},
           "rules/broken-name@2026.sql", "rules"),
    Broken("a duty that does not run", {"obligations/broken-duty.sql": DUTY.format(due="nothing")},
           "obligations/broken-duty.sql", "obligations"),
    Broken("a duty that fails on what is filed", {"obligations/broken-duty.sql": DUTY.format(due="'31.12.'")
           .replace("null as done_on", "'2026-01-01' as done_on")},
           "obligations/broken-duty.sql", "obligations", linted=False),
    Broken("a question that does not run", {"checklist/broken-question.sql": QUESTION.format(holds=1, table="nowhere")},
           "checklist/broken-question.sql", "checklist"),
    Broken("a question asked twice",
           {"checklist/broken-question.sql": QUESTION.format(holds=1, table="organisations, (select 1 union select 2)")},
           "checklist/broken-question.sql", "checklist", linted=False),
    Broken("a view that does not run", {"views/broken_x.sql": view("select * from nowhere")}, "views/broken_x.sql",
           "views"),
    Broken("a view over one that does not run",
           {"views/broken_a.sql": view("select * from broken_b"), "views/broken_b.sql": view("select * from nowhere")},
           "views/broken_a.sql", "views"),
    Broken("a query that does not run", {"queries/x.sql": "-- title: 试验\nselect * from nowhere"}, "queries/x.sql",
           "queries"),
    Broken("examples", {"rules/broken-name@2026.sql": rule(), "rules/examples/broken-name.toml": "[[case"},
           "rules/examples/broken-name.toml", "rules/examples"),
    Broken("findings.toml", {"findings.toml": "[broken-x\n"}, "findings.toml", "findings.toml", row=1),
    Broken("a wording without words", {"findings.toml": '[broken-x]\nseverity = "info"'}, "findings.toml",
           "findings.toml: broken-x"),
    Broken("a wording that cannot be filled",
           {"findings.toml": "[broken-x]\n" + WORDS.format(severity="info", message="{value")}, "findings.toml",
           "findings.toml: broken-x"),
    Broken("marks.toml", {"marks.toml": "[x\n"}, "marks.toml", "marks.toml", row=1),
    Broken("subjects.toml", {"rules/subjects.toml": "x"}, "rules/subjects.toml", "rules/subjects.toml"),
    Broken("codelists.csv", {"codelists.csv": "codelist,term\nx,y\n"}, "codelists.csv", "codelists.csv"),
    Broken("a schema that is no JSON", {"schemas/papers.json": "{"}, "schemas/papers.json", "schemas", row=1),
    Broken("a schema of a wrong shape", {"schemas/papers.json": schema(fields=["x"])}, "schemas/papers.json", "schemas"),
    Broken("a column twice", {"schemas/papers.json": schema(fields=SCHEMA["fields"] * 2)}, "schemas/papers.json",
           "schemas"),
    Broken("a reference to no table", {"schemas/papers.json": refers("nothing", "number")}, "schemas/papers.json",
           "schemas"),
    Broken("a reference to no column", {"schemas/papers.json": refers("grants", "nothing")}, "schemas/papers.json",
           "schemas"),
]  # fmt: skip
WRITES = "database.execute('delete from organisations')"
PHONE = "139" + "12345678"
FAILING += [
    Broken(
        "a reason with a number",
        {"rules/off.toml": OFF.format("GRT-08").replace('"某"', f'"请打 {PHONE}"')},
        "rules/off.toml",
        "rules/off.toml",
        row=2,
    ),
    Broken(
        "a page with a number",
        {"pages/x.toml": f'title = "x {PHONE}"\ntitle_en = "x"\nlead = "x"\nlead_en = "x"\n'},
        "pages/x.toml",
        "pages",
        row=1,
    ),
    Broken(
        "a feed with a number",
        {
            "feeds/x.toml": FEED.format(rows="organisations", day="registered_on", id="org_id").replace(
                '"x"', f'"{PHONE}"'
            )
        },
        "feeds/x.toml",
        "feeds",
        row=1,
    ),
    Broken(
        "a wording with a number",
        {"findings.toml": GRAVE.replace("某", PHONE)},
        "findings.toml",
        "findings.toml",
        row=3,
    ),
    Broken(
        "a file with a number",
        hook(
            f"def export_files():\n    return [Download('sample-x.csv', 'x', 'x', 'x\\n电话 {PHONE}'.encode(), True)]"
        ),
        "__init__.py",
        "export_files: sample-x.csv",
    ),
    Broken(
        "a section with a number",
        hook(f"def home_sections():\n    return [Section('x', ['x'], [['{PHONE}']])]"),
        "__init__.py",
        "home_sections: 1",
        linted=False,
    ),
    Broken(
        "a pattern that matches anything",
        {"privacy.toml": PATTERN.format(".{4,10}"), "findings.toml": GRAVE},
        "privacy.toml",
        "privacy.toml: kind 1",
    ),
    Broken(
        "a form that a browser runs",
        hook("def export_files():\n    return [Download('sample-x.xml', 'x', 'x', b'<x/>', True)]"),
        "__init__.py",
        "export_files: sample-x.xml",
        OVERSTEPS,
    ),
    Broken(
        "an index",
        hook("def export_files():\n    return [Download('index.json', 'x', 'x', b'{}', True)]"),
        "__init__.py",
        "export_files: index.json",
        OVERSTEPS,
    ),
]
REACHING = [
    Broken("rows from a section", hook(f"def home_sections(database):\n    {WRITES}"), "__init__.py", "home_sections",
           OVERSTEPS),
    Broken("rows from a page", hook(f"def register_pages(database):\n    {WRITES}"), "__init__.py", "register_pages",
           OVERSTEPS),
    Broken("rows from a file", hook(f"def export_files(database):\n    {WRITES}"), "__init__.py", "export_files",
           OVERSTEPS),
    Broken("a rule about others' bodies", {"rules/broken-name@2026.sql": rule(broken="1").replace(
        "select\n  district,", "select\n  'broken' as district,").replace("name as detail", "'电话 139' || '12345678' as detail")}, "rules/broken-name@2026.sql",
           "rules: rows about an organisation that is not the district's", OVERSTEPS, linted=False),
    Broken("a rule of others' rows", {"rules/broken-name@2026.sql": rule(broken="1") + "where district in ('broken', 'good')\n"}, "rules/broken-name@2026.sql",
           "rules: rows that name another district", OVERSTEPS, linted=False),
    Broken("a duty of others", {"obligations/broken-duty.sql": DUTY.format(due="'2026-01-01'") + "where district in ('broken', 'good')\n"},
           "obligations/broken-duty.sql", "obligations: rows that name another district", OVERSTEPS, linted=False),
    Broken("a question of others", {"checklist/broken-question.sql": QUESTION.format(holds=1, table="organisations") + "where district in ('broken', 'good')\n"},
           "checklist/broken-question.sql", "checklist: rows that name another district", OVERSTEPS, linted=False),
    Broken("a standard pattern", {"privacy.toml": "[before]\nmoney = 'x'\n"}, "privacy.toml", "privacy.toml", OVERSTEPS),
    Broken("a looser pattern", {"privacy.toml": PATTERN.format("[0-9]{8}") + "allowed = ['address']\n",
                                "findings.toml": GRAVE}, "privacy.toml", "privacy.toml: kind 1", OVERSTEPS),
    Broken("an identity off", {"rules/off.toml": OFF.format("GRT-02")}, "rules/off.toml", "rules/off.toml: GRT-02",
           OVERSTEPS),
    Broken("a law off", {"rules/off.toml": OFF.format("INS-01")}, "rules/off.toml", "rules/off.toml: INS-01", OVERSTEPS),
    Broken("a file elsewhere", hook("def export_files():\n    return [Download('../x.json', 'x', 'x', b'', True)]"),
           "__init__.py", "export_files: ../x.json", OVERSTEPS),
    Broken("a page among the files", hook("def export_files():\n    return [Download('sample-x.html', 'x', 'x', b'', True)]"),
           "__init__.py", "export_files: sample-x.html", OVERSTEPS),
    Broken("a standard finding", {"findings.toml": "[personal-mobile]\n" + WORDS.format(severity="info", message="x")},
           "findings.toml", "findings.toml: personal-mobile", OVERSTEPS),
    Broken("a standard vocabulary",
           {"codelists.csv": "codelist,term,identifier,english,description\norganisation_type,公司,company,Company,x\n"},
           "codelists.csv", "codelists.csv: organisation_type", OVERSTEPS),
    Broken("a standard mark", {"marks.toml": MARKS.replace("某词", "正常")}, "marks.toml", "marks.toml: 正常", OVERSTEPS),
    Broken("a standard subject", {"rules/subjects.toml": 'FIN = "某"\n'}, "rules/subjects.toml",
           "rules/subjects.toml: FIN", OVERSTEPS),
    Broken("a standard table", {"schemas/grants.json": schema(name="grants")}, "schemas/grants.json", "schemas", OVERSTEPS),
    Broken("a standard table's title", {"schemas/papers.json": schema(title="社会组织")}, "schemas/papers.json", "schemas",
           OVERSTEPS),
    Broken("another district's table", {"schemas/good_papers.json": schema(name="good_papers")},
           "schemas/good_papers.json", "schemas", OVERSTEPS),
    Broken("a table of the nation from a hook", hook(
        "def register_tables(district):\n    return [replace(district.folder.above.tables[0])]",
        "from dataclasses import replace\n"), "__init__.py", "register_tables: coverage", OVERSTEPS),
    Broken("a standard rule", {"rules/FIN-05@2004.sql": rule().replace("code: broken-name", "code: FIN-05")},
           "rules/FIN-05@2004.sql", "rules", OVERSTEPS),
    Broken("another district's rule", {"rules/good-name@2026.sql": rule("good")}, "rules/good-name@2026.sql", "rules",
           OVERSTEPS),
    Broken("a standard view", {"views/grant_terms.sql": view("select 1")}, "views/grant_terms.sql", "views", OVERSTEPS),
    Broken("another district's view from a hook",
           hook("def create_views(database):\n    database.execute('create view good_x as select 1')"), "__init__.py",
           "create_views", OVERSTEPS),
    Broken("rows from a hook", hook("def create_views(database):\n    database.execute('delete from organisations')"),
           "__init__.py", "create_views", OVERSTEPS),
    Broken("rows from a hook that hides it", hook(
        "def create_views(database):\n    try:\n        database.execute(\"insert into build values ('x')\")\n"
        "    except Exception:\n        pass"), "__init__.py", "create_views", OVERSTEPS),
    Broken("a table from a hook", hook("def create_views(database):\n    database.execute('create table broken_x (a)')"),
           "__init__.py", "create_views", OVERSTEPS),
    Broken("a view dropped by a hook", hook("def create_views(database):\n    database.execute('drop view grant_terms')"),
           "__init__.py", "create_views", OVERSTEPS),
    Broken("a file attached by a hook",
           hook("def create_views(database):\n    database.execute(\"attach ':memory:' as x\")"), "__init__.py",
           "create_views", OVERSTEPS),
    Broken("a pragma of a hook", hook("def create_views(database):\n    database.execute('pragma writable_schema = on')"),
           "__init__.py", "create_views", OVERSTEPS),
    Broken("rows from a query", {"queries/x.sql": "-- title: 试验\ndelete from organisations"}, "queries/x.sql", "queries",
           OVERSTEPS),
    Broken("a standard template", hook("def register_pages(database):\n    return [Page('x', 'x', 'organisation.html')]"),
           "__init__.py", "register_pages: x", OVERSTEPS),
    Broken("another district's page",
           hook("def register_pages(database):\n    return [Page('../good/x', 'x', 'broken/x.html')]")
           | {"templates/broken/x.html": "x"}, "__init__.py", "register_pages: ../good/x", OVERSTEPS),
    Broken("an endpoint elsewhere", {"__init__.py": "from datasette import hookimpl\n\n@hookimpl\n"
           "def register_routes():\n    return [('^/-/good/x$', print), ('^/-/broken/x$', print)]\n"}, "__init__.py",
           "register_routes: ^/-/good/x$", OVERSTEPS),
    Broken("an endpoint that is not declared", {"__init__.py": "from datasette import hookimpl\n\n@hookimpl\n"
           "def register_routes():\n    return [('^/-/broken/x$', print)]\n"}, "__init__.py", "register_routes: ^/-/broken/x$"),
    Broken("a declaration without an endpoint", {"endpoints.toml": "[[endpoint]]\npath = '/-/broken/x'\ntitle = '甲'\n"
           "title_en = 'A'\nanswer = 'rows'\n"}, "endpoints.toml", "endpoints.toml: /-/broken/x"),
    Broken("a declaration of another district's", {"endpoints.toml": "[[endpoint]]\npath = '/-/good/x'\ntitle = '甲'\n"
           "title_en = 'A'\nanswer = 'rows'\n"}, "endpoints.toml", "endpoints.toml: /-/good/x", OVERSTEPS),
    Broken("a declaration of an odd path", {"endpoints.toml": "[[endpoint]]\npath = '/-/broken/../x y'\ntitle = '甲'\n"
           "title_en = 'A'\nanswer = 'rows'\n"}, "endpoints.toml", "endpoints.toml"),
    Broken("a view called as a table", {"schemas/papers.json": schema(), "views/broken_papers.sql": view("select 1")},
           "views/broken_papers.sql", "views", OVERSTEPS),
    Broken("a declaration that lacks a title", {"endpoints.toml": "[[endpoint]]\npath = '/-/broken/x'\nanswer = 'rows'\n"},
           "endpoints.toml", "endpoints.toml"),
    Broken("all of Datasette", {"__init__.py": "from datasette import hookimpl\n\n@hookimpl\n"
           "def prepare_connection(conn):\n    pass\n"}, "__init__.py", "prepare_connection", OVERSTEPS),
]  # fmt: skip
UNLOADABLE = [
    Broken("no import", {"__init__.py": "\nimport nothing_of_that_name\n"}, "__init__.py", "district", row=2),
    Broken("no Python", {"__init__.py": "x = 1\ndef\n"}, "__init__.py", "district", row=2),
    Broken("exit", {"__init__.py": "import sys\nsys.exit(0)\n"}, "__init__.py", "district"),
    Broken("no JSON", {"district.json": "{"}, "district.json", "district", row=1),
    Broken("no object", {"district.json": "[]"}, "district.json", "district"),
    Broken("no title", {"district.json": "{}"}, "district.json", "district"),
    Broken("a number", {"district.json": json.dumps(FACTS | {"title": 5})}, "district.json", "district"),
]


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write a district's folder."""
    for name, text in ({"district.json": json.dumps(FACTS), "README.md": "# 某区\n"} | files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="surrogatepass")
    return folder


GOOD = {
    "district.json": json.dumps(FACTS | {"region_codes": ["990198"]}),
    "schemas/papers.json": schema(title="好区的文书"),
    "views/good_x.sql": view("select * from good_papers"),
    "rules/good-name@2026.sql": rule("good", broken="1") + "where district = 'good'\n",
    "templates/good/x.html": "<p>好区</p>",
} | hook("def register_pages(database):\n    return [Page('x', 'x', 'good/x.html')]")


def plugins(desk: Desk, folder: Path, files: dict[str, str], name: str = "broken", serial: int = 1) -> Path:
    """Set a desk before a broken district and a good one, each with a submission; return the broken one's folder."""
    if not (folder / "good").exists():
        write(folder / "good", GOOD)
        good = {"organisations": [organisation(credit_code(serial=90_000))], "good_papers": [{"number": "1"}]}
        desk.file("two", good, "good")
    facts = {"district.json": json.dumps(FACTS | {"region_codes": [f"99{serial:04d}"]})}
    called = {path.replace("broken", name): text.replace("broken", name).replace(f" as {name},", " as broken,")
              for path, text in (facts | files).items()}  # fmt: skip
    desk.project = replace(desk.project, plugins=folder)
    desk.file("one", {"organisations": [organisation(credit_code(serial=serial))]}, name)
    return write(folder / name, called)


@dataclass(frozen=True)
class Built:
    """One build of a register with all the broken districts and a good one."""

    outcome: pipeline.Outcome
    output: Path
    lines: list[str]
    plugins: Path

    @property
    def db(self) -> sqlite_utils.Database:
        """Return its database."""
        return sqlite_utils.Database(self.output / "disclosure.db")

    def about(self, district: str) -> list[str]:
        """Return what `districts --check` says of a district."""
        return [line for line in self.lines if line.startswith(f"{district}: ")]


def name_of(case: Broken) -> str:
    """Return what the district of a case is called."""
    kinds = {"x": FAILING, "y": REACHING, "z": UNLOADABLE}
    return next(f"{kind}{cases.index(case):02d}" for kind, cases in kinds.items() if case in cases)


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the one build: each broken district beside all the others."""
    folder = tmp_path_factory.mktemp("together")
    (folder / "datasets").mkdir()
    desk = Desk(Project(ROOT, folder / "datasets", folder / "plugins", folder / "build", TODAY))
    for serial, case in enumerate([*FAILING, *REACHING, *UNLOADABLE], start=100):
        plugins(desk, folder / "plugins", case.files, name_of(case), serial)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fitting, "SECONDS", 0.5)
        outcome = pipeline.build(desk.project)
        return Built(outcome, desk.project.output, conventions.faults(desk.project), folder)


def built(desk: Desk, with_site: bool) -> tuple[pipeline.Outcome, sqlite_utils.Database]:
    """Return what became of a build, and its database."""
    outcome = pipeline.build(desk.project, with_site=with_site)
    return outcome, sqlite_utils.Database(desk.project.output / "disclosure.db")


def good_is_whole(output: Path, db: sqlite_utils.Database) -> None:
    """Assert that all of the good district is published."""
    assert db.execute("select count(*) from organisations where district = 'good'").fetchone() == (1,)
    assert [row["number"] for row in db["good_x"].rows] == ["1"]
    assert db.execute("select count(*) from rule_results where rule = 'good-name'").fetchone() == (1,)
    assert "好区" in (output / "site/districts/good/x/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", [*FAILING, *REACHING], ids=lambda case: case.name.replace(" ", "-"))
def test_a_part_of_a_plugin_that_fails_costs_that_part(case: Broken, together: Built) -> None:
    name = name_of(case)
    part, file = case.part.replace("broken", name), case.file.replace("broken", name)
    (verdict,) = [v for v in together.outcome.verdicts if v.submission.district == name]
    assert verdict.accepted
    told = together.outcome.districts[name]
    found = next((one for one in told if one.value == part), None)
    assert found, told
    assert (found.code, found.severity) == (case.code, "error")
    assert (found.file or "").startswith(f"plugins/{name}/") and (found.file or "").endswith(file)
    assert case.row is None or found.row == case.row
    assert name in found.message and (found.file or "-") in found.message
    stored = list(
        together.db.query("select value, file from findings where submission is null and district = ?", [name])
    )
    assert {"value": found.value, "file": found.file} in stored
    if case.keeps:
        assert (together.output / "site" / case.keeps.replace("broken", name)).exists()
        assert "/x/" not in (together.output / f"site/districts/{name}/index.html").read_text(encoding="utf-8")
    assert case.linted is any(file in line for line in together.about(name)), together.about(name)


@pytest.mark.parametrize(
    ("table", "rule"), [("rule_results", "rule"), ("obligations", "obligation"), ("checklist", "question")]
)
def test_a_district_says_nothing_of_anothers_bodies(table: str, rule: str, together: Built) -> None:
    own = [(case, name_of(case)) for case in REACHING if "others" in case.name]
    for case, name in own:
        rows = list(together.db.query(
            f"select * from {table} x where {rule} like ? and not exists (select 1 from organisations o"
            " where o.district = x.district and o.org_id = x.org_id and o.district = ?)", [f"{name}-%", name]))  # fmt: skip
        assert rows == []
        kept = together.db.execute(f"select count(*) from {table} where {rule} like ?", [f"{name}-%"]).fetchone()[0]
        assert kept == (
            1 if {"rule_results": "rule", "obligations": "duty", "checklist": "question"}[table] in case.name else 0
        )
    served = rulebook(load_districts(together.plugins / "plugins"))
    for case, name in own:
        if "rule" in case.name:
            (held,) = served[f"{name}-name"]
            assert len(together.db.execute(held.violations([name])).fetchall()) == 1


@pytest.mark.parametrize("case", UNLOADABLE, ids=lambda case: case.name.replace(" ", "-"))
def test_a_plugin_that_cannot_be_loaded_is_left_out_like_none(case: Broken, together: Built) -> None:
    name = name_of(case)
    assert not [v for v in together.outcome.verdicts if v.submission.district == name]
    (found,) = together.outcome.districts[name]
    assert (found.code, found.file) == ("district-not-loaded", f"plugins/{name}/{case.file}")
    assert case.row is None or found.row == case.row
    assert any(case.file in line for line in together.about(name))


def test_what_fails_of_others_costs_a_district_nothing(together: Built) -> None:
    good_is_whole(together.output, together.db)
    assert "good" not in together.outcome.districts and together.about("good") == []
    assert together.db["organisations"].count == len(FAILING) + len(REACHING) + 1


def test_what_an_import_that_failed_says_is_masked(desk: Desk, tmp_path: Path) -> None:
    phone = "138" + "00138000"
    shutil.copytree(ROOT / "plugins" / "demo", tmp_path / "plugins" / "demo")
    shutil.copytree(ROOT / "plugins" / "haishu", tmp_path / "plugins" / "haishu")
    (tmp_path / "plugins" / "haishu" / "__init__.py").write_text(f"raise KeyError('{phone}')\n", encoding="utf-8")
    project = replace(desk.project, plugins=tmp_path / "plugins")
    (lost,) = project.left_out.values()
    assert phone in str(lost.error)
    assert phone not in lost.finding(mask).message and phone not in lost.line(mask)


def test_what_a_rule_returns_is_masked(together: Built) -> None:
    (name,) = [name_of(case) for case in REACHING if case.name == "a rule about others' bodies"]
    (row,) = together.db.query("select detail from rule_results where rule = ?", [f"{name}-name"])
    assert PHONE not in row["detail"] and "***" in row["detail"]


def test_no_traceback_and_no_path_reaches_a_reader(together: Built) -> None:
    told = json.dumps(together.outcome.as_json(), ensure_ascii=False) + "".join(together.lines)
    told += "".join(str(row) for row in together.db["findings"].rows)
    assert "Traceback" not in told and str(together.plugins) not in told
    logs = [log.read_text(encoding="utf-8") for log in (together.output / "log").glob("*.log")]
    assert sum("Traceback" in log for log in logs) > 20


def run(desk: Desk, *command: str) -> Any:
    """Return the result of a command over a desk."""
    where = ["--datasets", desk.project.datasets, "--plugins", desk.project.plugins, "--output", desk.project.output]
    return CliRunner().invoke(cli, [*command, *map(str, where), "--today", desk.project.today])


def test_the_commands_tell_it_and_strict_stops(tmp_path: Path, desk: Desk) -> None:
    plugins(desk, tmp_path / "plugins", {"rules/broken-name@2026.sql": rule(broken="nothing")})
    results = {command: run(desk, *command.split()) for command in (
        "check", "check --format json", "build --no-site", "build --no-site --strict", "districts --check")}  # fmt: skip
    assert [result.exit_code for result in results.values()] == [1, 1, 0, 1, 1]
    for result in results.values():
        assert "plugins/broken/rules/broken-name@2026.sql" in result.output
        assert "Traceback" not in result.output and str(tmp_path) not in result.output
    (entry,) = [one for one in json.loads(results["check --format json"].output)["submissions"] if not one["valid"]]
    assert (entry["district"], entry["submission"], entry["rows"]) == ("broken", None, {})
    assert run(desk, "check", str(desk.project.datasets / "good")).exit_code == 0


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"rule/broken-x@2026.sql": rule()}, "rule/: no such folder is read; perhaps rules/ is meant"),
        ({"checklists/x.sql": "x"}, "checklists/: no such folder is read; perhaps checklist/ is meant"),
        ({"query/x.sql": "x"}, "query/: no such folder is read; perhaps queries/ is meant"),
        ({"codelist.csv": "x"}, "codelist.csv: no such file is read; perhaps codelists.csv is meant"),
        ({"finding.toml": "x"}, "finding.toml: no such file is read; perhaps findings.toml is meant"),
        ({"rules/broken-x.txt": "x"}, "rules/broken-x.txt: not read; only files that end in .sql are"),
        ({"schemas/deeper/x.json": "{}"}, "schemas/deeper/: no such folder is read; put its files into schemas/"),
        ({"rules/broken-name@2026.sql": rule(), "rules/examples/broken-nam.toml": ""}, "perhaps broken-name.toml is meant"),
        ({"templates/organisation.html": "x"}, "templates/organisation.html: move it to templates/broken/"),
        ({"templates/good/x.html": "x"}, "templates/good/x.html: move it to templates/broken/"),
        ({"templates/broken/x.html": "{% extends 'nothing.html' %}"}, "templates/broken/x.html: TemplateNotFound"),
        ({"helpers/__init__.py": ""}, None),
        ({"feed/x.toml": "x"}, "feed/: no such folder is read; perhaps feeds/ is meant"),
        ({"privat.toml": "x"}, "privat.toml: no such file is read; perhaps privacy.toml is meant"),
        ({"queries/x.sql": "-- title: x\n-- columns: nam = 名称 / Name\nselect name from organisations"},
         "queries/x.sql: columns: there is no nam; perhaps name is meant"),
        ({"queries/x.sql": "-- title: x\n-- parameters: day = 日子（日子） / Day\nselect name from organisations where :day"},
         "queries/x.sql: parameters: day is of no kind 日子; write 日期、年份、数、区 or a vocabulary"),
    ],
)  # fmt: skip
def test_what_nothing_reads_is_named(files: dict[str, str], told: str | None, tmp_path: Path, desk: Desk) -> None:
    plugins(desk, tmp_path / "plugins", files)
    lines = [line for line in conventions.faults(desk.project) if line.startswith("broken")]
    assert lines == [] if told is None else any(told in line for line in lines), lines


def test_a_template_of_a_district_shadows_no_other(tmp_path: Path, desk: Desk) -> None:
    files = {
        "templates/organisation.html": "这里被换掉了",
        "templates/good/x.html": "这里被换掉了",
        "templates/base.html": "这里被换掉了",
    }
    plugins(desk, tmp_path / "plugins", files)
    built(desk, True)
    pages = [page.read_text(encoding="utf-8") for page in (desk.project.output / "site").rglob("*.html")]
    assert len(pages) > 20 and not [page for page in pages if "这里被换掉了" in page]


def test_a_check_that_fails_on_a_row_leaves_the_others_to_the_standard_checks(tmp_path: Path, desk: Desk) -> None:
    code = "def bad(row):\n    row.clear()\n    raise ValueError('x')\n"
    plugins(desk, tmp_path / "plugins", hook("def register_checks(table):\n    return [bad]", code))
    wrong = organisation(credit_code(serial=9)) | {"type": "基金会"}
    desk.file("wrong", {"organisations": [wrong]}, "broken")
    found = [one.code for v in desk.check().verdicts if v.submission.name == "wrong" for one in v.findings]
    assert found == ["type-disagrees"]


def test_an_endpoint_is_reached_under_its_district_alone(tmp_path: Path) -> None:
    code = "from datasette import hookimpl\n\n@hookimpl\ndef register_routes(datasette):\n"
    code += "    assert datasette.databases is not None\n    return [('^/-/broken/x$|^/-/good/x$', print)]\n"
    declared = "[[endpoint]]\npath = '/-/broken/x'\ntitle = '甲'\ntitle_en = 'A'\nanswer = 'rows'\n"
    district = load_district(write(tmp_path / "broken", {"__init__.py": code, "endpoints.toml": declared}))
    ((pattern, _),) = endpoints_of(district)
    assert re.match(pattern, "/-/broken/x") and not re.match(pattern, "/-/good/x")
    begins = write(
        tmp_path / "other" / "broken", {"__init__.py": code.replace("x$|", "x|"), "endpoints.toml": declared}
    )
    ((pattern, _),) = endpoints_of(load_district(begins))
    assert re.match(pattern, "/-/broken/x") and not re.match(pattern, "/-/broken/xyz")


RAISED = [OverflowError("Python int too large"), RecursionError("deep"), sqlite3.OperationalError("x"), MemoryError(),
          UnicodeEncodeError("utf-8", "\ud800", 0, 1, "x"), ZeroDivisionError("x"), KeyError("x")]  # fmt: skip


@dataclass
class Late:
    """Raises when it is called for the submission `bad`."""

    error: BaseException
    called: list[Any] = field(default_factory=list)

    def raising(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that fails over a file of the submission `bad`, after it has done its work."""

        def late(*given: Any, **named: Any) -> Any:
            done = function(*given, **named)
            if any("bad" in str(getattr(one, "path", "")) or getattr(one, "name", "") == "bad" for one in given):
                self.called.append(given)
                raise self.error
            return done

        return late


@pytest.mark.parametrize(
    ("where", "error"),
    [*(("validate", error) for error in RAISED), *((where, RAISED[0]) for where in ("record", "doubts", "asked"))],
    ids=lambda given: given if isinstance(given, str) else type(given).__name__,
)
def test_whatever_is_raised_rejects_that_submission_alone(
    where: str, error: BaseException, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.file("good", {"organisations": [organisation()]})
    desk.file("bad", {"organisations": [organisation(credit_code(serial=2))]})
    desk.file("later", {"organisations": [organisation(credit_code(serial=3))]})
    late = Late(error)
    home = {"validate": taking, "asked": questions}.get(where, admission)
    monkeypatch.setattr(home, where, late.raising(getattr(home, where)))
    outcome, db = built(desk, False)
    assert late.called
    assert {v.submission.name: v.accepted for v in outcome.verdicts} == {"good": True, "bad": False, "later": True}
    (found,) = next(v for v in outcome.verdicts if v.submission.name == "bad").findings
    assert found.code == "internal-error" and "我们的问题" in found.message
    assert found.file == ("organisations.csv" if where == "validate" else None)
    assert {row["submission"] for row in db["organisations_history"].rows} == {"good", "later"}
    assert not list(db.query("select * from corrections where submission = 'bad'"))
    assert [row["code"] for row in db["findings"].rows if row["submission"] == "bad"] == ["internal-error"]
    (log,) = (desk.project.output / "log").glob("*.log")
    assert type(error).__name__ in log.read_text(encoding="utf-8")
    if where != "validate":
        told = run(desk, "check").output
        assert "internal-error" in told and "Traceback" not in told and type(error).__name__ not in told


def test_the_row_is_named_where_it_is_known(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.file("bad", {"organisations": [organisation(credit_code(serial=n)) for n in (1, 2, 3)]})

    def check(row: dict[str, Any]) -> list[Any]:
        return [1 / 0] if row["org_id"] == credit_code(serial=2) else []

    monkeypatch.setattr("disclosure.standard.checks.OF_TABLE", {"organisations": [check]})
    (verdict,) = desk.check().verdicts
    (found,) = verdict.findings
    assert (found.code, found.file, found.row, found.table) == (
        "internal-error",
        "organisations.csv",
        3,
        "organisations",
    )


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(3), OSError(28, "No space left on device")])
def test_what_is_not_a_submissions_fault_stops(
    error: BaseException, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.file("bad", {"organisations": [organisation()]})
    monkeypatch.setattr(taking, "validate", Late(error).raising(taking.validate))
    with pytest.raises(type(error)):
        desk.check()


def test_an_empty_register_is_published_only_on_demand(desk: Desk, tmp_path: Path) -> None:
    for _ in range(2):
        refused = run(desk, "build", "--no-site")
        assert isinstance(refused.exception, BuildError) and "--allow-empty" in str(refused.exception)
        assert not (desk.project.output / "current").exists()
        (desk.project.datasets / "haishu").mkdir(exist_ok=True)
    assert run(desk, "build", "--no-site", "--allow-empty").exit_code == 0
    assert (desk.project.output / "disclosure.db").exists()
    missing = replace(desk.project, datasets=tmp_path / "nowhere")
    with pytest.raises(BuildError, match="allow-empty"):
        pipeline.build(missing, with_site=False)
