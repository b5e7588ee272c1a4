"""What is known of one person, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable

from myologic.arguments import must_be_text
from myologic.casework.entries import CaseData
from myologic.casework.explaining import missing_for, verdict_proofs
from myologic.casework.facts import CASE, case_facts
from myologic.casework.given import given_data
from myologic.casework.result import Result, case_result, result_dict, status_alone, verdicts_alone
from myologic.casework.sites import Site, sites
from myologic.casework.verdicts import Inferred, Verdict
from myologic.engine.proof import NearMiss
from myologic.engine.terms import IRI, Triple
from myologic.kb.base import KnowledgeBase, Overlay
from myologic.kb.ground import GroundCase, ground_program
from myologic.kb.vocabulary import kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import Self

    from myologic.schemas.shapes import CaseResultData
    from myologic.why import Why

_PROBABLY_WEAK = kb_("probablyWeak")


class InferredCase:
    """What is known of one person on top of the knowledge base, and what follows. Immutable; worked out when asked for.

    Parameters
    ----------
    kb
        The knowledge base.
    data
        What is known.
    """

    __slots__ = ("_data", "_derived", "_facts", "_inferred", "_kb", "_result", "_verdicts")

    def __init__(self, kb: KnowledgeBase, data: CaseData | None = None) -> None:
        self._kb = kb
        self._data = CaseData() if data is None else data
        self._facts: tuple[Triple, ...] | None = None
        self._derived: Inferred | None = None
        self._inferred: Overlay | None = None
        self._result: Result | None = None
        self._verdicts: tuple[Verdict, ...] | None = None

    @classmethod
    def of(
        cls,
        kb: KnowledgeBase,
        *,
        given: Iterable[tuple[IRI, str | None, str]] = (),
        states: Iterable[tuple[IRI, str | None, IRI]] = (),
        pain: str = "unknown",
        age: int | None = None,
    ) -> Self:
        """A case from things that are named by their address, such as those that a question mentions.

        Parameters
        ----------
        kb
            The knowledge base.
        given
            Findings, tests, habits, causes, conditions and warning signs: thing, side or None, and present, absent or
            unknown. What belongs into no case (a group of findings, an exercise) is left out.
        states
            States that were said of muscles: muscle, side or None for both, and the state, `id:tight` …
        pain
            none, acute, chronic or unknown.
        age
            In years.
        """
        return cls(kb, given_data(kb, given, states, pain, age))

    @classmethod
    def told(cls, kb: KnowledgeBase, *sentences: str, pain: str = "unknown", age: int | None = None) -> Self:
        """A case from plain sentences such as "my head is forward" or "no pain in my left hip".

        Parameters
        ----------
        kb
            The knowledge base.
        sentences
            Each is understood like what is said of a person in a question; it may name several things.
        pain, age
            As in a case file.

        Raises
        ------
        QuestionError
            If a sentence is not understood, or may speak of a warning sign that is not on record by name.
        """
        from myologic.casework.told import told_data

        return cls(kb, told_data(kb, sentences, pain=pain, age=age))

    @property
    def data(self) -> CaseData:
        """What is known."""
        return self._data

    @property
    def kb(self) -> KnowledgeBase:
        """The knowledge base below."""
        return self._kb

    @property
    def facts(self) -> tuple[Triple, ...]:
        """The facts that the case brings, sorted."""
        if self._facts is None:
            self._facts = case_facts(self.data, self._kb)
        return self._facts

    @property
    def derived(self) -> Inferred:
        """What the rules derive for the case, without proofs: from the specialised rules where there are any."""
        if self._derived is None:
            program = ground_program(self._kb)
            found = None if program is None else GroundCase(program, self.facts)
            self._derived = self.inferred if found is None or not found.complete else found
        return self._derived

    @property
    def inferred(self) -> Overlay:
        """The knowledge base with the case on top, everything derived, with proofs; made when it is first asked for."""
        if self._inferred is None:
            self._inferred = self._kb.overlay(self.facts)
        return self._inferred

    @property
    def outcome(self) -> Result:
        """The result as typed values."""
        if self._result is None:
            self._result = case_result(self._kb, self.derived, self.data)
        return self._result

    @property
    def status(self) -> str:
        """How the case ends: inferred, nothing, needs_side, conflict or safety."""
        if self._result is not None:
            return self._result.status
        return status_alone(self._kb, self.derived, self.verdicts())

    def verdicts(self) -> tuple[Verdict, ...]:
        """What is likely of which muscle, surest first; empty while a warning sign comes before everything else.

        Examples
        --------
        >>> import myologic
        >>> row = myologic.load().case(findings=["rounded_shoulder_one_side@right"]).verdicts()[0]
        >>> row.label, row.side, row.verdict, row.certainty
        ('pectoralis minor', 'right', 'tight', 'low')
        >>> myologic.load().case(findings=["forward_head"], red_flags=["rf_chest"]).verdicts()
        ()
        """
        if self._verdicts is None:
            self._verdicts = verdicts_alone(self._kb, self.derived) if self._result is None else self._result.verdicts
        return self._verdicts

    def result(self) -> CaseResultData:
        """The result as plain data, version 1 of the schema `case`: what `myologic case FILE --json` prints."""
        return result_dict(self.outcome, self._kb)

    @property
    def exit_code(self) -> int:
        """0 inferred, 1 nothing, 3 a side is missing or findings exclude each other, 5 safety."""
        return self.outcome.exit_code

    def why(self, muscle: str | IRI | Verdict, side: str | None = None) -> Why:
        """The proofs of the verdicts on a muscle; none while a warning sign comes before everything else.

        Parameters
        ----------
        muscle
            An id such as "psoas_major@left", a name or an address, without a side of both; or one of `verdicts`, on its side.
        side
            "left", "right", "both" or None.

        Raises
        ------
        QuestionError
            If the muscle is unknown.

        Examples
        --------
        >>> import myologic
        >>> case = myologic.load().case(findings=["rounded_shoulder_one_side@right"])
        >>> case.why("Pectoralis minor", "right").text() == case.why("pectoralis_minor@right").text()
        True
        >>> why = case.why("pectoralis_minor@right")
        >>> len(why), why.text().splitlines()[0].startswith("1. the person presents")
        (1, True)
        """
        from myologic.why import Why

        muscle, side = _asked(muscle, side)
        proofs = () if self.outcome.safety.stops else verdict_proofs(self._kb, self.inferred, muscle, side)
        return Why(proofs, self.inferred)

    def why_not(self, muscle: str | IRI | Verdict, verdict: str, side: str | None = None) -> tuple[NearMiss, ...]:
        """What is missing for a verdict on a muscle: the nearest rules, what they lack or what blocks them.

        Parameters
        ----------
        muscle
            As for `why`.
        verdict
            tight, weak, tight-and-weak, tense-but-long, overactive or long.
        side
            "left", "right", "both" or None.

        Raises
        ------
        QuestionError
            If the muscle or the verdict is unknown.

        Examples
        --------
        >>> import myologic
        >>> case = myologic.load().case(findings=["rounded_shoulder_one_side@right"])
        >>> len(case.why_not("pectoralis_minor@left", "tight")) > 0
        True
        """
        must_be_text("verdict", verdict)
        muscle, side = _asked(muscle, side)
        return missing_for(self._kb, self.inferred, muscle, verdict, side)

    def probably_weak(self) -> tuple[tuple[Site, Triple], ...]:
        """The opposites of short muscles, with the fact that has the proof: a heuristic, beaten by anything known.

        It answers questions about an opposing pair and is no verdict of the case.
        """
        nodes = self.inferred.objects(CASE, _PROBABLY_WEAK)
        return tuple((each, Triple(CASE, _PROBABLY_WEAK, each.node)) for each in sites(self._kb, nodes))


def _asked(muscle: object, side: str | None) -> tuple[str | IRI, str | None]:
    """The muscle and the side that are asked about.

    Raises
    ------
    TypeError
        If they are none.
    """
    if side is not None:
        must_be_text("side", side)
    if isinstance(muscle, Verdict):
        return muscle.muscle, side or muscle.side
    if not isinstance(muscle, str | IRI):
        raise TypeError(f"`muscle` is a text, an IRI or a Verdict, not {type(muscle).__name__}")
    return muscle, side
