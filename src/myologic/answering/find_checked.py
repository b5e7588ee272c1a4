"""How to look or test for something oneself: the checks for what is named, else those nearest to it, said so."""

from __future__ import annotations

from myologic.answering.answer import AnswerItem, Plain
from myologic.answering.filters import passes, says_position
from myologic.answering.find_described import SELF_CHECK, TEST, in_order
from myologic.answering.graph import Graph, objects, parts, subjects, texts
from myologic.answering.items import make_item
from myologic.answering.outcome import Outcome
from myologic.answering.relations import CAUSAL, reach_far, widened
from myologic.answering.statements import statements_about
from myologic.answering.task import Task, nothing
from myologic.answering.words import listed
from myologic.engine.records import replace
from myologic.engine.terms import IRI
from myologic.grammar.normalise import phrase_words
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final

BODY_PART: Final = kb_("BodyPart")
CAUSE: Final = kb_("Cause")
FINDING: Final = kb_("Finding")
MEANS: Final = kb_("Means")
NEAR_EFFECTS: Final = 1
"""Steps from a cause to what can be seen of it."""

_SIDES: Final = frozenset({"side", "sides", "leg", "legs", "arm", "arms", "half", "halves", "left", "right", "hand", "hands"})
_UNLIKE: Final = frozenset({"which", "weaker", "weak", "stronger", "strong", "tighter", "same", "equal", "equally", "even", "differ", "different", "difference", "compare", "compared", "both"})
"""Words of sides, and words that tell them apart or ask whether they are alike."""


def find_checks(task: Task) -> Outcome:
    """Answer with how to look or test for the things named oneself, done as the question wants it."""
    graph, named = task.graph, task.named()
    signs = tuple(m for m in named if m.state is not None or BODY_PART not in graph.types(m.id))
    if signs and any(FINDING in graph.types(m.id) for m in signs):
        # a bare part beside a sign only says where
        named = signs
    known = tuple(graph.instances(SELF_CHECK))
    checks = _distinct(c for m in named for c in (*_of_what_is_so_called(graph, m, known), *_checks(graph, m)))
    lead: tuple[str, ...] = ()
    if not checks and named:
        checks = _nearest(graph, named, known)
        lead = (f"no check for {task.words(named)} alone is on record; nearest to it",)
    if not checks and not named and _asks_of_sides(task):
        checks = _uneven(graph, known)
        lead = ("what shows a difference between left and right",) if checks else ()
    if not checks:
        checks = list(known)
        lead = (f"no check for {task.words(named)} alone is on record; the self-checks on record are",) if named else ()
    if not checks:
        return nothing(task, f"about a way to check for {task.words(named)}")
    wanted = replace(task.question.slots, side=None, purpose=None, level=None, laterality=None)
    fitting = [check for check in checks if passes(graph, check, wanted)]
    unsaid = [check for check in checks if check not in fitting and not says_position(graph, check)]
    if not fitting:
        lead = (*lead, "none of these is said to be done in the way that was asked for")
        unsaid = checks
    items = tuple(_check_item(graph, check) for check in (*fitting, *unsaid))
    caveats = statements_about(graph, [*checks, SELF_CHECK], ("Caveat",))
    said = [text for s in caveats if kb_("Caveat") in graph.types(s) and (text := graph.text(s, kb_("says")))]
    return Outcome(lead=lead, items=items, tail=tuple(said[:2]))


def _distinct(things: Iterable[IRI]) -> list[IRI]:
    return list(dict.fromkeys(things))


def _checks(graph: Graph, mention: Mention) -> Iterable[IRI]:
    """The checks recorded for a thing, in its state or without, and for its parts."""
    for node in (mention.id, *((mention.node,) if mention.node else ()), *parts(graph, mention.id)):
        yield from _checks_of(graph, node)


