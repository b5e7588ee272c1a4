"""Decides between what single signs of a question show and what all its words together are inclined to.

Signs are exact and know few wordings; inclinations know many and may err. Where they agree the intent is sure. Where signs show
nothing, a clear inclination takes their place; where they show something that the words as a whole hardly ever go with, the
clearer of both is taken, or it is asked back.
"""

from __future__ import annotations

from typing import Final

from myologic.grammar.inclination import Inclination
from myologic.grammar.intents import CONDITION, REFUSED, SIDE, Choice, choose
from myologic.grammar.lexicon import Lexicon
from myologic.grammar.question import Slots
from myologic.grammar.units import Reading

LEAST_ALONE: Final = 0.5
"""The share of an intent that is taken where signs show none."""
LEAST_AGAINST: Final = 0.7
"""The share of an intent that is taken against what signs show."""
MOST_DOUBTED: Final = 0.1
"""The share below which what signs show is in doubt."""
LEAST_SURE: Final = 0.6
"""The share from which what signs show is sure."""
FLAG: Final = "safety_red_flag"
"""Asked by signs alone: what is a danger is never guessed from the manner of asking."""


def decided(
    choice: Choice,
    inclination: Inclination,
    reading: Reading,
    topics: tuple[str, ...],
    slots: Slots,
    lexicon: Lexicon,
    *,
    context: bool,
    conditioned: bool,
) -> Choice:
    """The intent of a question by its signs and by its inclination.

    Parameters
    ----------
    choice
        What the signs show; without an intent where they show nothing.
    inclination
        Of all its words; without shares where the language has no weights.
    reading, topics, slots, lexicon
        As for `choose`.
    context, conditioned
        As `given` and `conditioned` of `choose`.

    Returns
    -------
    Choice
        With `sure` where both agree.
    """
    intent, share = inclination.first
    if not intent:
        return choice
    if intent == choice.intent:
        return choice._replace(sure=share >= LEAST_SURE, weak=choice.weak and share < LEAST_SURE)
    if intent in (FLAG, REFUSED) or choice.intent == FLAG or (intent == CONDITION and not _has_condition(topics, conditioned, lexicon)):
        return choice
    if intent == SIDE and reading.frame.states:
        # which side is in a state is asked by the state
        return choice
    least = LEAST_AGAINST if choice.intent and not choice.weak else LEAST_ALONE
    if share < least or inclination.of(choice.intent) > MOST_DOUBTED:
        return choice
    other = choose(reading, topics, slots, lexicon, context, conditioned, intent)
    return other._replace(sure=share >= LEAST_AGAINST)


def _has_condition(topics: tuple[str, ...], conditioned: bool, lexicon: Lexicon) -> bool:
    return conditioned or any(lexicon.role(topic) == "condition" for topic in topics)
