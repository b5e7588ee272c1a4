"""A case: what is known of one person, what follows from it, and what is made of that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from myologic.casework.entries import Entry
from myologic.casework.files import load_case_file
from myologic.casework.inferred_case import InferredCase
from myologic.casework.reading import read_case
from myologic.casework.verdicts import Verdict, case_verdicts
from myologic.engine.records import replace
from myologic.engine.terms import IRI
from myologic.kb.base import KnowledgeBase

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    import pyarrow

    from myologic.borders.export import Form
    from myologic.graph import Graph
    from myologic.planning.values import Plan
    from myologic.schemas.shapes import CaseFileData


class Case(InferredCase):
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

    __slots__ = ()

    def __repr__(self) -> str:
        known = (*self.data.findings, *self.data.causes, *self.data.conditions, *self.data.red_flags)
        return f"<myologic.Case of {len(known)} entries on {self._kb.name}>"

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
        from myologic.arguments import must_be_text
        from myologic.drawing.body import draw_body

        for name, value in (("view", view), ("layer", layer), ("theme", theme)):
            must_be_text(name, value)

        return draw_body(self.outcome, self._kb, view=view, layer=layer, theme=theme)

    def plan(
        self, *, minutes: int | None = None, level: str | None = None, equipment: str | Sequence[str] | None = None
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
        TypeError
            If something is no text or no number.
        QuestionError
            If a level or a piece of equipment is unknown, or the minutes are out of range.

        Examples
        --------
        >>> from myologic.kb.load import load
        >>> plan = kb_case(load(), findings=["forward_head"]).plan(minutes=10, equipment=["none"])
        >>> plan.status, plan.minutes, plan.equipment
        ('planned', 10, ())
        """
        from myologic.arguments import as_texts, must_be_number, must_be_text
        from myologic.planning.make import make_plan
        from myologic.planning.wishes import read_wishes

        if minutes is not None:
            must_be_number("minutes", minutes)
        if level is not None:
            must_be_text("level", level)
        if equipment is not None:
            equipment = as_texts("equipment", equipment)
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
