"""What the words of a yes-or-no question ask beside the link between two things: good or bad, more or less, always."""

from __future__ import annotations

import re

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import Final

COMPARATIVES: Final = (
    (frozenset({"more", "extra", "higher", "heavier"}), frozenset({"fewer", "less", "lower", "lighter"})),
    (frozenset({"fast", "faster", "quick", "quickly"}), frozenset({"slow", "slower", "slowly"})),
)
"""Words that compare one way, and those that compare the other way."""

OPPOSITES: Final = (
    (frozenset({"weak", "weaker", "weakest"}), frozenset({"strong", "stronger", "strongest"})),
    (frozenset({"tight", "tighter"}), frozenset({"loose", "looser"})),
    (frozenset({"left"}), frozenset({"right"})),
)
"""What can be compared with each other: more of the one is less of the other."""

GOOD: Final = frozenset({"good", "great", "healthy", "helpful", "useful", "beneficial", "ok", "okay", "fine", "ideal", "safe", "alright", "harmless"})
BAD: Final = frozenset(
    {
        "bad",
        "harmful",
        "unhealthy",
        "terrible",
        "awful",
        "damaging",
        "hurt",
        "hurts",
        "harm",
        "harms",
        "wrong",
        "ruin",
        "wreck",
    }
)
MATTERING: Final = re.compile(r"\b(?:matters?|makes? (?:a|any|much|a big) difference|worth (?:it|doing))\b")
"""Words that ask whether a thing has any effect."""

BETTER: Final = frozenset(
    {"better", "worse", "best", "worst", "healthier", "beat", "beats", "superior", "safer", "than"}
)
"""Words that weigh one thing against another."""

WITHOUT_EXCEPTION: Final = frozenset(
    {
        "always",
        "necessarily",
        "inevitably",
        "invariably",
        "guaranteed",
        "guarantee",
        "everyone",
        "everybody",
        "definitely",
    }
)
"""Words that claim more than that something can be so."""

PLACING: Final = re.compile(
    r"\b(?:above|below|under|over|between|behind|beneath|before|after|without|higher|lower|front|back|side|stomach|belly|"
    r"tummy|only|alone|enough|just|instead|first|more|less|one|two|three|four|five|six|seven|eight|nine|ten|twice|hours?|minutes?|"
    r"weeks?|months?|daily|soft|hard|firm|high|low|or|too|\d+)\b"
)
"""Words that narrow a claim: places, figures, that nothing else is needed, and a choice."""

DENYING: Final = frozenset({"not", "no", "never", "neither", "nothing", "hardly", "unrelated", "cannot"})

_WORD: Final = re.compile(r"[a-z]+")


def words_of(text: str) -> frozenset[str]:
    """The words of a text in lower case."""
    return frozenset(_WORD.findall(text.casefold()))


def valued(text: str) -> bool | None:
    """Whether a question asks if something is good (True) or bad (False); None where it asks neither or both."""
    words = words_of(text)
    good, bad = bool(words & GOOD), bool(words & BAD)
    return None if good == bad else good


def matters(text: str) -> bool:
    """Whether a question asks if something has any effect worth speaking of."""
    return MATTERING.search(text.casefold()) is not None


def weighs(text: str) -> bool:
    """Whether a question weighs one thing against another."""
    return bool(words_of(text) & BETTER)


def without_exception(text: str) -> bool:
    """Whether a question asks if something is so without exception."""
    return bool(words_of(text) & WITHOUT_EXCEPTION)


def claims_more(question: str, written: str) -> bool:
    """Whether a question narrows its claim by a word that what is written does not have."""
    said = set(_WORD.findall(written.casefold())) | set(re.findall(r"\d+", written))
    return any(word not in said for word in PLACING.findall(question.casefold()))


CONTRARY: Final = (("above", "below"), ("higher", "lower"), ("hard", "soft"), ("far", "close"), ("away", "close"), ("under", "between"), ("fewer", "more"),
    ("soft", "firm"), ("hard", "medium"), ("saggy", "firm"), ("straight", "angle"), ("locked", "angle"), ("dangle", "flat"), ("dangling", "flat"))
"""Words of place and measure of which one denies the other."""


def claims_contrary(question: str, written: str) -> bool:
    """Whether a question says the opposite of what is written: one word of a pair, where only the other is written.

    Examples
    --------
    >>> claims_contrary("does the lid go above the pot", "hang the lid below the pot")
    True
    """
    asked, said = words_of(question), words_of(written)
    ways = [(a, b) for pair in CONTRARY for a, b in (pair, pair[::-1])]
    return any(a in asked and b not in asked and b in said and a not in said for a, b in ways)


def denies(text: str) -> bool:
    """Whether a sentence denies something."""
    return bool(words_of(text) & DENYING)


