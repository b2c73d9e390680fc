"""What became of a run: the verdicts on submissions, and the findings that concern whole districts."""

from dataclasses import dataclass, field
from typing import Any

from .database.admission import Verdict
from .findings import Finding


@dataclass
class Outcome:
    """The verdicts of a run, and the findings that concern whole districts; `again`: of a build that was there."""

    verdicts: list[Verdict] = field(default_factory=list)
    districts: dict[str, list[Finding]] = field(default_factory=dict)
    again: bool = False

    @property
    def valid(self) -> bool:
        """Return whether nothing was rejected."""
        return all(verdict.accepted for verdict in self.verdicts) and not any(
            found.severity == "error" for findings in self.districts.values() for found in findings
        )

    def add(self, findings: dict[str, list[Finding]]) -> None:
        """Add findings that concern whole districts."""
        for district, found in findings.items():
            known = self.districts.get(district, [])
            self.districts[district] = [*known, *(one for one in found if one not in known)]
        self.districts = dict(sorted(self.districts.items()))

    def as_json(self) -> dict[str, Any]:
        """Return the report of `check --format json` (design.md §5)."""
        entries: list[dict[str, Any]] = [
            {
                "district": name,
                "submission": None,
                "valid": not any(found.severity == "error" for found in findings),
                "rows": {},
                "findings": [found.as_json() for found in findings],
            }
            for name, findings in self.districts.items()
        ]
        entries += [
            {
                "district": verdict.submission.district,
                "submission": verdict.submission.name,
                "valid": verdict.accepted,
                "rows": verdict.rows,
                "findings": [found.as_json() for found in verdict.findings],
            }
            for verdict in self.verdicts
        ]
        return {"valid": self.valid, "submissions": entries}
