"""The plain data of the commands for authors of content, as typed dictionaries; see `shapes`."""

from __future__ import annotations

from typing import Annotated, TypedDict

from myologic.schemas.words import Among, Certainty, Count, Least, Line, Version


class ProblemData(TypedDict):
    """One thing that is wrong in content, with its place."""

    file: str
    line: Line
    column: Line
    severity: Annotated[str, Among(("error", "warning"))]
    code: Annotated[str, "Stable and unique; docs/errors.md lists all."]
    kind: str
    message: str
    suggestion: Annotated[str | None, "The nearest known name, or the form to write instead."]


class CheckData(TypedDict):
    """What `myologic check --format json` prints."""

    version: Version
    problems: list[ProblemData]


class ChangesData(TypedDict):
    """How many came, went and changed."""

    gained: Count
    lost: Count
    changed: Count


class DiffSummaryData(TypedDict):
    """Numbers by kind."""

    facts: dict[str, ChangesData]
    conclusions: dict[str, ChangesData]


class FactChangeData(TypedDict):
    """A written fact that came or went."""

    change: Annotated[str, Among(("gained", "lost"))]
    kind: str
    text: str
    triple: Annotated[list[str], "Subject, predicate and object as in N-Triples."]
    file: str | None
    line: Line | None
    column: Line | None


class ConclusionChangeData(TypedDict):
    """A conclusion that came, went or changed in certainty."""

    change: Annotated[str, Among(("gained", "lost", "changed"))]
    kind: str
    text: str
    before: Certainty | None
    after: Certainty | None
    rule: str | None
    because: list[str]
    proof: list[str]
    told: Annotated[list[str], "What the smallest case that shows it is told of a person; empty for a relation."]


class DiffData(TypedDict):
    """What `myologic diff --format json` prints."""

    version: Version
    old: str
    new: str
    summary: DiffSummaryData
    facts: list[FactChangeData]
    conclusions: list[ConclusionChangeData]
    untried: Annotated[str | None, "What was not looked at; null where everything was."]


class GapData(TypedDict):
    """What is missing."""

    label: str
    of: Annotated[int, Least(0), "How many things it concerns."]
    missing: list[str]


class SeedClaimsData(TypedDict):
    """Numbered claims of a first text."""

    carried: Count
    missing: list[str]


class StatsData(TypedDict):
    """What `myologic stats --format json` prints."""

    version: Version
    kinds: dict[str, int]
    gaps: list[GapData]
    certainty: dict[str, int]
    newest_source: dict[str, int]
    reviewed: dict[str, int]
    seed_claims: SeedClaimsData