NOT_MORE: Final = re.compile(r"\b(?:not|no|never)\s+(?:\w+\s+)?(?:better|worse|more|less|safer|\w{3,}er)\b.*\bthan\b")
"""Words that deny that the one is more than the other."""

SOUND: Final = ("strong", "stronger", "healthy", "flexible", "supple", "loose", "relaxed", "mobile", "normal", "well-trained", "fit")
"""Words that say that nothing is the matter with what stands behind them."""


def said_sound(question: str, name: str) -> bool:
    """Whether a question speaks of a thing with which nothing is the matter (*a strong x*).

    Parameters
    ----------
    question
        The question.
    name
        The thing as it is named there.
    """
    before = question.casefold().partition(name.casefold())[0].split()[-2:]
    return bool(name) and any(word in SOUND for word in before)


ALONE: Final = re.compile(r"\b(?:only|solely|exclusively|the sole|purely|nothing but|nothing else than)\b")
"""Words that claim that nothing else brings something about."""
NEVER: Final = re.compile(r"\bnever\b")
BRINGING: Final = re.compile(r"\b(?:make|makes|making|cause|causes|causing|give|gives|lead|leads|produce|produces|create|creates|turn|turns)\b")
"""Words that ask whether one thing brings about another."""
EASING: Final = re.compile(r"\b(?:better|away|less|lower|smaller|vanish|fix|fixes|help|helps|ease|eases|relief|good|even|improve|improves|prevent|prevents|avoid|stop|stops)\b")
"""Words that ask whether it takes it away."""
SAME: Final = re.compile(r"\b(?:the same(?: thing)? as|identical (?:to|with)|one and the same|another (?:name|word|term) for|synonym(?:ous|s)?)\b")
"""Words that claim that two names stand for one thing."""
SAME_SIDE: Final = re.compile(r"\b(?:same|opposite|other) side\b")
"""Words that ask on which side one thing is, with another one on some side."""


def speaks_of_it(question: str, statement: str, names: str) -> bool:
    """Whether a statement has a word of the question that is none of the names in it.

    Parameters
    ----------
    question, statement
        Sentences.
    names
        The names, joined.
    """
    stems = [{w[:_STEM] for w in _WORD.findall(text.casefold()) if w not in _SMALL} for text in (question, statement, names)]
    return bool((stems[0] & stems[1]) - stems[2])


_STEM: Final = 5
"""Letters by which words of a question and of a statement are the same."""
_SMALL: Final = frozenset(
    ("a", "an", "the", "of", "or", "and", "is", "are", "does", "do", "did", "it", "to", "for", "in", "on", "at")
    + ("more", "less", "better", "worse", "true", "false", "yes", "no", "count", "counts", "matter", "matters", "help", "helps", "work", "works")
)


def weighed_alike(question: str, statement: str) -> bool | None:
    """Whether a question and a statement put the same before and behind *than* (True), or the other way round (False).

    Parameters
    ----------
    question, statement
        Sentences, any text.

    Returns
    -------
    bool or None
        None where one of them has no *than*, or what stands there does not tell.

    Examples
    --------
    >>> weighed_alike("is tea better than milk", "Milk is better than tea.")
    False
    >>> weighed_alike("is tea better than milk", "Tea is not better than milk.")
    False
    """
    halves = []
    for text in (question, statement):
        before, than, behind = text.casefold().partition(" than ")
        if not than:
            return None
        halves.append([{w[:_STEM] for w in _WORD.findall(half) if w not in _SMALL} for half in (before, behind)])
    (left, right), (said_left, said_right) = halves
    same, turned = bool(left & said_left and right & said_right), bool(left & said_right and right & said_left)
    if same == turned:
        return None
    if NOT_MORE.search(statement.casefold()):
        # not better than the other is no word for it, and none for the other
        return NOT_MORE.search(question.casefold()) is not None if same else None
    return same


def agreement(question: str, statement: str) -> bool | None:
    """Whether two sentences compare the same way (*more* … *more*) or opposite ways (*more* … *fewer*); None if neither."""
    asked, said = words_of(question), words_of(statement)
    for up, down in COMPARATIVES:
        ways = [(bool(words & up), bool(words & down)) for words in (asked, said)]
        if all(way in ((True, False), (False, True)) for way in ways):
            return (ways[0] == ways[1]) == _of_the_same(question, statement)
    return None


def _of_the_same(question: str, statement: str) -> bool:
    """Whether two sentences compare the same thing, and not one its opposite: the first of a pair that each names."""
    for pair in OPPOSITES:
        firsts = [
            next((one for word in _WORD.findall(text.casefold()) for one in pair if word in one), None)
            for text in (question, statement)
        ]
        if None not in firsts:
            return firsts[0] == firsts[1]
    return True
