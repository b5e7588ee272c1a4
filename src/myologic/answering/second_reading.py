"""A second reading of what was not understood: its words taken also for their kin.

It is only tried where the first reading found no answer, only counts where all of it holds together, and the answer says what it
took for what.
"""

from __future__ import annotations

from myologic.answering.outcome import Outcome
from myologic.engine.records import replace
from myologic.grammar.lexicon import Lexicon
from myologic.grammar.normalise import phrase_words
from myologic.grammar.question import Question

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import Final

UNREAD: Final = ("near_miss", "off_topic")
"""Refusals of questions that may only be told in unknown words."""
LACKING: Final = ("intent", "topic")
"""What a question may lack because its words were unknown."""
LONGEST_TEXT: Final = 600
"""Characters of a question that is read twice: a longer one was not misunderstood over a word."""
MOST_LEFT: Final = 2
"""Words that may be left over when their kin are read too: past that too little of a question was understood."""
CARED: Final = ("safety_red_flag", "contraindicated")
"""Intents on which nothing is guessed."""


def may_be_read_again(question: Question, outcome: Outcome) -> bool:
    """Whether words that were not known may be why a question has no answer.

    Parameters
    ----------
    question
        The question as read.
    outcome
        What was found for it.
    """
    if len(question.text) > LONGEST_TEXT or question.care or question.elsewhere or question.intent in CARED or outcome.care:
        return False
    return question.refusal in UNREAD or question.missing in LACKING or (question.refusal is None and outcome.status == "not_on_record")


def as_assumed(again: Question, first: Question, lexicon: Lexicon) -> Question | None:
    """A second reading with what it takes for granted; None where it is no better than the first.

    Parameters
    ----------
    again
        The question, read with the kin of its words.
    first
        As it was read without.
    lexicon
        Which words say nothing by themselves.
    """
    if again.refusal or again.missing or again.alternatives or again.intent in CARED:
        return None
    if len(again.not_understood) > MOST_LEFT:
        return None
    known = {(m.id, m.state) for m in first.mentions}
    new = [m for m in again.mentions if (m.id, m.state) not in known and m.start >= 0]
    if not new or any(m.role == "excluded" or _is_one_word(m.text, lexicon) for m in new):
        # one word that goes for another says too little, and nothing is left out on a guess
        return None
    said = tuple(f"“{' '.join(m.text.split())}” means {m.label}" for m in new)
    assumed = (*again.assumed, *(line for line in said if line not in again.assumed))
    return replace(again, assumed=assumed)


def _is_one_word(text: str, lexicon: Lexicon) -> bool:
    """Whether all but one of some words say nothing by themselves."""
    return sum(word not in lexicon.see_through for word in phrase_words(text)) < 2
