"""Signs that are felt in a muscle without settling what state it is in: where they are felt, and what would settle it."""

from __future__ import annotations

from myologic.answering.answer import AnswerItem
from myologic.answering.graph import Graph, objects, subjects
from myologic.answering.items import make_item
from myologic.answering.outcome import Outcome
from myologic.answering.relations import FINDING
from myologic.answering.task import Task
from myologic.answering.words import listed, sentence
from myologic.engine.terms import IRI
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import RDFS_LABEL, id_, kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

UNDECIDED: Final = id_("undetermined")


def felt_in(graph: Graph, sign: IRI) -> tuple[IRI, ...]:
    """The muscles in which a sign is felt without settling their state; none for anything else."""
    if FINDING not in graph.types(sign):
        return ()
    return tuple(dict.fromkeys(muscle for row in _rows(graph, sign) for muscle in objects(graph, row, "target")))


def _rows(graph: Graph, sign: IRI) -> tuple[IRI, ...]:
    return tuple(row for row in subjects(graph, sign, "finding") if UNDECIDED in objects(graph, row, "verdict"))


def find_undecided(task: Task, named: Sequence[Mention]) -> Outcome | None:
    """What signs that settle nothing do say: the muscles they are felt in, why that is open, and the checks that help.

    Parameters
    ----------
    task
        The question.
    named
        The signs.

    Returns
    -------
    Outcome or None
        None where no state is recorded as open with them.
    """
    graph = task.graph
    items = [_item(graph, row, muscle) for m in named for row in _rows(graph, m.id) for muscle in objects(graph, row, "target")]
    if not items:
        return None
    checks = dict.fromkeys(graph.label(c) for m in named for c in subjects(graph, m.id, "reveals"))
    aim = task.words(tuple(named))
    where = listed(list(dict.fromkeys(item.label for item in items)))
    lead = (f"{aim}: felt in {where}; by itself it does not settle whether that is tight or weak",)
    return Outcome(lead=lead, items=tuple(items), tail=(f"what would help to settle it: {listed([*checks])}",) if checks else ())


def _item(graph: Graph, row: IRI, muscle: IRI) -> AnswerItem:
    why = [sentence(graph.text(row, RDFS_LABEL) or graph.label(row))]
    if note := graph.text(row, kb_("note")):
        why.append(sentence(note))
    return make_item(
        graph, muscle, verdict="undetermined", certainty=graph.text(row, kb_("certainty")),
        sources=make_item(graph, row).sources, why=why,
    )
