"""Why something was said of one person of a table: from the row as it was told, or from the bits of the clauses that fired."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from myologic.cases import Case
from myologic.casework import facts
from myologic.casework.asks import named
from myologic.casework.entries import CaseData, Entry
from myologic.casework.sites import site
from myologic.engine.errors import QuestionError
from myologic.engine.terms import IRI, Term
from myologic.kb.base import KnowledgeBase
from myologic.kb.vocabulary import kb_, local_name
from myologic.population.circuit import input_name
from myologic.population.fired import Fired, Step
from myologic.population.header import ID, Reader
from myologic.population.layout import Item, Items, Layout, layout
from myologic.population.packing import long_chunk, rejected, wide_chunk
from myologic.population.sources import Source

FIRED = "fired"


def explain_file(
    kb: KnowledgeBase, path: Path, person: str, *, id_column: str = ID, ignore: Iterable[str] = ()
) -> Case | str:
    """Why something was said of a person.

    Parameters
    ----------
    kb
        The knowledge base.
    path
        A table of cases, or a table of people with a column `fired` from an earlier run.
    person
        The id.
    id_column, ignore
        As in the run.

    Returns
    -------
    Case or str
        The person as a case; or, from `fired`, the steps to each verdict, without inferring anything.

    Raises
    ------
    QuestionError
        If nobody has that id, or the row cannot be read.
    """
    source = Source(path, id_column)
    rows = _rows_of(source, id_column, person)
    if rows is None:
        raise QuestionError(f"`{path.name}` knows nobody called `{person[:60]}`")
    if FIRED in source.names:
        return steps_text(kb, rows.column(FIRED)[0].as_py())
    from myologic.population.ways import way  # its work takes cases from here

    plan = way(kb)
    reader = Reader(plan)
    header = reader.header(source.names, id_column, ignore)
    chunk = (long_chunk if header.is_long else wide_chunk)(rows, header, reader)
    for _, _, reason in rejected(chunk):
        raise QuestionError(f"the row of `{person[:60]}` was rejected: {reason}")
    told = {name for name, bits in chunk.told.items() if bits & 1}
    return case_of(plan, told, {name for name, bits in chunk.lacks_side.items() if bits & 1})


def case_of(plan: Items, told: set[str], lacks_side: Iterable[str] = ()) -> Case:
    """A case from the inputs that hold for a person; of an age only the band is known."""
    kb = plan.kb
    items = {each.id.value: each for each in plan.items}
    found: dict[str, list[Entry]] = {"findings": [], "causes": [], "conditions": [], "red_flags": []}
    for name in sorted(told):
        predicate, _, node = name.partition(" ")
        thing, _, side = node.partition("@")
        item = items.get(thing)
        if item is None:
            continue
        controlled = input_name(facts.CONTROLLED.value, IRI(node)) in told or None
        present = predicate != facts.LACKS.value
        entry = Entry(item.id, side or None, "present" if present else "absent", controlled, item.sided)
        if predicate in (facts.PRESENTS.value, facts.LACKS.value) and _is(item, "findings", "tests"):
            found["findings"].append(entry)
        if predicate in (facts.HAS_CAUSE.value, facts.LACKS.value) and _is(item, "habits", "causes"):
            found["causes"].append(entry)
        if predicate == facts.HAS_CONDITION.value:
            found["conditions"].append(entry)
        if predicate == facts.HAS_RED_FLAG.value:
            found["red_flags"].append(entry)
    for each in plan.items:
        if each.key in set(lacks_side):
            home = "causes" if _is(each, "habits", "causes") else "findings"
            found[home].append(Entry(each.id, None, sided=True))
    pains = [
        each for each in ("acute", "chronic") if any(name.endswith(f"/{each}") and "painIs" in name for name in told)
    ]
    ages = [
        int(kb.text(band, kb_("fromAge")) or max(0, int(kb.text(band, kb_("belowAge")) or 1) - 1))
        for band in kb.instances(kb_("AgeBand"))
        if input_name(facts.AGE_BAND.value, band) in told
    ]
    return Case(
        kb,
        CaseData(
            findings=tuple(found["findings"]),
            causes=tuple(found["causes"]),
            conditions=tuple(found["conditions"]),
            red_flags=tuple(found["red_flags"]),
            pain=pains[0] if pains else "unknown",
            age=ages[0] if ages else None,
        ),
    )


def steps_text(kb: KnowledgeBase, row: bytes) -> str:
    """The steps to each verdict on a person, from the bits of the clauses that fired.

    Parameters
    ----------
    kb
        The knowledge base of the run.
    row
        The person's bits.

    Raises
    ------
    QuestionError
        If the bits belong to other content.
    """
    plan = layout(kb)
    return _Text(plan, Fired(plan).steps(row)).text()


class _Text:
    """Steps in words, numbered, each verdict after what it rests on."""

    def __init__(self, plan: Layout, steps: Mapping[int, Step]) -> None:
        self._plan, self._kb, self._steps = plan, plan.kb, steps
        program = plan.circuit.program
        self._predicate = {place: IRI(name) for name, place in program.predicates.items()}
        self._numbers: dict[int, int] = {}
        self._lines: list[str] = []

    def text(self) -> str:
        """All verdicts that are reported, with the steps to them; or the warning signs that come first."""
        circuit = self._plan.circuit
        wanted = self._plan.outcomes()
        stops = [each for each in wanted[0] if each in self._steps]
        for atom in stops or [each for each in wanted[1] if each in self._steps and self._is_reported(each)]:
            self._write(atom)
        if not self._lines:
            return "nothing was said of this person" if circuit else ""
        return "\n".join(self._lines)

    def _is_reported(self, atom: int) -> bool:
        place = self._plan.circuit.program.objects[atom]
        return any(
            self._plan.circuit.program.objects[each] == place for each in self._plan.reports() if each in self._steps
        )

    def _write(self, atom: int) -> None:
        stack = [atom]
        while stack:
            current = stack[-1]
            if current in self._numbers:
                stack.pop()
                continue
            step = self._steps[current]
            missing = [each for each in step.premises if each not in self._numbers]
            if missing:
                stack += reversed(missing)
                continue
            self._numbers[current] = len(self._lines) + 1
            self._lines.append(f"{len(self._lines) + 1}. {self._fact(current)}  {self._why(step)}")
            stack.pop()

    def _why(self, step: Step) -> str:
        if step.rule is None:
            return "told"
        rule = self._kb.inference.program.rules[step.rule] if step.rule >= 0 else None
        note = self._kb.rule_note(rule.name) if rule is not None and rule.name is not None else None
        text = f"because {note.label}" if note is not None else "because of a rule"
        if step.premises:
            text += f", from {', '.join(str(self._numbers[each]) for each in step.premises)}"
        absent = [self._fact(each) for each in step.absent]
        return text + (f", and not: {'; '.join(each for each in absent if each)}" if any(absent) else "")

    def _fact(self, atom: int) -> str:
        program = self._plan.circuit.program
        if atom < 0:
            predicate = self._predicate.get(-1 - atom)
            return "" if predicate is None else f"{self._kb.label(predicate)} anything"
        predicate = self._predicate.get(program.predicate_of(atom))
        if predicate is None:
            return ""
        return f"{self._kb.label(predicate)} {self._thing(program.terms.term(program.objects[atom]))}"

    def _thing(self, term: Term) -> str:
        kb = self._kb
        where = site(kb, kb.value(term, kb_("stateOf")) or kb.value(term, kb_("atSite")) or term)
        claim = kb.value(term, kb_("rowOf"))
        if claim is not None:
            return f"{kb.label(claim)}" + (f" ({where.side})" if where is not None else "")
        if where is None:
            return named(kb, term)
        state = kb.value(term, kb_("inState"))
        limit = f", {where.part}" if where.part else ""
        return f"{kb.label(where.muscle)} ({where.side}{limit})" + (
            f": {local_name(state)}" if isinstance(state, IRI) else ""
        )


def _is(item: Item, *lists: str) -> bool:
    return not set(item.lists).isdisjoint(lists)


def _rows_of(source: Source, id_column: str, person: str) -> Any:
    """The rows of a person as one record batch, or None."""
    found = []
    for batch in source.batches():
        place = batch.schema.get_field_index(id_column)
        if place < 0:
            raise QuestionError(f"the table has no column `{id_column}` that names the person")
        wanted = pc.equal(batch.column(place).cast(pa.string()), person)
        rows = batch.filter(wanted)
        if len(rows):
            found.append(rows)
    if not found:
        return None
    return pa.Table.from_batches(found).unify_dictionaries().combine_chunks().to_batches()[0]
