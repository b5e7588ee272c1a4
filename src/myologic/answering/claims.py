"""Yes or no by what a statement or an advice says, where the words of a question claim that or the contrary.

What the words of claims are, and which ideas decide on which statement, is content (`kb/lexicon/claims.ttl`). Nothing is decided
where a word of the clause plays no part in the claim, where two statements decide differently, or where a figure stands beside
a claim that has none.
"""

from __future__ import annotations

from myologic.answering.claim_words import ALIKE, BEHIND, NOTHING, Claim, claim_in, clause_in, phrases_of
from myologic.answering.graph import Graph, objects
from myologic.answering.outcome import Outcome
from myologic.answering.statements import statement_item, statements_about
from myologic.engine.records import NamedTuple, replace
from myologic.engine.terms import IRI, Literal
from myologic.grammar.intent_names import CHECK
from myologic.grammar.question import Mention, Question
from myologic.kb.vocabulary import kb_, lex_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Final

    from myologic.answering.answer import Plain

HABIT: Final = kb_("Habit")
SO: Final = "isSo"
NOT_SO: Final = "isNotSo"
BOUNDS: Final = ("atMost", "atLeast", "within")
OPEN: Final = (None, "near_miss", "off_topic", "nonsense")
"""Kinds of refusal that say no more than that not all was understood."""
WHOLE: Final = 5
"""Words from which on a question that follows another one stands by itself."""
REASONS: Final = 2
"""Statements shown beside the one that decides."""

TOO_MUCH: Final = "toomuch"
TOO_LITTLE: Final = "toolittle"
TOO_SELDOM: Final = "tooseldom"
ENOUGH: Final = "enough"
ALWAYS: Final = "always"
SOMETIMES: Final = "sometimes"
_OF_FIGURES: Final = frozenset({TOO_MUCH, TOO_LITTLE, TOO_SELDOM, ENOUGH, "alone"})


class Known(NamedTuple):
    """The claims on record: the words that say ideas, what each claim needs and decides, and what may stand beside it."""

    phrases: Mapping[str, tuple[str, ...]]
    claims: tuple[tuple[IRI, str, tuple[frozenset[str], ...]], ...]
    beside: Mapping[IRI, frozenset[str]]


class Decided(NamedTuple):
    """The statement or advice that decides, and whether what was claimed is so."""

    by: IRI
    holds: bool


def known_claims(graph: Graph) -> Known:
    """The claims that a knowledge base knows."""
    said: dict[IRI, list[str]] = {}
    for fact in graph.match(None, lex_("said"), None):
        if isinstance(fact.subject, IRI):
            said.setdefault(fact.subject, []).append(_text(fact.object))
    groups = tuple((graph.text(group, lex_("idea")) or "", text) for group, texts in said.items() for text in texts)
    claims = []
    for kind in (SO, NOT_SO, *BOUNDS):
        for fact in graph.match(None, lex_(kind), None):
            if isinstance(fact.subject, IRI):
                needs = tuple(frozenset(each.split("|")) for each in _text(fact.object).split())
                claims.append((fact.subject, kind, needs))
    beside = {
        fact.subject: frozenset(_text(fact.object).split())
        for fact in graph.match(None, lex_("besideClaim"), None)
        if isinstance(fact.subject, IRI)
    }
    return Known(phrases_of(groups), tuple(claims), beside)


def as_decided(question: Question, graph: Graph, known: Callable[[], Known]) -> Question:
    """A question as one that a statement or an advice decides; the question itself where none does.

    Parameters
    ----------
    question
        As understood. What is refused for its dangers, or speaks of them, stays as it is.
    graph
        The knowledge base.
    known
        Its claims, which are wanted only where something may be decided.
    """
    from myologic.answering.find_care import CONDITION, is_danger

    dangers = any(CONDITION in graph.types(m.id) or is_danger(graph, m.id) for m in question.mentions)
    if question.care or question.refusal not in OPEN or dangers or question.inherited or _follows(question):
        return question
    if clause_in(question.text) is None and not question.corrections:
        return question
    claims = known()
    decided, corrections = decide(question.text, graph, claims), question.corrections[:0]
    if decided is None and question.corrections:
        # the words of claims are more than those that spelling knows, so what was typed comes first
        text, corrections = question.text, question.corrections
        for typed, meant in corrections:
            text = text.replace(typed, meant)
        decided = decide(text, graph, claims)
    if decided is None:
        return question
    mention = Mention(decided.by, graph.label(decided.by), "", graph.kind(decided.by))
    return Question(
        CHECK,
        question.text,
        (mention,),
        boolean=True,
        corrections=corrections,
        warnings=question.warnings,
        previous=question.previous,
        clear=True,
        decided=decided.holds,
    )


