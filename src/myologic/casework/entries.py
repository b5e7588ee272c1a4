"""What is known of one person, as frozen values: the parsed form of a case, whatever it was read from."""

from __future__ import annotations

from myologic.engine.records import dataclass, replace
from myologic.engine.terms import IRI

LEFT, RIGHT, BOTH = "left", "right", "both"
SIDES = (LEFT, RIGHT, BOTH)
PRESENT, ABSENT, UNKNOWN = "present", "absent", "unknown"
PRESENCES = (PRESENT, ABSENT, UNKNOWN)
PAINS = ("none", "acute", "chronic", "unknown")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is known.

    Parameters
    ----------
    id
        The thing.
    side
        "left", "right", "both", or None where no side was said.
    presence
        "present", "absent" or "unknown"; of a test, positive is present and negative is absent.
    controlled
        Whether the condition of a test was kept; None where nobody said.
    sided
        Whether the thing has a left and a right.
    value, unit
        A measured value of a test, kept for reports.
    told_side
        The side that was told of a thing without sides, and is not taken into account.
    """

    id: IRI
    side: str | None = None
    presence: str = PRESENT
    controlled: bool | None = None
    sided: bool = False
    value: float | None = None
    unit: str | None = None
    told_side: str | None = None

    @property
    def nodes(self) -> tuple[IRI, ...]:
        """The sided nodes that stand for the thing in facts; a thing without sides stands for itself.

        A sided thing that is absent without a side is absent on both.
        """
        if not self.sided:
            return (self.id,)
        if self.side in (LEFT, RIGHT):
            return (IRI(f"{self.id.value}@{self.side}"),)
        if self.side == BOTH or self.presence != PRESENT:
            return tuple(IRI(f"{self.id.value}@{side}") for side in (LEFT, RIGHT))
        return ()

    @property
    def lacks_side(self) -> bool:
        """Whether the side matters and was not said."""
        return self.sided and self.side is None and self.presence == PRESENT


@dataclass(frozen=True, slots=True)
class State:
    """A state of a muscle that was said outright, such as *tight hip flexors*.

    Parameters
    ----------
    muscle
        The muscle or group.
    side
        "left", "right", or "both" (also where no side was said).
    values
        The ends of the axes that were said: `id:short`, `id:under` …
    """

    muscle: IRI
    side: str
    values: tuple[IRI, ...]


@dataclass(frozen=True, slots=True)
class CaseData:
    """Everything known of one person. `findings` includes tests, `causes` includes habits."""

    findings: tuple[Entry, ...] = ()
    causes: tuple[Entry, ...] = ()
    conditions: tuple[Entry, ...] = ()
    red_flags: tuple[Entry, ...] = ()
    states: tuple[State, ...] = ()
    pain: str = "unknown"
    age: int | None = None

    def joined(self, other: CaseData) -> CaseData:
        """This and more: lists are joined, pain and age are taken from `other` where it has them."""
        return replace(
            self,
            findings=_united(self.findings, other.findings),
            causes=_united(self.causes, other.causes),
            conditions=_united(self.conditions, other.conditions),
            red_flags=_united(self.red_flags, other.red_flags),
            states=tuple(dict.fromkeys((*self.states, *other.states))),
            pain=other.pain if other.pain != "unknown" else self.pain,
            age=self.age if other.age is None else other.age,
        )


def _united(first: tuple[Entry, ...], second: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(dict.fromkeys((*first, *second)))
