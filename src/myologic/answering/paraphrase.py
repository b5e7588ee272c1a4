"""One line that says how a question was read, and that reads back as the same question.

Each intent has a few wordings. `paraphrase` takes the first that is understood as the same question; where none is, the
question as it was typed says it best.
"""

from __future__ import annotations

from myologic.answering.clean import clean_line
from myologic.answering.graph import Graph
from myologic.answering.words import a, is_or_are, listed, plural
from myologic.engine.records import replace
from myologic.engine.terms import IRI, Literal, Term
from myologic.grammar.question import Mention, Question
from myologic.kb.vocabulary import RDFS_LABEL, id_, kb_, lex_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Final, TypeAlias

Reader: TypeAlias = "Callable[[str], Question]"

WORDINGS: Final[dict[str, tuple[str, ...]]] = {
    "causes": ("what {does} {topic} cause", "what are the effects of {topic}", "what happens with {topic}"),
    "caused_by": ("what causes {topic}", "what are the causes of {topic}"),
    "symptoms_of": ("what are the signs of {topic}",),
    "suggests": ("what {does} {topic} suggest", "what {does_given} {given} suggest", "what does {all} suggest"),
    "weak_given": (
        "given {given}, which muscles are weak",
        "given {all}, which muscles are weak",
        "given {all}, what is weak",
    ),
    "tight_given": (
        "given {given}, which muscles are tight",
        "given {all}, which muscles are tight",
        "given {all}, what is tight",
    ),
    "why": (
        "why {does} {topic} lead to {object}",
        "why {does_first} {first} lead to {rest}",
        "why {is_bare} {bare} {state}, given {given}",
        "why {is_bare} {bare} {state}",
        "given {given}, why {topic}",
        "why {topic}",
        "explain {topic}",
    ),
    "why_not": ("why not {topic} for {object}", "why is {topic} not listed for {object}", "why not {topic}", "why is {topic} not recommended"),
    "path": (
        "how {does} {topic} lead to {object}",
        "how {does_given} {given} lead to {object}",
        "from {topic} to {object}",
        "from {given} to {topic}",
        "from {first} to {rest}",
    ),
    "plan": ("make a plan for {topic}{tail}", "make a plan for {all}{tail}", "plan for {given}{tail}"),
    "habit_for": ("which habits help with {topic}", "habits for {topic}", "advice for {topic}"),
    "how_to": ("how do i do {topic}", "how to do {topic}", "how do i do the {topic}", "how do i do {topic}{tail}"),
    "dosage": ("how much of {topic} should i do", "how many repetitions of {topic}", "dosage for {topic}{tail}", "how many repetitions of {topic}{tail}"),
    "side": ("which side first for {topic}", "which side should i start with for {topic}", "which side first", "which side of {topic}", "{all}: left or right"),
    "compare": ("compare {options}", "{options_or}, which is better", "difference between {options}", "compare {all}"),
    "count": (
        "how many {class} for {topic}{tail}",
        "how many {class} are there{tail}",
        "how many {class} can i do{tail}",
        "how many {class} {verb} {topic}{tail}",
        "how many {topic} are there",
    ),
    "list": (
        "list all {class}{tail}",
        "list {class} for {topic}{tail}",
        "list {topic}{tail}",
        "list {class}{tail}",
        "what can i ask",
    ),
    "define": ("what {is} {topic}", "define {topic}"),
    "contraindicated": (
        "which exercises should i avoid with {given}",
        "which exercises should i avoid with {topic}",
        "is {topic} safe with {given}",
        "is {topic} safe with {object}",
    ),
    "safety_red_flag": ("when should i see a doctor about {topic}", "when should i see a doctor", "red flags"),
    "self_check": ("how can i check for {topic}", "self-check for {topic}", "how do i test {topic}"),
    "equipment_filter": (
        "which exercises for {topic}{tail}",
        "which exercises can i do{tail}",
        "{topic} exercises{tail}",
    ),
    "level_filter": (
        "which exercises for {topic}{tail}",
        "{change} version of {topic}",
        "which exercises are {change} than {topic}",
        "{hardest} exercises for {topic}",
        "what level {is} {topic}",
        "which exercises{tail}",
    ),
    "boolean_check": (
        "{is_object} {object} {passive} {topic}",
        "{does} {topic} {verb} {object}",
        "{is} {topic} {object}",
        "{does} {topic} cause {object}",
    ),
    "source": ("what is the source for {topic}", "what is the source for {topic}, given {given}", "source for {topic} and {object}", "what is the source for {all}"),
}
"""Wordings by intent, the best first; braces hold parts of the question. A wording with an empty part is left out."""


