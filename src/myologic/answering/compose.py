"""An outcome becomes an answer: paraphrase, suggestions, text, and what was understood as plain data."""

from __future__ import annotations

from myologic.answering.answer import Answer, Correction, Entity, Plain, Understood, one_side
from myologic.answering.clean import clean_line
from myologic.answering.find_care import find_left_out
from myologic.answering.graph import Base, Graph
from myologic.answering.outcome import Outcome
from myologic.answering.paraphrase import LONGEST_LINE, Reader, paraphrase
from myologic.answering.plan import found, is_red_flag, needs_care
from myologic.answering.refusals import ask_back
from myologic.answering.render import render
from myologic.answering.task import Task
from myologic.engine.records import replace
from myologic.engine.terms import IRI
from myologic.grammar.question import Question, Slots
from myologic.kb.vocabulary import id_, kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Final, TypeAlias

General: TypeAlias = "Callable[[], tuple[str, ...]]"

MEANT: Final = ("define", "suggests")
"""Intents under which a bare word for a state asks what the word means."""

RECAST: Final = ("side", "dosage", "tight_given", "weak_given", "define", "boolean_check", "caused_by")
"""Intents that only the finder sees in a question: no wording of the question's own intent asks for them."""

REASONED: Final = ("why", "why_not", "path", "source", "boolean_check", "side")
"""Intents whose answer may show only one end of what was asked about."""

DONE: Final = ("dosage", "how_to")
"""Intents that ask about something that is done."""

UNANSWERED: Final = ("not_on_record", "refused", "clarify")


def compose(question: Question, graph: Base, read: Reader, general: General, outcome: Outcome | None = None) -> Answer:
    """Answer a question.

    Parameters
    ----------
    question
        The question as understood.
    graph
        The knowledge base.
    read
        Reads a text as a question of this knowledge base.
    general
        Questions to offer where nothing nearer is answered.
    outcome
        What was found for it, where that is known.

    Returns
    -------
    Answer
        With every suggestion answered, and with a paraphrase that is read back as the same question where one is.
    """
    task = Task(question, graph)
    outcome = _named(task, outcome_of(task) if outcome is None else outcome)
    suggestions = _suggestions(task, outcome, read, general)
    line = _paraphrase(task, outcome, read)
    understood = _understood(task, outcome)
    warnings = tuple(dict.fromkeys((*question.warnings, *outcome.warnings)))
    text = render(line, understood, replace(outcome, warnings=warnings), suggestions, _purpose(graph))
    return Answer(
        question=question.text,
        status=outcome.status,
        intent=outcome.intent or question.intent,
        paraphrase=line,
        text=text,
        understood=understood,
        answers=outcome.items,
        boolean=outcome.boolean,
        number=outcome.number,
        warnings=warnings,
        suggestions=suggestions,
        sparql=outcome.sparql,
        kb_name=graph.name,
        kb_hash=graph.hash,
    )


def outcome_of(task: Task) -> Outcome:
    """What is found for a question; what has to be asked back is, before anything is looked for."""
    question = task.question
    open_ = question.missing is not None and question.refusal is None
    bare = not task.named() and not question.not_understood
    if open_ and bare and question.slots.state is not None and question.intent in MEANT:
        from myologic.answering.find_described import find_state_meaning

        meaning = find_state_meaning(task, question.slots.state)
        if meaning is not None:
            return meaning
    if open_ and question.intent == "compare" and question.slots.state is not None:
        from myologic.answering.find_compared import find_states_compared

        states = find_states_compared(task, question.slots.state)
        if states is not None:
            return states
    dosed = question.answer_kind in (None, kb_("Exercise"), kb_("Means"))
    if open_ and bare and question.intent == "dosage" and not question.inherited and dosed:
        from myologic.answering.find_described import find_general_dose

        general = find_general_dose(task)
        if general is not None:
            return general
    if open_ and needs_care(task):
        return find_left_out(task) if not is_red_flag(task) else found(task)
    if open_:
        return replace(ask_back(task, ()), intent=question.intent)
    return found(task)