def _of_what_is_so_called(graph: Graph, mention: Mention, known: Sequence[IRI]) -> Iterable[IRI]:
    """For a part that was called by another word than its own: the checks of the signs that have this word in their name."""
    said = set(phrase_words(mention.text))
    if BODY_PART not in graph.types(mention.id) or mention.state is not None or not said or said & set(phrase_words(mention.label)):
        return
    for check in known:
        if any(said <= set(phrase_words(graph.label(sign))) for sign in objects(graph, check, "reveals")):
            yield check


def _checks_of(graph: Graph, node: IRI) -> Iterable[IRI]:
    if {SELF_CHECK, TEST} & set(graph.types(node)):
        yield node
    yield from subjects(graph, node, "reveals", "checks")
    for row in subjects(graph, node, "target"):
        yield from (f for f in objects(graph, row, "finding") if TEST in graph.types(f))
    if texts(graph, node, "howToCheck"):
        yield node


def _nearest(graph: Graph, named: Sequence[Mention], known: Sequence[IRI]) -> list[IRI]:
    """The checks nearest to things that have none: called after them, of what they lead to, of what is around them."""
    called = _distinct(c for m in named for c in known if _called_after(graph, c, m))
    if called:
        return called
    causes = [m for m in named if CAUSE in graph.types(m.id) or (m.node is not None and CAUSE in graph.types(m.node))]
    seen = [hit.thing for m in causes for hit in reach_far(graph, m.node or m.id, CAUSAL, NEAR_EFFECTS)]
    effects = _distinct(c for thing in seen if BODY_PART not in graph.types(thing) for c in _checks_of(graph, thing))
    shown = [c for c in effects if SELF_CHECK in graph.types(c)]
    if shown:
        return shown
    for ring in range(1, 3):
        around = _distinct(c for m in named for node in widened(graph, m)[ring] for c in subjects(graph, node, "reveals", "checks"))
        if around:
            return around
    return []


def _called_after(graph: Graph, check: IRI, mention: Mention) -> bool:
    """Whether a check is called after a thing: all words of one of the thing's names are in one of the check's.

    Many a check is called after a part of the body that it only uses; for a part what is to be seen has to be called after it.
    """
    own = [set(phrase_words(name)) for name in (mention.text, mention.label, *graph.names(mention.id))]
    if BODY_PART in graph.types(mention.id):
        seen = (f for f in objects(graph, check, "reveals") if TEST not in graph.types(f))
        names = [set(phrase_words(graph.label(each))) for each in (check, *seen) if each != check or _starts_with(graph.label(check), own)]
    else:
        names = [set(phrase_words(name)) for name in (graph.label(check), *graph.names(check))]
    return any(words and words <= name for words in own for name in names)


def _starts_with(label: str, names: Sequence[set[str]]) -> bool:
    return any({phrase_words(label)[0]} == words for words in names)


def _asks_of_sides(task: Task) -> bool:
    """Whether one side is to be told from the other."""
    if task.question.slots.side in ("one", "left", "right"):
        return True
    said = set(phrase_words(task.question.text))
    return bool(said & _SIDES) and bool(said & _UNLIKE)


def _uneven(graph: Graph, known: Sequence[IRI]) -> list[IRI]:
    """The checks that show a difference between the sides."""
    return [c for c in known if any(graph.text(f, kb_("meansUneven")) == "true" for f in objects(graph, c, "reveals"))]


def _check_item(graph: Graph, check: IRI) -> AnswerItem:
    steps = in_order(texts(graph, check, "step")) or [*texts(graph, check, "how", "howToCheck")]
    when = texts(graph, check, "positiveWhen")
    shown = [graph.label(f) for f in objects(graph, check, "reveals")]
    why = [*steps, *(f"it points to it when: {text}" for text in when)]
    if shown:
        why.append(f"it can show: {listed(shown)}")
    results = [f for f in objects(graph, check, "reveals") if TEST in graph.types(f)]
    why += [f"{graph.label(f)}, in short: {text}" for f in results for text in texts(graph, f, "howToCheck") if text not in why]
    details: dict[str, Plain] = {"reveals": [*shown]} if shown else {}
    return make_item(graph, check, why=why, details=details)