def paraphrase(question: Question, graph: Graph, read: Reader) -> str:
    """The question in standard words, on one line.

    Parameters
    ----------
    question
        The question as it was understood.
    graph
        Where labels come from.
    read
        The reading of a text as a question, for the test that a wording comes back the same.

    Returns
    -------
    str
        The first wording that is read as the same question; else the question's own text where that alone says it all;
        else the first wording that keeps intent and things; else the name of the intent before the things, where that
        keeps both; else the first wording. Empty for an empty question.
    """
    wanted = signature(question)
    first = near = ""
    best = -1
    for wording in wordings(question, graph):
        first = first or wording
        got = read(wording)
        if got.not_understood or got.refusal or got.missing:
            continue
        if question.clear and not got.clear and question.relation is not None and len(question.having("topic")) > 1:
            # of several things the verb may be lost on one that it does not go with: then another question is answered
            continue
        if _same(got, question):
            return wording
        if signature(got) == wanted and (close := _closeness(got, question)) > best:
            near, best = wording, close
    own = clean_line(question.text)
    if best == CLOSEST:
        return near
    if own and len(own) <= LONGEST_LINE and not question.inherited and signature(read(own)) == wanted:
        return own
    for wording in _formal(question, graph):
        got = read(wording)
        # what loses filters is no nearer than a sentence that keeps more of them
        worth = signature(got) == wanted and not (got.refusal or got.missing) and (close := _closeness(got, question)) > best
        if worth and (close >= FILTERED or not near):
            near, best = wording, close
    return near or first or own[:LONGEST_LINE]


def _formal(question: Question, graph: Graph) -> Iterator[str]:
    """The public name of the intent before all that was named: no sentence, but what no word in between can turn into another question.

    A thing whose label is also a word for something else is called as it was typed.
    """
    excluded = question.having("excluded")
    but = f", but not {_phrase(excluded, graph)}" if excluded else ""
    named = tuple(m for m in question.mentions if m not in excluded)
    name = question.intent.replace("_", " ")
    labels = [mention_words(m, graph) for m in named]
    plain = [mention_words(replace(m, state=None), graph) for m in named]
    typed = [m.text if 0 < len(m.text) <= LONGEST_NAME else label for m, label in zip(named, labels, strict=True)]
    for end in (tail(question, graph), ""):
        for each in (labels, plain, typed) if named else ():
            yield clean_line(f"{name}: {', '.join(each)}{end}{but}")


def signature(question: Question) -> tuple[str, frozenset[tuple[str, str | None]]]:
    """What must come back the same: the intent, and the things with their sides."""
    return question.intent, frozenset((m.id.value, m.side) for m in question.mentions)


CLOSEST: Final = 7
FILTERED: Final = 4
"""The least closeness of a question with the same filters."""
LONGEST_LINE: Final = 200
"""Characters of a paraphrase that is the text as it was typed."""
LONGEST_NAME: Final = 40
"""Characters of a name as it was typed that a wording may hold."""
ACTING: Final = ("strengthens", "stretches", "mobilises", "releases")
_DONE: Final = ("Exercise", "Means")
IMPLIED: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    **{name: ((), _DONE) for name in (*ACTING, "equipment_filter", "level_filter")},
    "weak_given": (("weakens",), ("Muscle",)),
    "tight_given": (("tightens",), ("Muscle",)),
    "suggests": (("suggests",), ("Finding", "Sign")),
    "caused_by": (("leadsTo",), ("Cause", "Habit", "Concept")),
    "causes": (("leadsTo",), ("Finding", "Concept")),
    "path": (("leadsTo",), ("Cause",)),
    "habit_for": (("helps", "counteracts"), ("Habit",)),
    "plan": (("helps",), ("Muscle", *_DONE)),
    "source": ((), ("Source",)),
}
"""Relations and kinds of answers that go without saying with an intent: naming them changes nothing."""
ONE_WAY: Final = frozenset({"weak_given", "tight_given", "suggests", "source"})
"""Intents with one end only that can be asked for."""
STATED: Final = {"weak_given": "weak", "tight_given": "tight"}
"""The state that goes without saying with an intent."""
FILTERS: Final = (
    "equipment_with",
    "equipment_without",
    "only_equipment",
    "no_equipment",
    "level",
    "level_change",
    "laterality",
    "position",
    "position_without",
    "limit",
    "minutes",
    "purpose",
    "state",
    "lacking",
)
"""The slots that change which things are answered."""


