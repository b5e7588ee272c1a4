"""Which of two sides is meant: asked back where nothing that was told settles it; whether what is recorded agrees with a side that was named."""

from __future__ import annotations

from myologic.answering.find_states import BODY_PART, FACTOR, OTHER
from myologic.answering.graph import Graph
from myologic.answering.outcome import Outcome
from myologic.answering.relations import CAUSAL, FINDING, meanings, shortest_chain, verdict_of
from myologic.answering.task import Task
from myologic.engine.records import replace
from myologic.grammar.normalise import phrase_words
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

CAUSE: Final = kb_("Cause")
MEANS: Final = kb_("Means")
_POSITIONS: Final = frozenset({"standing", "sitting", "lying"})
"""Words that say how somebody was looked at, and name no habit there."""
_ORDER: Final = frozenset(
    {"first", "last", "start", "starts", "starting", "begin", "begins", "beginning", "order", "lead", "leads", "open", "opens", "before", "after", "same", "both"}
)
"""Words that ask in which order sides are worked, or whether alike: that is stated without knowing which is which."""
_UNLIKE: Final = frozenset({"weak", "weaker", "weakest", "strong", "stronger", "good", "bad", "feeble", "feebler", "lazy", "tight", "tighter", "stiff", "stiffer", "low", "high", "lower", "higher"})
_HELPING: Final = frozenset({"does", "do", "did", "will", "would", "can", "could", "is", "are", "was", "has", "might", "may", "should"})


def left_open(task: Task, named: Sequence[Mention]) -> Outcome | None:
    """The question back where one of two sides is asked for, and neither a side nor a sign of one was told; None otherwise.

    Parameters
    ----------
    task
        The question, which asks for one of two sides.
    named
        What it names.
    """
    graph = task.graph
    said = set(phrase_words(task.question.text))
    done = any(MEANS in graph.types(m.id) and m.text.casefold() not in _POSITIONS for m in named)
    if said & _ORDER or task.question.inherited or done:
        return None
    either = {"left", "right", "or"} <= said
    factors = [m for m in named if FACTOR in graph.types(m.id)]
    parts = [m for m in named if BODY_PART in graph.types(m.id)]
    signs = [m for m in factors if FINDING in graph.types(m.id)]
    if any(m.side in OTHER for m in (*factors, *task.givens) if not (either and m in parts)) or len(signs) != len(factors):
        return None
    stated = [m for m in parts if m.state is not None]
    if any(m.side in OTHER for m in parts) and not either:
        return None
    if not stated and not signs and "or" in said and len(said & _UNLIKE) > 1:
        # *the weak one or the strong one* names the sides by their states
        return None
    told = tuple(replace(m, side=None) if either else m for m in named if m.text.casefold() not in _POSITIONS)
    return Outcome(
        status="clarify",
        lead=(
            f"which side that is does not follow from {task.words(told) + ' alone' if told else 'what was said'}",
            "a sign on one side or a test of both sides would tell; should it be one of these?",
        ),
        nearby=(*(f"what does {task.words((sign,))} suggest" for sign in signs[:1]), "how do i find out which side is weaker", "which side first"),
    )


def led_to(task: Task, named: Sequence[Mention]) -> Outcome | None:
    """Where a cause and a sign are named, and no side of the sign is on record: the chain between them; None without one."""
    graph = task.graph
    causes = [m for m in named if CAUSE in graph.types(m.id)]
    signs = [m for m in named if FINDING in graph.types(m.id)]
    if len(causes) != 1 or len(signs) != 1:
        return None
    if shortest_chain(graph, meanings(graph, causes[0]), meanings(graph, signs[0]), CAUSAL, signs=False) is None:
        return None
    from myologic.answering.find_path import find_path

    found = find_path(task)
    whether = True if asks_whether(task.question.text) else None
    return replace(found, lead=(*found.lead, "nothing on record says on which side"), boolean=whether)


def agreeing(task: Task, found: Outcome) -> Outcome:
    """The outcome with a yes, where it was asked whether a muscle is in a state on a side and just that is on record."""
    graph = task.graph
    muscles = [m for m in task.named() if BODY_PART in graph.types(m.id)]
    if found.boolean is not None or len(muscles) != 1 or not asks_whether(task.question.text) or not found.items:
        return found
    muscle = muscles[0]
    sides = {m.side for m in task.named() if m.side in OTHER}
    if {"left", "right", "or"} <= set(phrase_words(task.question.text)) or len(sides) != 1:
        return found
    agrees = all(item.side in sides and _is_state(graph, muscle, item.verdict or "") for item in found.items)
    return replace(found, boolean=True, lead=("yes, as recorded", *found.lead)) if agrees else found


def _is_state(graph: Graph, muscle: Mention, verdict: str) -> bool:
    """Whether a recorded verdict is the state said of a muscle; what is overactive is tight or tense too."""
    if muscle.state is None:
        return False
    wanted = graph.label(muscle.state).split()[0]
    return verdict.startswith(wanted) or verdict == verdict_of(graph, muscle.state) or (wanted == "tight" and verdict == "overactive")


def asks_whether(text: str) -> bool:
    """Whether the last clause of a text begins with a helping verb and ends with a question mark."""
    if not text.rstrip().endswith("?"):
        return False
    last = text.rstrip(" ?!").replace(";", ".").replace(" - ", ". ").split(". ")[-1]
    clauses = [phrase_words(clause) for clause in last.split(",")]
    return any(words and next((w for w in words if w not in ("so", "and", "but", "then")), "") in _HELPING for words in clauses)
