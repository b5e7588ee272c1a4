"""What is given in a question as a case: verdicts by side with their proofs, as items of an answer."""

from __future__ import annotations

from myologic.answering.answer import AnswerItem, Later, as_side
from myologic.answering.explain import why_lines
from myologic.answering.items import cited, make_item
from myologic.answering.paraphrase import mention_words
from myologic.answering.task import Task
from myologic.answering.words import listed
from myologic.engine.records import dataclass, replace
from myologic.grammar.question import Mention
from myologic.kb.base import KnowledgeBase

TYPE_CHECKING = False  # the module of cases is imported when one is made
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

    from myologic.cases import Case
    from myologic.engine.terms import Triple

MEANT: Final = {
    "tight": ("tight", "tight-and-weak", "overactive", "tense-but-long"),
    "weak": ("weak", "tight-and-weak", "long"),
}
"""The verdicts that answer a question after a state; the ones that only come near keep their own name."""


@dataclass(frozen=True, slots=True)
class CaseItems:
    """What a case says of the state asked for.

    Parameters
    ----------
    items
        One for each verdict, the surest first.
    asks
        What would help.
    asks_side
        The question back where a side is missing, else empty.
    """

    items: tuple[AnswerItem, ...]
    asks: tuple[str, ...] = ()
    asks_side: str = ""


def case_items(task: Task, verdict: str) -> CaseItems | None:
    """What follows for a case with what the question gives; None where it gives nothing that belongs into a case."""
    if not isinstance(task.graph, KnowledgeBase):
        return None
    from myologic.cases import Case

    given = [m for m in (*task.question.having("given"), *task.topics) if m.state is None]
    stated = [m for m in task.named() if m.state is not None]
    case = Case.of(
        task.graph,
        given=[(m.id, m.side, "absent" if m.negated else "present") for m in given],
        states=[(m.id, m.side, m.state) for m in stated if m.state is not None],
    )
    if not case.facts:
        return None
    missing = [m for m in given if m.side is None and not m.negated and _lacks_side(case, m)]
    if missing and any(m.side for m in given):
        return CaseItems((), asks_side=f"which side is it, left or right: {task.words(tuple(missing))}?")
    wanted = [v for v in case.verdicts() if v.verdict in MEANT[verdict]]
    said = {m.id for m in stated}
    items = tuple(
        make_item(
            task.graph,
            v.muscle,
            label=v.label if v.part is None else f"{v.label}, {v.part}",
            side=as_side(v.side),
            verdict=v.verdict,
            certainty=v.certainty,
            sources=cited(v.sources),
            why=_reasons(case, v.facts[:1]),
            details={
                "signs": [*signs],
                "shown": f"with {listed(signs)}" if signs else "",
                **({"disputed": True} if v.disputed else {}),
            },
        )
        for v in wanted
        for signs in ([task.graph.label(sign) for sign in v.signs],)
        if v.muscle not in said
    )
    return CaseItems(items, tuple(case.result()["asks"]) if not items else ())


def _reasons(case: Case, facts: Sequence[Triple]) -> Later:
    """The proof of a verdict: the engine has to run over the case for it, and most are never read."""
    return Later(lambda: tuple(line for fact in facts for line in why_lines(case.inferred, fact)))


def _lacks_side(case: Case, mention: Mention) -> bool:
    entries = (*case.data.findings, *case.data.causes)
    return any(entry.id == mention.id and entry.lacks_side for entry in entries)


def sided(task: Task) -> tuple[str, ...]:
    """The question with each side said of what lacks one."""
    texts = []
    for side in ("left", "right"):
        words = [mention_words(replace(m, side=m.side or side), task.graph) for m in task.named()]
        texts.append(f"given {' and '.join(words)}, which muscles are {task.question.intent.partition('_')[0]}")
    return tuple(texts)
