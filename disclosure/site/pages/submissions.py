"""The list of submissions and a page for each, with its findings grouped by kind."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from ...findings import wording
from ..listed import pages_of
from ..reading import Reader, Row
from .sheet import Sheet, Site

PER_PAGE = 60  # a line of a submission says more than one of an organisation


def sheets(site: Site) -> Iterator[Sheet]:
    """Yield the list and every submission's page."""
    reader = site.reader
    rows = reader.query("submissions")
    lost = reader.rows("select * from findings where submission is null order by rowid")
    for path, told in pages_of("/submissions/", {"real": len(rows), "samples": 0}, PER_PAGE):
        part = rows[(told["number"] - 1) * PER_PAGE : told["number"] * PER_PAGE]
        yield Sheet(path, "submissions.html", told | {"rows": part, "lost": lost})
    for row in rows:
        key = [row["district"], row["submission"]]
        findings = reader.rows("select * from findings where district = ? and submission = ? order by rowid", key)
        corrections = reader.rows("select * from corrections where district = ? and submission = ? order by rowid", key)
        context = {
            "submission": row,
            "groups": [(code, wording().get(code, {}).get("title", code), rows) for code, rows in _groups(findings)],
            "corrections": [site.named(c) for c in corrections],
            "filed": reader.shared(("filed",), partial(_filed, reader)).get(tuple(key), []),
            "files": reader.rows(
                "select * from submission_files where district = ? and submission = ? order by file", key
            ),
            "title_of": reader.title_of,
        }
        yield Sheet(f"/submissions/{row['district']}/{row['submission']}/", "submission.html", context)


def _groups(findings: list[Row]) -> list[tuple[str, list[Row]]]:
    """Return the findings by code, errors first."""
    rank = {"error": 0, "warning": 1, "info": 2}
    ordered = sorted(findings, key=lambda row: (rank[row["severity"]], row["code"]))
    return [(code, list(rows)) for code, rows in groupby(ordered, key=lambda row: str(row["code"]))]


def _filed(reader: Reader) -> dict[tuple[str, str], list[Row]]:
    """Return (district, submission) → the tables of which it filed rows, and how many."""
    found: dict[tuple[str, str], list[Row]] = {}
    for table, entry in reader.tables.items():
        counted = f'select district, submission, count(*) as rows from "{table}_history" group by district, submission'
        for row in reader.rows(counted):
            of = found.setdefault((row["district"], row["submission"]), [])
            of.append({"table": table, "title": entry["title"], "rows": row["rows"]})
    return found
