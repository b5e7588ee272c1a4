"""Continuations of a text that is being typed, each of which leads to a question that has an answer."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from myologic.answering.graph import Graph, objects
from myologic.completing.forms import Form, forms, plain_questions
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Literal
from myologic.kb.vocabulary import SKOS, kb_

MOST: Final = 12
"""How many continuations are offered at once."""

_ARTICLES: Final = ("the ", "a ", "an ", "my ", "your ")
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Offer:
    """One continuation.

    Parameters
    ----------
    text
        The whole line as it would stand, up to the end of the offered phrase.
    shown
        The phrase that is offered.
    note
        What the phrase is, in a word or two; "" where that needs no word.
    whole
        Whether the line is a complete question then.
    """

    text: str
    shown: str
    note: str
    whole: bool


ALT_LABEL: Final = IRI(SKOS + "altLabel")


def _in_order(named: tuple[str, IRI]) -> tuple[str, str]:
    return named[0], named[1].value


class Offers:
    """Continues questions on one knowledge base.

    Parameters
    ----------
    graph
        The knowledge base.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._forms: tuple[Form, ...] | None = None
        self._plain: tuple[str, ...] = ()
        self._names: dict[tuple[str, str], tuple[tuple[str, IRI], ...]] = {}
        self._tails: dict[tuple[IRI, IRI], tuple[str, ...]] = {}

    def after(self, line: str) -> tuple[Offer, ...]:
        """What may come next.

        Parameters
        ----------
        line
            What was typed so far, any text of any length.

        Returns
        -------
        tuple of Offer
            At most `MOST`, the phrases that begin questions first; empty where nothing known begins like this.
        """
        if len(line) > 500:
            return ()
        typed = _SPACES.sub(" ", line.casefold()).lstrip()
        found: dict[str, Offer] = {}
        for offer in self._all(typed):
            found.setdefault(offer.text, offer)
            if len(found) == MOST:
                break
        return tuple(found.values())

    def _all(self, typed: str) -> Iterator[Offer]:
        if self._forms is None:
            self._forms, self._plain = forms(self._graph), plain_questions(self._graph)
        for text in self._plain:
            if text.startswith(typed) and text != typed and (typed or text == self._plain[0]):
                yield Offer(text, text, "", True)
        ended = typed.rstrip(" ?")
        for form in self._forms:
            if form.before.startswith(typed) and typed != form.before:
                yield Offer(form.before, form.before.strip(), "", False)
            elif typed.startswith(form.before):
                yield from self._things(form, typed, ended)

    def _things(self, form: Form, typed: str, ended: str) -> Iterator[Offer]:
        rest = typed[len(form.before) :]
        article = next((word for word in _ARTICLES if rest.startswith(word)), "")
        rest = rest[len(article) :]
        names = self._named(form)
        start = bisect_left(names, (rest,))
        for name, thing in islice(names, start, None):
            if not name.startswith(rest):
                break
            text = f"{form.before}{article}{name}{form.after}"
            if text != ended:
                yield Offer(text, name + form.after, self._graph.kind(thing), True)
        if form.relation is not None and not form.after:
            named = ended[len(form.before) + len(article) :]
            at = bisect_left(names, (named,))
            if at < len(names) and names[at][0] == named:
                tails = self._narrower(form.relation, names[at][1])
                yield from (Offer(f"{ended}{tail}", tail.strip(), "", True) for tail in tails)

    def _named(self, form: Form) -> Sequence[tuple[str, IRI]]:
        """The names of what fills a form, sorted: the label of each, and the other names people use."""
        key = (form.before, form.after)
        if key not in self._names:
            self._names[key] = tuple(
                sorted({(name.casefold(), thing) for thing in form.things for name in self._spoken(thing)}, key=_in_order)
            )
        return self._names[key]

    def _spoken(self, thing: IRI) -> tuple[str, ...]:
        """The names that are offered: the preferred one and its exact synonyms, not the hundreds that are only understood."""
        others = (term.lexical for term in self._graph.objects(thing, ALT_LABEL) if isinstance(term, Literal))
        return tuple(name for name in dict.fromkeys((self._graph.label(thing), *others)) if "(" not in name)

    def _narrower(self, relation: IRI, thing: IRI) -> tuple[str, ...]:
        """What can be added to a complete question so that some of its answers stay: at hand, level."""
        key = (relation, thing)
        if key not in self._tails:
            means = [each for each in self._graph.subjects(relation, thing) if isinstance(each, IRI)]
            tails = {tail for each in means for tail in self._of_means(each)} if len(means) > 1 else ()
            self._tails[key] = tuple(sorted(tails))
        return self._tails[key]

    def _of_means(self, means: IRI) -> Iterator[str]:
        graph = self._graph
        if graph.text(means, kb_("noEquipment")) == "true":
            yield " without equipment"
        for tool in objects(graph, means, "needs"):
            yield f" with {graph.label(tool)}"
        for level in objects(graph, means, "level"):
            yield f" at {graph.label(level)} level"
