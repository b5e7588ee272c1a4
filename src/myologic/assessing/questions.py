"""The questions of the self-check, in the words of the knowledge base."""

from __future__ import annotations

from myologic.casework.catalogue import Catalogue
from myologic.casework.result import key
from myologic.casework.safety import STOPPING
from myologic.engine.records import dataclass, replace
from myologic.engine.terms import IRI
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import id_, kb_

YES, NO, UNKNOWN, SKIP, NONE = "yes", "no", "unknown", "skip", "none"
LEFT, RIGHT, BOTH = "left", "right", "both"
FLAGS, ABOUT, CONDITIONS, SIGNS = "warning signs", "about you", "conditions", "signs and habits"
QUESTION, YES_NO, URGENCY, RANK, SAYS = kb_("question"), kb_("asksYesNo"), kb_("urgency"), kb_("rank"), kb_("says")
HOW_TO_CHECK, POSITIVE_WHEN = kb_("howToCheck"), kb_("positiveWhen")
FELT = ("ask", "")
"""Ways to check that only repeat the question."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Parameters
    ----------
    id
        What it is about, as a case file names it; "age" and "pain" for these two.
    part
        The part of the self-check it belongs to.
    text
        The question in plain words.
    answers
        The words that answer it; empty for a number of years. "unknown" and "skip" always may be said.
    kind
        The list of a case file that the answer goes into.
    name, thing
        What it is about by name, and the thing itself, or None.
    """

    id: str
    part: str
    text: str
    answers: tuple[str, ...]
    kind: str
    name: str = ""
    thing: IRI | None = None

    @property
    def allowed(self) -> tuple[str, ...]:
        """Every word that may be said, without the commands."""
        return (*self.answers, UNKNOWN, SKIP)


def flag_questions(kb: Reading) -> tuple[Question, ...]:
    """The questions for warning signs, the most urgent first."""

    def rank(flag: IRI) -> tuple[int, str]:
        urgencies = kb.objects(flag, URGENCY)
        return -max((int(kb.text(each, RANK) or 0) for each in urgencies), default=0), flag.value

    found = []
    for flag in sorted(Catalogue(kb).things("red_flags"), key=rank):
        text = kb.text(flag, YES_NO) or kb.text(flag, QUESTION)
        if text is None:
            text = _filled(kb, "interview-condition", name=kb.label(flag))
        found.append(Question(key(flag), FLAGS, text, (YES, NO), "red_flags", kb.label(flag), flag))
    return tuple(found)


def asked_again(kb: Reading, question: Question) -> Question | None:
    """The question for a warning sign that stops everything, once more for whoever did not know; None for any other."""
    ranks = (int(kb.text(each, RANK) or 0) for each in kb.objects(question.thing, URGENCY)) if question.thing else ()
    if question.part != FLAGS or max(ranks, default=0) < STOPPING:
        return None
    return replace(question, text=_filled(kb, "interview-again", question=question.text))


def about_questions(kb: Reading) -> tuple[Question, ...]:
    """The questions for age and pain."""
    return (
        Question("age", ABOUT, _filled(kb, "interview-age"), (), "age", "age"),
        Question("pain", ABOUT, _filled(kb, "interview-pain"), ("none", "acute", "chronic"), "pain", "pain"),
    )


def condition_questions(kb: Reading) -> tuple[Question, ...]:
    """The questions for what changes the choice of exercises."""
    return tuple(
        Question(
            key(each),
            CONDITIONS,
            _filled(kb, "interview-condition", name=kb.label(each)),
            (YES, NO),
            "conditions",
            kb.label(each),
            each,
        )
        for each in Catalogue(kb).things("conditions")
    )


def sign_question(kb: Reading, thing: IRI, kind: str) -> Question:
    """The question for a finding, a test, a habit or another cause.

    Parameters
    ----------
    kb
        The knowledge base.
    thing, kind
        What is asked for, and the list of a case file that it belongs to.
    """
    how, when = kb.text(thing, HOW_TO_CHECK), kb.text(thing, POSITIVE_WHEN)
    name = kb.label(thing)
    if kind in ("habits", "causes") or when is None:
        text = _filled(kb, "interview-habit", name=name)
    elif how is None or how in FELT:
        text = _filled(kb, "interview-feel", name=name, when=when)
    else:
        text = _filled(kb, "interview-look", name=name, how=how, when=when)
    sided = Catalogue(kb).is_sided(thing)
    return Question(key(thing), SIGNS, text, (LEFT, RIGHT, BOTH, NO) if sided else (YES, NO), kind, name, thing)


def _filled(kb: Reading, text: str, **slots: str) -> str:
    words = kb.text(id_(text), SAYS) or "{name}?"
    for name, value in slots.items():
        words = words.replace("{" + name + "}", value)
    return words