def _closeness(left: Question, right: Question) -> int:
    """How many of relation, class asked for and yes-or-no form agree; the filters count more than all of them."""
    one, other = _plain(left), _plain(right)
    return (
        (one.relation == other.relation)
        + (one.answer_kind == other.answer_kind)
        + (one.boolean == other.boolean and one.inverse == other.inverse)
        + FILTERED * all(getattr(one.slots, name) == getattr(other.slots, name) for name in FILTERS)
    )


def _plain(question: Question) -> Question:
    """A question without what goes without saying with its intent."""
    relations, kinds = IMPLIED.get(question.intent, ((), ()))
    slots = question.slots
    if slots.state is not None and slots.state == id_(STATED.get(question.intent, "")):
        slots = replace(slots, state=None)
    if slots.purpose is not None and (slots.purpose == question.relation or slots.purpose == kb_(question.intent)):
        slots = replace(slots, purpose=None)
    relation, inverse, kind = question.relation, question.inverse, question.answer_kind
    if relation is not None and relation in map(kb_, relations):
        relation = None
    if relation is None and question.intent in ONE_WAY:
        inverse = False
    if kind is not None and kind in map(kb_, kinds):
        kind = None
    return replace(question, relation=relation, inverse=inverse, answer_kind=kind, slots=slots)


def _same(left: Question, right: Question) -> bool:
    one, other = _plain(left), _plain(right)
    return (
        signature(one) == signature(other)
        and one.relation == other.relation
        and one.answer_kind == other.answer_kind
        and one.inverse == other.inverse
        and one.boolean == other.boolean
        and one.slots == other.slots
        and {(m.id, m.role, m.state) for m in one.mentions} == {(m.id, m.role, m.state) for m in other.mentions}
    )


def wordings(question: Question, graph: Graph) -> Iterator[str]:
    """The standard wordings of a question, the best first."""
    parts = _parts(question, graph)
    patterns = (*_relation_wordings(question, graph), *WORDINGS.get(question.intent, ()))
    seen = set()
    for pattern in patterns:
        try:
            text = pattern.format_map(_Filled(parts))
        except KeyError:
            continue
        text = " ".join(text.split())
        bare = parts["given"] and "{given}" not in pattern and "{all}" not in pattern
        for each in (f"{text}, given {parts['given']}", f"given {parts['given']}, {text}", text) if bare else (text,):
            if each not in seen:
                seen.add(each)
                yield each


class _Filled(dict[str, str]):
    """Parts of a wording; an empty part counts as missing, except the tail."""

    def __init__(self, parts: dict[str, str]) -> None:
        super().__init__({name: text for name, text in parts.items() if text or name == "tail"})


def _parts(question: Question, graph: Graph) -> dict[str, str]:
    topic, obj = question.having("topic"), question.having("object")
    given, options = question.having("given"), question.having("option")
    named = tuple(m for m in question.mentions if m.role != "excluded")
    return {
        "topic": _phrase(topic, graph),
        "object": _phrase(obj, graph),
        "given": _phrase(given, graph),
        "options": _phrase(options, graph),
        "options_or": _phrase(options, graph, "or"),
        "all": _phrase(named, graph),
        "class": "" if question.answer_kind is None else _plural_class(question.answer_kind, graph),
        "tail": tail(question, graph),
        "change": question.slots.level_change or "",
        "verb": "" if question.relation is None else (_form(graph, question.relation, "verb") or ""),
        "hardest": {"most": "the hardest", "least": "the easiest"}.get(question.slots.superlative or "", ""),
        "passive": _passive(graph, question.relation),
        "is_object": _be(obj),
        "is": _be(topic),
        "does": "do" if _be(topic) == "are" else "does",
        "does_given": "do" if _be(given) == "are" else "does",
        "first": _phrase(topic[:1], graph) if len(topic) > 1 else "",
        "rest": _phrase(topic[1:], graph),
        "does_first": "do" if _be(topic[:1]) == "are" else "does",
        "bare": topic[0].label if len(topic) == 1 else "",
        "is_bare": _be(topic),
        "state": graph.label(topic[0].state) if len(topic) == 1 and topic[0].state is not None else "",
    }