def _named(task: Task, outcome: Outcome) -> Outcome:
    """The outcome, with every name of the things that were asked about in its first item, where the answer speaks of others."""
    intent = outcome.intent or task.question.intent
    if intent not in REASONED or outcome.status != "answered" or not outcome.items:
        return outcome
    graph, shown = task.graph, {item.id for item in outcome.items}
    asked: list[Plain] = [n for m in task.named() if m.id.value not in shown for n in dict.fromkeys((m.label, *graph.names(m.id)))]
    if not asked:
        return outcome
    first, *rest = outcome.items
    return replace(outcome, items=(replace(first, details={**first.details, "asked_about": asked}), *rest))


def runs(text: str, graph: Graph, read: Reader) -> bool:
    """Whether a question is answered, and not with a stop for safety."""
    question = read(text)
    if question.refusal is not None or question.not_understood:
        return False
    return outcome_of(Task(question, graph)).status == "answered"


def _suggestions(task: Task, outcome: Outcome, read: Reader, general: General) -> tuple[str, ...]:
    if outcome.care or outcome.status not in UNANSWERED:
        return ()

    from myologic.answering.suggestions import suggest  # what is answered needs none

    def tried(text: str) -> bool:
        return runs(text, task.graph, read)

    return suggest(task, outcome.nearby, tried, _Lazy(general))


class _Lazy:
    """General questions, made only when someone looks at them."""

    def __init__(self, make: General) -> None:
        self._make = make

    def __iter__(self) -> Iterator[str]:
        return iter(self._make())


def _paraphrase(task: Task, outcome: Outcome, read: Reader) -> str:
    question = task.question
    if outcome.intent == "out_of_scope":
        return "a question that is not answered here" if clean_line(question.text) else "no question"
    own = clean_line(question.text)
    if outcome.intent in RECAST and outcome.intent != question.intent and not question.inherited:
        # what became another question with its answer does so again; a text cut off in the middle may not
        if 0 < len(own) <= LONGEST_LINE:
            return own
        question = replace(question, intent=outcome.intent, relation=None)
    return paraphrase(question, task.graph, read) or own[:LONGEST_LINE]


def _understood(task: Task, outcome: Outcome) -> Understood:
    question = task.question
    entities = dict.fromkeys(Entity(m.id.value, m.label, m.text, one_side(m.side)) for m in question.mentions)
    return Understood(
        entities=tuple(entities),
        slots=slots_as_data(question.slots, task.graph),
        assumed=tuple(dict.fromkeys((*_assumed(task, outcome), *outcome.assumed))),
        corrections=tuple(Correction(a, b) for a, b in question.corrections),
        not_understood=question.not_understood,
    )


def _assumed(task: Task, outcome: Outcome) -> Iterator[str]:
    """What was taken for granted, but for what a follow-up takes from before: the paraphrase names that.

    A relation that was only guessed is no assumption of an answer under another intent.

    It is said where what is done was asked of a part of the body: what was meant may be what was answered before.
    """
    question = task.question
    before = [m for m in question.mentions if m.start < 0]
    taken = ", ".join(dict.fromkeys(m.label for m in before))
    doubtful = question.intent in DONE and any(kb_("BodyPart") in task.graph.types(m.id) for m in before)
    recast = outcome.intent not in (None, question.intent) and question.relation is not None
    guessed = f"what {task.graph.label(question.relation)} " if recast and question.relation is not None else None
    for line in question.assumed:
        if guessed is not None and line.startswith(guessed):
            continue
        if doubtful or not (question.inherited and taken and line.endswith(taken)):
            yield line
    for mention in question.having("given", "topic"):
        # the side of some signs is not the side at which they are seen, and people say either
        meant = task.graph.text(mention.id, kb_("sideMeans")) if mention.side in ("left", "right") else None
        said = {word for m in question.mentions if m.side and m is not mention for word in m.text.casefold().split()}
        if meant is not None and not said & set(meant.split()):
            yield f"{mention.side} is {meant}; if the other one was meant, ask with the other side"


def slots_as_data(slots: Slots, graph: Graph) -> Mapping[str, Plain]:
    """The slots that say something, things by their labels."""
    found: dict[str, Plain] = {}
    for name in Slots.__match_args__:  # what `dataclasses.fields` would say, without the cost of its import
        value = getattr(slots, name)
        if isinstance(value, IRI):
            found[name] = graph.label(value)
        elif isinstance(value, tuple):
            if value:
                found[name] = [graph.label(v) if isinstance(v, IRI) else v for v in value]
        elif value not in (None, False):
            found[name] = value
    return found


def _purpose(graph: Graph) -> str:
    return graph.text(id_("purpose"), kb_("careText")) or ""
