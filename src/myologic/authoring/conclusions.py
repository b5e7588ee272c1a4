"""What a knowledge base concludes, as values that two versions can be compared by.

Two layers. *Relations*: every derived triple whose property has words, so that people can ask for it. *Cases*: for every
sign, habit, cause and condition alone, on each of its sides, a case with nothing else in it is run through all rules, and
its verdicts, its heuristics and what it leaves out are conclusions. That is exact, also for rules with NOT, and costs ten
milliseconds a case; comparing the rows that lead to a verdict would be faster and would miss what the rules of the
case do with them.
"""

from __future__ import annotations

from collections.abc import Iterator

from myologic.answering.explain import claim_sentence
from myologic.cases import Case
from myologic.casework.catalogue import Catalogue
from myologic.casework.facts import CASE
from myologic.casework.sites import site
from myologic.casework.verdicts import Verdict, case_verdicts
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Triple
from myologic.kb.base import KnowledgeBase
from myologic.kb.vocabulary import kb_, lex_, local_name

_LISTS = ("findings", "tests", "habits", "causes", "conditions")
_WORDS = ("verb", "noun", "inverse")
AVOIDS, DRILL_OF = kb_("avoids"), kb_("drillOf")


@dataclass(frozen=True, slots=True)
class Key:
    """What is concluded, apart from how sure it is.

    Parameters
    ----------
    kind
        The property in words, or what a case concludes: `verdict`, `heuristic`, `left out`.
    text
        The conclusion as a sentence without its end.
    given
        The thing and the side that the case was given; None for relations.
    """

    kind: str
    text: str
    given: tuple[IRI, str | None] | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A conclusion as it holds in one version: how sure, and the fact with its proof."""

    certainty: str | None
    fact: Triple


def relations(kb: KnowledgeBase) -> Iterator[tuple[Triple, Held]]:
    """Every fact of a property with words, derived or written, by the triple itself."""
    worded = {triple.subject for name in _WORDS for triple in kb.match(None, lex_(name), None)}
    for predicate in sorted((each for each in worded if isinstance(each, IRI)), key=lambda each: each.value):
        for triple in kb.match(None, predicate, None):
            yield triple, Held(kb.certainty(triple), triple)


def relation_key(kb: KnowledgeBase, triple: Triple) -> Key:
    """A fact in words."""
    return Key(kb.label(triple.predicate), claim_sentence(kb, triple))


class Cases:
    """The cases with one entry each, run when asked for.

    Parameters
    ----------
    kb
        The knowledge base.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._catalogue = Catalogue(kb)

    def entries(self) -> Iterator[tuple[IRI, str | None]]:
        """Everything that a case may be given alone, sorted, with its sides."""
        things = sorted({each for name in _LISTS for each in self._catalogue.things(name)}, key=lambda each: each.value)
        for thing in things:
            for side in ("left", "right") if self._catalogue.is_sided(thing) else (None,):
                yield thing, side

    def case(self, thing: IRI, side: str | None) -> Case:
        """The case that knows one thing; another one each time, for cases are large."""
        return Case.of(self._kb, given=[(thing, side, "present")])

    def conclusions(self) -> Iterator[tuple[Key, Held]]:
        """What each of the cases concludes."""
        for thing, side in self.entries():
            case = self.case(thing, side)
            for verdict in case_verdicts(self._kb, case.inferred):
                for fact in verdict.facts:
                    yield self._key(thing, side, verdict, fact), Held(verdict.certainty, fact)
            for where, fact in case.probably_weak():
                text = f"{self._given(thing, side)}: {where.side} {self._kb.label(where.muscle)} is probably weak"
                yield Key("heuristic", text, (thing, side)), Held(case.inferred.certainty(fact), fact)
            for exercise, sides in self._left_out(case).items():
                on = "" if len(sides) != 1 or "" in sides else f" on the {next(iter(sides))}"
                text = f"{self._given(thing, side)}: {self._kb.label(exercise)}{on} is left out"
                yield Key("left out", text, (thing, side)), Held(None, Triple(CASE, AVOIDS, min(sides.values(), key=str)))

    def _left_out(self, case: Case) -> dict[IRI, dict[str, IRI]]:
        """Exercise to the sides on which it is left out, "" for as a whole, each with its node."""
        found: dict[IRI, dict[str, IRI]] = {}
        for node in case.inferred.objects(CASE, AVOIDS):
            whole = self._kb.value(node, DRILL_OF)
            if isinstance(node, IRI):
                side = local_name(node).partition("@")[2]
                found.setdefault(whole if isinstance(whole, IRI) else node, {})[side] = node
        return found

    def _key(self, thing: IRI, side: str | None, verdict: Verdict, fact: Triple) -> Key:
        where = site(self._kb, fact.object)
        on = f"{where.side} " if where is not None else ""
        part = f", {verdict.part}" if verdict.part else ""
        text = f"{self._given(thing, side)}: {on}{verdict.label}{part} is {verdict.verdict.replace('-', ' ')}"
        return Key("verdict", text, (thing, side))

    def _given(self, thing: IRI, side: str | None) -> str:
        return self._kb.label(thing) + (f" ({side})" if side else "")
