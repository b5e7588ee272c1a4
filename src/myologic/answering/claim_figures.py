"""Figures in a claim, in the units of the content: how often, how long, how many, which part of a weight."""

from __future__ import annotations

import re
from math import inf

from myologic.engine.records import NamedTuple

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final


class Figure(NamedTuple):
    """A figure and its unit, as `kb:unit` names it; *less* or *more* where it is said to be less or more than that."""

    value: float
    unit: str
    than: str = ""


NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "once": 1, "two": 2, "twice": 2, "both": 2, "other": 2, "second": 2, "couple": 2, "three": 3, "thrice": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "forty-five": 45, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "half": 0.5, "quarter": 0.25,
}  # fmt: skip
PARTS: Final = {"half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "sixth": 100 / 6, "eighth": 12.5, "tenth": 10.0, "twentieth": 5.0}
WORKING: Final = 8 * 60.0
"""Minutes of a day over which something that is done so often a day is spread."""
SPANS: Final = {"hour": 60.0, "week": 5 * WORKING}
MOST_FIGURES: Final = 8
"""Figures that are read; of a text with more of them no single one is what it claims."""

_NUM: Final = r"(?:\d+(?:\.\d+)?|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")"
_TIME: Final = r"(?P<unit>minutes?|mins?|hours?|hrs?|hr|h)\b"
_MINUTES: Final = {"m": 1.0, "h": 60.0}
_HALVES: Final = (
    (re.compile(r"\bhalf[- ]?hourly\b|\bevery half(?: an)? hour\b|\bhalf an hour\b|\bhalf hours?\b"), "30 minutes"),
    (re.compile(r"\ban hour and a half\b|\bone and a half hours\b|\bhour and a half\b"), "90 minutes"),
    (re.compile(r"\ba?\s?quarter of an hour\b|\bquarter hour\b"), "15 minutes"),
    (re.compile(r"\bthree quarters of an hour\b"), "45 minutes"),
    (re.compile(r"\bhourly\b|\bon the hour\b"), "every 60 minutes"),
    (re.compile(r"\ba couple of\b"), "2"),
    (re.compile(r"\bat (?:least|most)\b|\bor so\b"), " "),
)
_RATE: Final = re.compile(rf"\b(?P<n>{_NUM})(?P<kept>(?: [a-z-]+){{0,2}}?)(?: an?| per| each| every|/)\s?(?P<unit>hour|day|shift|morning|week)\b")
_WEEKLY: Final = re.compile(rf"\b(?P<n>{_NUM}) {_TIME}(?P<kept>(?: of)? ?(?:physical )?(?:exercise|activity|sport|walking|movement|exercising|training)?)(?: an?| per| each| every|/)\s?week\b")
_DAYS: Final = re.compile(rf"\b(?P<n>{_NUM})(?: times?| days?| sessions?)(?: an?| per| each| every|/)\s?week\b")
_EVERY: Final = re.compile(rf"\b(?:once (?:every|in)|one every|each|every|in)? ?(?P<n>{_NUM})[- ]?{_TIME}|\bevery (?P<bare>hour|minute)\b")
_PERCENT: Final = re.compile(r"\b(?P<n>\d+(?:\.\d+)?|" + "|".join(NUMBERS) + r") ?(?:%|percent|per cent)")
_PART: Final = re.compile(r"\b(?:(?:an?|one) (?P<n>" + "|".join(PARTS) + r")(?: of)?|half of)\b")
_DEGREES: Final = re.compile(rf"\b(?P<n>{_NUM}) ?(?:degrees?|deg\b|°)")
_LENGTH: Final = re.compile(rf"\b(?P<n>{_NUM}) ?(?P<unit>cm|centimetres?|centimeters?|inch(?:es)?)\b")
_LESS: Final = re.compile(r"\b(?:(?:less|fewer|lighter|no more|not more|no longer|not longer|no heavier) than|under|below|up to|a maximum of)\s*$")
_MORE: Final = re.compile(r"\b(?:(?:more|longer|heavier|no less|not less) than|over|above|upwards of)\s*$")


def figures_in(clause: str) -> tuple[tuple[Figure, ...], str]:
    """The figures of a clause, the first `MOST_FIGURES` of them, and the clause without those.

    Parameters
    ----------
    clause
        In lower case.

    Examples
    --------
    >>> figures_in("a rest once every two hours")
    ((Figure(value=120.0, unit='minute', than=''),), 'a rest ')
    """
    for pattern, plain in _HALVES:
        clause = pattern.sub(plain, clause)
    found: list[Figure] = []
    for pattern, read in _READERS:
        match = pattern.search(clause)
        while match is not None and len(found) < MOST_FIGURES:
            before = clause[: match.start()]
            compared = _LESS.search(before) or _MORE.search(before)
            than = "" if compared is None else "less" if compared.re is _LESS else "more"
            found.append(read(match)._replace(than=than))
            before = before if compared is None else before[: compared.start()]
            clause = f"{before}{match.groupdict().get('kept') or ''}{clause[match.end() :]}"
            match = pattern.search(clause)
    return tuple(found), clause


def _number(word: str) -> float:
    return float(NUMBERS[word]) if word in NUMBERS else float(word)


def _minutes_between(times: float, span: float) -> float:
    """The minutes between what is done so often in a span; what is done no time at all in it is never done."""
    return span / times if times else inf


_READERS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Figure]], ...]] = (
    (_WEEKLY, lambda m: Figure(_number(m["n"]) * _MINUTES[m["unit"][0]], "minute per week")),
    (_DAYS, lambda m: Figure(_number(m["n"]), "days per week")),
    (_RATE, lambda m: Figure(_minutes_between(_number(m["n"]), SPANS.get(m["unit"], WORKING)), "minute")),
    (_EVERY, lambda m: Figure(_number(m["n"] or "1") * _MINUTES[(m["unit"] or m["bare"])[0]], "minute")),
    (_PERCENT, lambda m: Figure(_number(m["n"]), "percent of body weight")),
    (_PART, lambda m: Figure(PARTS[m["n"] or "half"], "percent of body weight")),
    (_DEGREES, lambda m: Figure(_number(m["n"]), "degree")),
    (_LENGTH, lambda m: Figure(_number(m["n"]), "inch" if m["unit"].startswith("inch") else "centimetre")),
)
