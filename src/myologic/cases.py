"""A case on top of the knowledge base: what is known of one person, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from myologic.casework.entries import CaseData, Entry
from myologic.casework.explaining import missing_for, verdict_proofs
from myologic.casework.facts import CASE, case_facts
from myologic.casework.files import load_case_file
from myologic.casework.given import given_data
from myologic.casework.reading import read_case
from myologic.casework.result import Result, case_result, result_dict, verdicts_alone
from myologic.casework.sites import Site, sites
from myologic.casework.verdicts import Inferred, Verdict, case_verdicts
from myologic.engine.proof import NearMiss
from myologic.engine.records import replace
from myologic.engine.terms import IRI, Triple
from myologic.kb.base import KnowledgeBase, Overlay
from myologic.kb.ground import GroundCase, ground_program
from myologic.kb.vocabulary import kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    import pyarrow

    from myologic.borders.export import Form
    from myologic.graph import Graph
    from myologic.planning.values import Plan
    from myologic.schemas.shapes import CaseFileData, CaseResultData
    from myologic.why import Why

_PROBABLY_WEAK = kb_("probablyWeak")


class Case:
    """What is known of one person, on top of the knowledge base. Immutable; the rest is worked out when asked for.

    Parameters
    ----------
    kb
        The knowledge base.
    data
        What is known.

    Examples
    --------
    >>> from myologic.kb.load import load
    >>> case = kb_case(load(), findings=["rounded_shoulder_one_side@right"])
    >>> case.result()["status"]
    'inferred'
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

    def __repr__(self) -> str:
        known = (*self.data.findings, *self.data.causes, *self.data.conditions, *self.data.red_flags)
        return f"<myologic.Case of {len(known)} entries on {self._kb.name}>"

    @classmethod
    def of(
        cls,
        kb: KnowledgeBase,
        *,
        given: Iterable[tuple[IRI, str | None, str]] = (),
        states: Iterable[tuple[IRI, str | None, IRI]] = (),
        pain: str = "unknown",
        age: int | None = None,
    ) -> Case:
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
    def told(cls, kb: KnowledgeBase, *sentences: str, pain: str = "unknown", age: int | None = None) -> Case:
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

    def add(
        self,
        *,
        findings: Sequence[Any] = (),
        habits: Sequence[Any] = (),
        causes: Sequence[Any] = (),
        conditions: Sequence[Any] = (),
        red_flags: Sequence[Any] = (),
        tests: Sequence[Any] = (),
        pain: str = "unknown",
        age: int | None = None,
    ) -> Case:
        """A new case that knows more; this one stays as it is.

        Parameters
        ----------
        findings, habits, causes, conditions, red_flags, tests
            Ids such as "knees_in@left", or entries as in a case file.
        pain, age
            Taken where they are given.

        Raises
        ------
        QuestionError
            If an id or a value is unknown.

        Examples
        --------
        >>> from myologic.kb.load import load
        >>> case = kb_case(load(), findings=["forward_head"])
        >>> more = case.add(habits=["prolonged_sitting"], age=40)
        >>> len(more.verdicts()) > len(case.verdicts()), case.data.age
        (True, None)
        """
        more = kb_case(
            self._kb,
            findings=findings,
            habits=habits,
            causes=causes,
            conditions=conditions,
            red_flags=red_flags,
            tests=tests,
            pain=pain,
            age=age,
        )
        return Case(self._kb, self.data.joined(more.data))

    def without(self, *things: IRI) -> Case:
        """A new case that knows nothing of some things."""

        def kept(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
            return tuple(each for each in entries if each.id not in things)

        data = self.data
        return Case(
            self._kb,
            replace(
                data,
                findings=kept(data.findings),
                causes=kept(data.causes),
                conditions=kept(data.conditions),
                red_flags=kept(data.red_flags),
            ),
        )

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

    def verdicts(self) -> tuple[Verdict, ...]:
        """What is likely of which muscle, surest first; empty while a warning sign comes before everything else.

        Examples
        --------
        >>> from myologic.kb.load import load
        >>> row = kb_case(load(), findings=["rounded_shoulder_one_side@right"]).verdicts()[0]
        >>> row.label, row.side, row.verdict, row.certainty
        ('pectoralis minor', 'right', 'tight', 'low')
        >>> kb_case(load(), findings=["forward_head"], red_flags=["rf_chest"]).verdicts()
        ()
        """
        if self._verdicts is None:
            self._verdicts = verdicts_alone(self._kb, self.derived) if self._result is None else self._result.verdicts
        return self._verdicts

    def result(self) -> CaseResultData:
        """The result as plain data, version 1 of the schema `case`: what `myologic case FILE --json` prints."""
        return result_dict(self.outcome, self._kb)

    def text(self, *, sources: bool = False) -> str:
        """The result for people.

        Parameters
        ----------
        sources
            Whether sources are listed.
        """
        from myologic.casework.render import render

        return render(self.outcome, self._kb, sources=sources)

    def draw(self, *, view: str = "all", layer: str = "all", theme: str = "auto") -> str:
        """The verdicts on a body map, as SVG text; where a warning sign comes first, its text and nothing painted.

        Parameters
        ----------
        view
            front, back, side or all.
        layer
            surface, intermediate, deep or all.
        theme
            light, dark, or auto: as the reader's screen is.

        Raises
        ------
        QuestionError
            If a view, a layer or a theme is unknown.
        """
        from myologic.drawing.body import draw_body

        return draw_body(self.outcome, self._kb, view=view, layer=layer, theme=theme)

    def plan(
        self, *, minutes: int | None = None, level: str | None = None, equipment: Sequence[str] | None = None
    ) -> Plan:
        """A plan from the verdicts: what to do in which week, for which verdict, how much, and when to stop.

        Parameters
        ----------
        minutes
            Most minutes of a session, 5 to 180; the usual number on record by default.
        level
            The hardest level of exercises, such as "beginner"; by default easy ones, with harder ones as steps up.
        equipment
            What is at hand, such as ["resistance band"]; what is found in most homes counts as well. ["none"] means no
            equipment at all, None that anything may be used.

        Raises
        ------
        QuestionError
            If a level or a piece of equipment is unknown, or the minutes are out of range.

        Examples
        --------
        >>> from myologic.kb.load import load
        >>> plan = kb_case(load(), findings=["forward_head"]).plan(minutes=10, equipment=["none"])
        >>> plan.status, plan.minutes, plan.equipment
        ('planned', 10, ())
        """
        from myologic.planning.make import make_plan
        from myologic.planning.wishes import read_wishes

        wishes = read_wishes(self._kb, minutes=minutes, level=level, equipment=equipment)
        return make_plan(self._kb, self.derived, self.data, self.outcome, wishes)

    def to_dict(self) -> CaseFileData:
        """What is known as plain data, version 1 of the schema `case-file`: `read_case` and `myologic case` read it again.

        Examples
        --------
        >>> from myologic.kb.load import load
        >>> kb_case(load(), findings=["knees_in@left"]).to_dict()["findings"]
        [{'id': 'knees_in', 'side': 'left', 'presence': 'present'}]
        """
        from myologic.casework.writing import case_dict

        return case_dict(self.data, self._kb)

    @property
    def graph(self) -> Graph:
        """What was told and what follows from it, without the knowledge base below.

        Where a warning sign comes first, what was told and the warning alone.
        """
        from myologic.borders.cases import case_view
        from myologic.graph import Graph

        view = case_view(self)
        return Graph(view.triples, view.prefixes)

    def export(self, form: Form) -> str:
        """The graph of the case as text; with "prov" why each of its facts holds. See `KnowledgeBase.export`.

        Raises
        ------
        QuestionError
            If there is no such form.
        """
        from myologic.borders.cases import case_view
        from myologic.borders.export import export

        return export(case_view(self), form)

    def to_arrow(self) -> pyarrow.Table:
        """The verdicts as an Arrow table, one a row, surest first.

        Raises
        ------
        QuestionError
            If pyarrow is not installed.
        """
        from myologic.borders.tables import verdict_table

        return verdict_table(self.verdicts())

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The table of `to_arrow` for every library that takes Arrow's PyCapsules, such as polars and DuckDB."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def _repr_html_(self) -> str:
        """The case for a notebook: warning signs, body map, table; escaped, needing nothing else."""
        from myologic.notebook import case_html

        return case_html(self)

    @property
    def exit_code(self) -> int:
        """0 inferred, 1 nothing, 3 a side is missing or findings exclude each other, 5 safety."""
        return self.outcome.exit_code

    def why(self, muscle: str | IRI, side: str | None = None) -> Why:
        """The proofs of the verdicts on a muscle; none while a warning sign comes before everything else.

        Parameters
        ----------
        muscle
            An id such as "psoas_major@left", a name or an address; without a side, of both.
        side
            "left", "right", "both" or None.

        Raises
        ------
        QuestionError
            If the muscle is unknown.

        Examples
        --------
        >>> from myologic.kb.load import load
        >>> case = kb_case(load(), findings=["rounded_shoulder_one_side@right"])
        >>> case.why("Pectoralis minor", "right").text() == case.why("pectoralis_minor@right").text()
        True
        >>> why = case.why("pectoralis_minor@right")
        >>> len(why), why.text().splitlines()[0].startswith("1. the person presents")
        (1, True)
        """
        from myologic.why import Why

        proofs = () if self.outcome.safety.stops else verdict_proofs(self._kb, self.inferred, muscle, side)
        return Why(proofs, self.inferred)

    def why_not(self, muscle: str | IRI, verdict: str, side: str | None = None) -> tuple[NearMiss, ...]:
        """What is missing for a verdict on a muscle: the nearest rules, what they lack or what blocks them.

        Parameters
        ----------
        muscle
            An id such as "psoas_major@left", or an address; without a side, of both.
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
        >>> from myologic.kb.load import load
        >>> case = kb_case(load(), findings=["rounded_shoulder_one_side@right"])
        >>> len(case.why_not("pectoralis_minor@left", "tight")) > 0
        True
        """
        return missing_for(self._kb, self.inferred, muscle, verdict, side)

    def probably_weak(self) -> tuple[tuple[Site, Triple], ...]:
        """The opposites of short muscles, with the fact that has the proof: a heuristic, beaten by anything known.

        It answers questions about an opposing pair and is no verdict of the case.
        """
        nodes = self.inferred.objects(CASE, _PROBABLY_WEAK)
        return tuple((each, Triple(CASE, _PROBABLY_WEAK, each.node)) for each in sites(self._kb, nodes))


def kb_case(
    kb: KnowledgeBase,
    *,
    findings: Sequence[Any] = (),
    habits: Sequence[Any] = (),
    causes: Sequence[Any] = (),
    conditions: Sequence[Any] = (),
    red_flags: Sequence[Any] = (),
    tests: Sequence[Any] = (),
    pain: str = "unknown",
    age: int | None = None,
) -> Case:
    """A case from lists of ids or entries, as a case file holds them.

    Parameters
    ----------
    kb
        The knowledge base.
    findings, habits, causes, conditions, red_flags, tests
        Ids such as "knees_in@left", or entries as in a case file.
    pain
        none, acute, chronic or unknown.
    age
        In years.

    Raises
    ------
    QuestionError
        If an id or a value is unknown; the message names each, with the nearest known.
    """
    lists: Mapping[str, Any] = {
        "findings": findings,
        "habits": habits,
        "causes": causes,
        "conditions": conditions,
        "red_flags": red_flags,
        "tests": tests,
    }
    data = {name: list(value) if isinstance(value, tuple) else value for name, value in lists.items()}
    return Case(kb, read_case({**data, "pain": pain, "age": age}, kb))


def read_case_file(path: Path, kb: KnowledgeBase) -> Case:
    """A case from a JSON, YAML or Turtle file.

    Parameters
    ----------
    path
        The file.
    kb
        The knowledge base that knows the ids.

    Raises
    ------
    QuestionError
        If the file is missing or is no case; the message names what is wrong.
    """
    return Case(kb, load_case_file(path, kb))


__all__ = ["Case", "Verdict", "case_verdicts", "kb_case", "read_case_file"]