def _passive(graph: Graph, relation: IRI | None) -> str:
    """The wording of the other direction without its *is*, for a relation of which no verb makes a plain sentence."""
    if relation is None:
        return ""
    label = graph.label(relation)
    verbs = [t.lexical for t in graph.objects(relation, lex_("verb")) if isinstance(t, Literal)]
    if any(label in (verb + "s", verb + "es") for verb in verbs):
        return ""
    forms = [t.lexical for t in graph.objects(relation, lex_("inverse")) if isinstance(t, Literal)]
    return next((form[3:] for form in sorted(forms, key=lambda f: (len(f), f)) if form.startswith("is ")), "")


def _be(mentions: tuple[Mention, ...]) -> str:
    return "are" if len(mentions) > 1 or (mentions and is_or_are(mentions[0].label) == "are") else "is"


def _plural_class(cls: IRI, graph: Graph) -> str:
    label = graph.label(cls)
    return label[:-1] + "ies" if label.endswith("y") else label + "s"


def _phrase(mentions: tuple[Mention, ...], graph: Graph, last: str = "and") -> str:
    return listed([mention_words(m, graph) for m in mentions], last)


def mention_words(mention: Mention, graph: Graph) -> str:
    """A mention as it is written inside a question: denial, side, state, name."""
    name = mention.label
    if mention.state is not None:
        state = graph.label(mention.state)
        name = name if name.startswith(state) else f"{state} {name}"
    side = {"left": "left ", "right": "right ", "both": ""}.get(mention.side or "both", "")
    return f"{'no ' if mention.negated else ''}{side}{name}"


def _relation_wordings(question: Question, graph: Graph) -> tuple[str, ...]:
    if question.relation is None or question.boolean:
        return ()
    label = graph.text(question.relation, RDFS_LABEL) or graph.label(question.relation)
    verb, passive = _form(graph, question.relation, "verb"), _form(graph, question.relation, "inverse")
    nouns = (_lexical(term) for term in graph.objects(question.relation, lex_("noun")))
    noun = next((each for each in nouns if label == f"has {each}"), None)
    excluded = question.having("excluded")
    but = f" but not {_phrase(excluded, graph)}" if excluded else ""
    if question.inverse:
        found = [f"what are the {plural(noun)} of {{topic}}{but}"] if noun else []
        found += [f"what {{does}} {{topic}} {verb}{but}"] if verb else []
        return (*found, *([f"what {passive} {{topic}}{but}"] if passive else []))
    given = " given {given}" if question.having("given") else ""
    limit = f"at most {question.slots.limit} that " if question.slots.limit else ""
    head = (f"what {label} {{topic}}{{tail}}{given}{but}", f"which exercises {verb} {{topic}}{{tail}}{given}{but}")
    return (f"list {limit}{verb} {{topic}}{{tail}}", *head) if limit else head


def _lexical(term: Term) -> str:
    return term.lexical if isinstance(term, Literal) else ""


def _form(graph: Graph, relation: IRI, name: str) -> str | None:
    forms = [t.lexical for t in graph.objects(relation, lex_(name)) if isinstance(t, Literal)]
    label = graph.label(relation)
    return min(forms, key=lambda form: (form[:4] != label[:4], len(form), form)) if forms else None


def tail(question: Question, graph: Graph) -> str:
    """The filters of a question in words, with a blank before each: equipment, level, position, form, time, number."""
    slots, said = question.slots, []
    if slots.no_equipment and not slots.equipment_with:
        said.append("with no equipment")
    if slots.equipment_with:
        only = "only " if slots.only_equipment else ""
        said.append(f"with {only}{listed([a(graph.label(tool)) for tool in slots.equipment_with])}")
    if slots.equipment_without:
        said.append(f"without {listed([a(graph.label(tool)) for tool in slots.equipment_without], 'or')}")
    if slots.level is not None:
        said.append(
            f"for {graph.label(slots.level)}s" if graph.label(slots.level) == "beginner" else graph.label(slots.level)
        )
    if slots.position is not None:
        said.append(f"while {slots.position}")
    if slots.position_without is not None:
        said.append(f"not while {slots.position_without}")
    if slots.side in ("left", "right") and not any(m.side for m in question.mentions):
        said.append(f"on the {slots.side} side")
    if slots.minutes is not None:
        said.append(f"in {slots.minutes} minutes")
    if slots.limit is not None:
        said.append(f"at most {slots.limit}")
    return "".join(" " + part for part in said)
