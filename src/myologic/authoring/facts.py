"""One written fact that differs between two versions of content."""

from __future__ import annotations

from myologic.engine.records import dataclass
from myologic.engine.terms import Place, Triple

GAINED, LOST, CHANGED = "gained", "lost", "changed"


@dataclass(frozen=True, slots=True)
class FactChange:
    """A written fact that came or went.

    Parameters
    ----------
    change
        `gained` or `lost`.
    kind
        The property in words.
    triple
        The fact.
    text
        The fact in words.
    place
        Where it stands, or stood.
    """

    change: str
    kind: str
    triple: Triple
    text: str
    place: Place | None
