"""Shapes that packs bring for muscles of their own, read from the content and checked before they are drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol
from weakref import WeakKeyDictionary

from myologic.drawing.curves import Knot, joined_halves, read_band, read_outline
from myologic.drawing.painting import short_name
from myologic.drawing.shapes import SIDE, BodyMap, Shape, View, body_map
from myologic.engine.errors import ContentError, Problem
from myologic.engine.records import replace
from myologic.engine.terms import IRI, Literal, Place, Term, Triple
from myologic.kb.base import KnowledgeBase
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import kb_

DRAWN_AS, IN_VIEW, IN_LAYER, ON_MIDLINE = (kb_(each) for each in ("drawnAs", "inView", "inLayer", "onMidline"))
OUTLINE, BAND = kb_("outline"), kb_("band")
WIDEST, TALLEST, MOST_POINTS = 260.0, 1000.0, 80
"""How far a shape may reach from the midline and from the top, and how many points an outline may have."""

_NUMBER = r"-?[0-9]{1,4}(?:\.[0-9]{1,3})?"
_OUTLINE = re.compile(rf"{_NUMBER},{_NUMBER}!?(?: {_NUMBER},{_NUMBER}!?)*", re.ASCII)
_BAND = re.compile(rf"{_NUMBER},{_NUMBER},{_NUMBER}(?: {_NUMBER},{_NUMBER},{_NUMBER})+", re.ASCII)

_MAPS: WeakKeyDictionary[Reading, BodyMap] = WeakKeyDictionary()


def map_of(kb: KnowledgeBase) -> BodyMap:
    """The body map of a knowledge base: the shipped shapes, and those that its content brings.

    Parameters
    ----------
    kb
        The knowledge base.

    Raises
    ------
    ContentError
        If a shape cannot be drawn; the problems name file, line and what is wrong.
    """
    found = _MAPS.get(kb)
    if found is None:
        found = _MAPS[kb] = _with_packs(kb, body_map())
    return found


class Drawn(Protocol):
    """What shapes are read from: a knowledge base, or the statements of files."""

    def match(self, s: Term | None, p: Term | None, o: Term | None) -> Iterable[Triple]:
        """The statements with some terms."""

    def objects(self, s: Term, p: Term) -> Sequence[Term]:
        """The objects of a subject and a predicate."""

    def text(self, s: Term, p: Term) -> str | None:
        """The text of the first literal."""

    def label(self, t: Term) -> str:
        """What a thing is called."""

    def place(self, triple: Triple) -> Place | None:
        """Where a statement stands."""


def shape_problems(kb: Drawn) -> tuple[Problem, ...]:
    """What is wrong with the shapes that content brings, by file and place.

    Parameters
    ----------
    kb
        The content, or its statements.
    """
    return _read(kb, body_map())[1]


def _with_packs(kb: KnowledgeBase, shipped: BodyMap) -> BodyMap:
    added, problems = _read(kb, shipped)
    if problems:
        raise ContentError(problems)
    if not added:
        return shipped
    return replace(
        shipped, views=tuple(replace(view, shapes=(*view.shapes, *added.get(view.name, ()))) for view in shipped.views)
    )


def _read(kb: Drawn, shipped: BodyMap) -> tuple[dict[str, list[Shape]], tuple[Problem, ...]]:
    """The shapes by their views, and what is wrong with others."""
    problems: list[Problem] = []
    views = {view.name: view for view in shipped.views}
    added: dict[str, list[Shape]] = {}
    for fact in kb.match(None, DRAWN_AS, None):
        muscle, node = fact.subject, fact.object
        name, layer = kb.text(node, IN_VIEW), kb.text(node, IN_LAYER)
        wrong = None
        if name not in views:
            wrong = f"`{name or 'nothing'}` is no view of the body map; known are {_listed(views)}"
        elif layer not in shipped.layers:
            wrong = f"`{layer or 'nothing'}` is no layer of the body map; known are {_listed(shipped.layers)}"
        if wrong is not None:
            problems.append(_problem(kb, fact, wrong))
            continue
        pieces, mistakes = _pieces(kb, node, views[name or ""])
        problems += [_problem(kb, Triple(node, predicate, text), said) for predicate, text, said in mistakes]
        if not pieces and not mistakes:
            problems.append(_problem(kb, fact, "a shape has an outline or a band"))
        if pieces and isinstance(muscle, IRI):
            midline = kb.text(node, ON_MIDLINE) in ("true", "1")
            if any((each.muscle, each.layer) == (short_name(muscle), layer) for each in (*views[name or ""].shapes, *added.get(name or "", ()))):
                problems.append(_problem(kb, fact, f"`{kb.label(muscle)}` has a shape in this view and layer already"))
                continue
            made = tuple(joined_halves(each) for each in pieces) if midline and name != SIDE else pieces
            added.setdefault(name or "", []).append(Shape(short_name(muscle), layer or "", made, midline))
    return added, tuple(sorted(problems, key=lambda each: (each.file, each.line, each.column)))


def _pieces(
    kb: Drawn, node: Term, view: View
) -> tuple[tuple[tuple[Knot, ...], ...], list[tuple[IRI, Term, str]]]:
    """The closed outlines of a shape, and what is wrong with their texts."""
    pieces, mistakes = [], []
    for predicate, form, read in ((OUTLINE, _OUTLINE, read_outline), (BAND, _BAND, read_band)):
        for text in kb.objects(node, predicate):
            words = " ".join(text.lexical.split()) if isinstance(text, Literal) else ""
            if not form.fullmatch(words):
                shape = "`across,down` points" if predicate == OUTLINE else "two or more `across,down,width` points"
                mistakes.append((predicate, text, f"`{words[:40]}` is no row of {shape}"))
                continue
            knots = read(words)
            wrong = _misplaced(knots, view)
            if wrong is None:
                pieces.append(knots)
            else:
                mistakes.append((predicate, text, wrong))
    return tuple(pieces), mistakes


def _misplaced(knots: tuple[Knot, ...], view: View) -> str | None:
    """What is wrong with where an outline lies, or None."""
    if not 3 <= len(knots) <= MOST_POINTS:
        return f"an outline has 3 to {MOST_POINTS} points, and this one has {len(knots)}"
    for knot in knots:
        least = -WIDEST if view.name == SIDE else -0.5
        if not (least <= knot.x <= WIDEST and 0 <= knot.y <= TALLEST):
            half = "" if view.name == SIDE else ", on one half of the body (across is at least 0)"
            return f"the point {knot.x:g},{knot.y:g} lies outside the picture: up to {WIDEST:g} across and {TALLEST:g} down{half}"
    return None


def _problem(kb: Drawn, fact: Triple, message: str) -> Problem:
    place = kb.place(fact)
    file, line, column = ("the knowledge base", 1, 1) if place is None else (place.file, place.line, place.column)
    return Problem(file, line, column, "error", "B101", "shape", message)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{each}`" for each in names)
