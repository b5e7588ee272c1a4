"""Compiles the alarms of a knowledge base to plain data for the lexicon.

A wording is words with a space between: `stem*` for every word that begins so, `a|b` for either, `*` alone for up to a few
words of any kind, `0..15` for a whole number in that range.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from myologic.grammar.alarms import REACH, SHORTEST_STEM
from myologic.grammar.literals import number_of
from myologic.grammar.normalise import fold

ROLES = ("denial", "affirmed", "carry", "turn", "meaning", "person", "rules out", "was ruled", "also")
"""What a concept may be to the reading of all others: a denial, words in which it is none, what carries it on or ends it; a
question for the meaning of a word; that somebody is spoken of; that something was looked for and is not there, said before or behind it, and
what that does not go on behind."""


class Rows(Protocol):
    """What the builder of a lexicon reads triples with."""

    def pairs(self, predicate: str) -> list[tuple[str, str]]: ...
    def single(self, predicate: str) -> dict[str, str]: ...
    def grouped(self, predicate: str) -> dict[str, list[str]]: ...


def build_alarms(rows: Rows) -> dict[str, Any]:
    """The alarms of a knowledge base as plain JSON data, empty where it has none.

    Parameters
    ----------
    rows
        The triples, by predicate.
    """
    says, needs = rows.grouped("lex:says"), rows.grouped("lex:needs")
    if not needs:
        return {}
    includes = rows.grouped("lex:includes")
    roles = {role: concept for concept, role in rows.pairs("lex:saysRole")}
    numbers = {concept: n for n, concept in enumerate(sorted({*says, *includes}))}
    within: dict[str, set[str]] = {}
    for concept in numbers:
        for inner in _inner(concept, includes):
            within.setdefault(inner, set()).add(concept)
    small = sorted({fold(w) for w in says.get(roles.get("small", ""), ())})
    wordings: dict[str, set[int]] = {}
    for concept, texts in says.items():
        if concept != roles.get("small"):
            for text in texts:
                wordings.setdefault(text, set()).update(numbers[c] for c in within[concept])
    built = _starts(wordings)
    built["small"] = small
    for role in ROLES:
        built[role] = numbers.get(roles.get(role, ""), -1)
    built["rules"] = _rules(rows, needs, numbers)
    hidden = rows.pairs("lex:notWithin")
    built["hidden"] = sorted([numbers[idea], numbers[other]] for idea, other in hidden if idea in numbers and other in numbers)
    excuses = rows.pairs("lex:excusedBy")
    built["excuses"] = [[thing, numbers[concept]] for thing, concept in excuses if concept in numbers]
    built["leanings"], built["signs"] = _leanings(rows)
    built["together"] = sorted(thing for thing, value in rows.pairs("lex:onlyWithAnother") if value == "true")
    return built


def _leanings(rows: Rows) -> tuple[dict[str, Any], dict[str, list[float]]]:
    """The leanings by what they lean to; and every sign with its weight for each of them, 0 where it has none."""
    weighs, bias = rows.grouped("lex:weighs"), rows.single("lex:bias")
    sums = [rows.single(name) for name in ("lex:surelyAbove", "lex:raisesAbove", "lex:unreadAbove", "lex:keepsAbove")]
    raises = rows.single("lex:raises")
    built: dict[str, Any] = {}
    named = rows.pairs("lex:leansTo")
    signs: dict[str, list[float]] = {}
    for number, (leaning, name) in enumerate(named):
        built[name] = {
            "bias": number_of(bias.get(leaning, "0")) or 0.0,
            "sums": [number_of(each.get(leaning, "0")) or 0.0 for each in sums],
            "thing": raises.get(leaning, ""),
        }
        for line in sorted(weighs.get(leaning, ())):
            weight, *having = line.split() or [""]
            value = number_of(weight)
            for sign in having if value is not None else ():
                signs.setdefault(sign, [0.0] * len(named))[number] = value or 0.0
    return built, signs


def _inner(concept: str, includes: Mapping[str, Sequence[str]]) -> list[str]:
    """A concept and all that it includes, each once."""
    order = [concept]
    for one in order:
        order += [c for c in includes.get(one, ()) if c not in order]
    return order


def _starts(wordings: Mapping[str, set[int]]) -> dict[str, Any]:
    """The wordings by their first word, and every word that spelling is tried for."""
    starts: dict[str, list[Any]] = {}
    stems: dict[str, list[Any]] = {}
    numbers: list[list[Any]] = []
    words: set[str] = set()
    lost = _lost(wordings)
    for text in sorted({*wordings, *lost}):
        items = [fold(item) for item in text.split()]
        ideas = sorted(wordings.get(text, set()) | lost.get(text, set()))
        words |= {w for item in items for w in item.split("|") if w.isalpha()}
        for first in items[0].split("|"):
            if ".." in first:
                low, _, high = first.partition("..")
                numbers.append([int(low), int(high), items[1:], ideas])
            elif first.endswith("*") and len(first) > SHORTEST_STEM:
                stems.setdefault(first[:-1], []).append([items[1:], ideas])
            elif first != "*":
                starts.setdefault(first.rstrip("*"), []).append([items[1:], ideas])
    return {
        "starts": starts,
        "stems": dict(sorted(stems.items())),
        "numbers": numbers,
        "words": dict.fromkeys(sorted(words), 1),
    }


def _lost(wordings: Mapping[str, set[int]]) -> dict[str, set[int]]:
    """Wordings of what cannot be done, said of what can be done no longer: *can not lift*, *can no longer lift*."""
    lost: dict[str, set[int]] = {}
    for text, ideas in wordings.items():
        can, _, rest = text.partition(" ")
        denied, _, doing = rest.partition(" ")
        if doing and "can" in can.split("|") and "not" in denied.split("|"):
            lost.setdefault(f"can|could no longer {doing}", set()).update(ideas)
    return lost


def _rules(rows: Rows, needs: Mapping[str, Sequence[str]], numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    raises, topics, unless = rows.grouped("lex:raises"), rows.single("lex:topic"), rows.grouped("lex:unless")
    warns, care = rows.single("lex:warns"), rows.single("lex:caresWith")
    reach, strength = rows.single("lex:reach"), rows.single("lex:strength")
    rules = []
    for alarm in sorted(needs):
        wanted = [numbers.get(c, -1) for c in needs[alarm]]
        for thing in raises.get(alarm, [""]):
            rules.append(
                {
                    "thing": thing,
                    "topic": "" if thing else topics.get(alarm, ""),
                    "warns": warns.get(alarm, ""),
                    "care": care.get(alarm, "").rpartition("/care-")[2],
                    "late": strength.get(alarm) == "left",
                    "needs": wanted,
                    "unless": [numbers[c] for c in unless.get(alarm, ()) if c in numbers],
                    "reach": REACH if (words := number_of(reach.get(alarm, ""))) is None else int(words),
                }
            )
    return rules