def _follows(question: Question) -> bool:
    """Whether a few words rest on the question before."""
    return question.previous is not None and len(question.text.split()) < WHOLE


def decide(text: str, graph: Graph, known: Known) -> Decided | None:
    """What decides a yes-or-no question, or None.

    Parameters
    ----------
    text
        The question.
    graph
        The knowledge base, for the figures of its parameters.
    known
        Its claims.
    """
    claim = claim_in(text, known.phrases)
    if claim is None:
        return None
    matching = [(by, kind, needs) for by, kind, needs in known.claims if _matches(claim, kind, needs, known.beside.get(by, frozenset()))]
    most = max((len(needs) for _, _, needs in matching), default=0)
    decided = []
    for by, kind, needs in matching:
        if len(needs) < most:
            continue
        holds = _by_figure(claim, by, kind, graph) if claim.figures else _by_kind(claim, kind)
        if holds is not None:
            decided.append(Decided(by, holds is not claim.turned))
    if not decided or len({each.holds for each in decided}) > 1:
        return None
    return decided[0]


def claim_outcome(graph: Graph, decided: Decided) -> Outcome:
    """The answer: yes or no, with the statement or the advice that decides as its reason."""
    from myologic.answering.find_advice import habit_item

    item = habit_item(graph, decided.by) if HABIT in graph.types(decided.by) else statement_item(graph, decided.by)
    about = [t for t in (decided.by, *objects(graph, decided.by, "about")) if HABIT in graph.types(t)] or [decided.by]
    others = [s for s in statements_about(graph, about, ("Principle", "Rationale")) if s != decided.by and graph.has(s, kb_("about"), about[0])]
    why = item.why[0] if item.why else item.label
    said = "advised" if HABIT in graph.types(decided.by) else "on record"
    lead = f"yes, that is {said}: {why}" if decided.holds else f"no, not so; what is {said} is: {why}"
    spoken: list[Plain] = [graph.label(thing) for thing in objects(graph, decided.by, "about")]
    item = replace(item, details={**item.details, "about": spoken}) if spoken else item
    return Outcome(lead=(lead,), items=(item, *(statement_item(graph, s) for s in others[:REASONS])), boolean=decided.holds)


def _matches(claim: Claim, kind: str, needs: tuple[frozenset[str], ...], beside: frozenset[str]) -> bool:
    if bool(claim.figures) is not (kind in BOUNDS):
        return False
    if not all(any(need & said for said in claim.ideas) for need in needs):
        return False
    room = beside | {NOTHING, ALWAYS, SOMETIMES} | {idea for need in needs for idea in need} | (_OF_FIGURES if claim.figures else set())
    return all(said & room or all(idea.startswith((BEHIND, ALIKE)) and idea[1:] in beside for idea in said) for said in claim.ideas)


def _by_kind(claim: Claim, kind: str) -> bool | None:
    """Whether what is claimed is so, by what the statement says; None where *always* or *sometimes* claims more or less."""
    said = {idea for each in claim.ideas if len(each) == 1 for idea in each}
    if kind == SO:
        return None if ALWAYS in said else True
    return None if SOMETIMES in said else False


def _by_figure(claim: Claim, by: IRI, kind: str, graph: Graph) -> bool | None:
    """Whether a figure keeps to the bounds of the parameter that is in its unit."""
    if len(claim.figures) != 1:
        return None
    value, unit, than = claim.figures[0]
    said = {idea for each in claim.ideas for idea in each}
    for parameter in graph.objects(by, kb_("parameter")):
        if graph.text(parameter, kb_("unit")) != unit:
            continue
        low, high = (_number(graph.text(parameter, kb_(name))) for name in ("low", "high"))
        if than:
            return _by_comparison(value, than, low if kind == "atLeast" else high, upper=kind != "atLeast")
        above, below = high is not None and value > high, low is not None and value < low
        if TOO_MUCH in said or TOO_SELDOM in said:
            return above if high is not None else None
        if TOO_LITTLE in said:
            return below if low is not None else None
        if kind == "atLeast":
            return None if low is None else not below
        if kind == "atMost":
            return None if high is None or (below and ENOUGH not in said) else not above
        if above:
            return True if ENOUGH in said else None
        return not below
    return None


def _by_comparison(value: float, than: str, bound: float | None, *, upper: bool) -> bool | None:
    """Whether *less than* or *more than* a figure keeps to a bound; None where some of that does and some does not."""
    if bound is None:
        return None
    if than == ("more" if upper else "less"):
        return False if (value >= bound if upper else value <= bound) else None
    return True if (value <= bound if upper else value >= bound) else None


def _number(text: str | None) -> float | None:
    return None if text is None else float(text)


def _text(term: object) -> str:
    return term.lexical if isinstance(term, Literal) else ""
