"""What a notebook shows of a value: a piece of HTML that needs nothing else, runs nothing, and leaves the page around it alone.

Everything is escaped; looks are written on the elements themselves; the body map is an image, so that its names and styles stay
inside it.
"""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from myologic.drawing.markup import element, shown
from myologic.drawing.page import bullets, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from myologic.answering.answer import Answer
    from myologic.assessing.interview import Interview
    from myologic.cases import Case
    from myologic.casework.verdicts import Verdict
    from myologic.engine.proof import Proof
    from myologic.engine.terms import Term
    from myologic.graph import Graph
    from myologic.kb.base import Overlay
    from myologic.planning.values import Plan
    from myologic.querying import QueryResult
    from myologic.why import Why

_FIRST = "border-left:.35rem solid #b3261e;padding:.4rem .8rem"
_SMALL = "opacity:.75;font-size:90%"
_MOST_ROWS = 20
"""Rows of a table that are shown; a graph of the knowledge base has tens of thousands."""


def answer_html(answer: Answer) -> str:
    """An answer: its text, and each thing that is answered with its reasons and sources to unfold."""
    parts = [_warned(answer.text) if answer.status == "safety" else _said(answer.text)]
    for item in answer.answers:
        about = " · ".join(part for part in (item.kind, item.side, item.verdict, item.certainty) if part)
        inside = [bullets(tuple(item.why)), bullets(tuple(source.citation for source in item.sources))]
        if any(inside):
            head = shown(item.label) + element("span", shown(f" {about}"), style=_SMALL)
            parts.append(element("details", element("summary", head), *inside))
    return _whole(*parts)


def case_html(case: Case) -> str:
    """A case: what comes first, the body map, the verdicts as a table, and what to ask next.

    Where a warning sign comes first, its text alone.
    """
    from myologic.drawing.pack_shapes import map_of
    from myologic.drawing.table import table_html

    result, kb = case.outcome, case.kb
    parts = [_warned(result.safety.text) if result.safety.text else ""]
    if not result.safety.stops:
        if result.verdicts:
            picture = b64encode(case.draw(theme="light").encode()).decode()
            names = "body map; the table below says the same"
            parts.append(
                element("img", src=f"data:image/svg+xml;base64,{picture}", alt=names, style="max-width:100%;background:#fff")
            )
            parts.append(table_html(result.verdicts, kb, map_of(kb)))
        else:
            parts.append(paragraphs("Nothing can be inferred from this."))
        parts.append(_unfolding("To know more", bullets(result.asks)))
        exercises = (
            f"{each.purpose}: {each.label}{f' ({each.side})' if each.side else ''}" for each in result.exercises
        )
        parts.append(_unfolding("What suits, in this order", bullets(tuple(exercises))))
        avoid = (f"{kb.label(each.id)}: {each.because}" for each in result.avoid)
        parts.append(_unfolding("Better left out", bullets(tuple(dict.fromkeys(avoid)))))
    return _whole(*parts, _purpose(case))


def plan_html(plan: Plan) -> str:
    """A plan, as its text has it."""
    from myologic.planning.text import blocks

    tags = {"title": "h3", "part": "h4", "area": "h5"}
    parts: list[str] = []
    items: list[str] = []
    for block in (*blocks(plan), None):
        if block is not None and block.kind in ("item", "detail"):
            items.append(element("li", shown(block.text), style=_SMALL if block.kind == "detail" else None))
            continue
        if items:
            parts.append(element("ul", *items))
            items = []
        if block is not None:
            first = block.text == plan.safety_text
            parts.append(_warned(block.text) if first else element(tags.get(block.kind, "p"), shown(block.text)))
    return _whole(*parts)


def why_html(why: Why) -> str:
    """Proofs in words, each conclusion with what it rests on to unfold."""
    if not why.proofs:
        return _whole(paragraphs("Nothing is said, so there is no proof."))
    return _whole(*(_tree(proof, why.reading) for proof in why.proofs))


def verdict_html(verdict: Verdict) -> str:
    """A verdict: what is said of which muscle and how sure it is, with its sources to unfold."""
    about = " · ".join(part for part in (verdict.part, verdict.side, verdict.verdict, verdict.certainty) if part)
    said = shown(verdict.label) + element("span", shown(f" {about}"), style=_SMALL)
    return _whole(element("p", said), _unfolding("Sources", bullets(tuple(each.citation for each in verdict.sources))))


def interview_html(interview: Interview) -> str:
    """A self-check: the question that comes next and how it may be answered; when it is over the case."""
    question = interview.question
    if question is None:
        return case_html(interview.case)
    words = ", ".join(question.allowed) if question.answers else f"a number, {', '.join(question.allowed)}"
    asked = f"question {len(interview.answers) + 1}: {words}"
    return _whole(element("p", shown(question.text)), element("p", shown(asked), style=_SMALL))


def graph_html(graph: Graph) -> str:
    """A graph: how large it is, and its first triples."""
    rows = [(each.subject, each.predicate, each.object) for each in graph.triples[:_MOST_ROWS]]
    return _table(("subject", "predicate", "object"), rows, len(graph), graph.prefixes, "triple")


def query_html(result: QueryResult) -> str:
    """What a query gave: yes or no, a graph, or the first rows."""
    if result.truth is not None:
        return _whole(element("p", "yes" if result.truth else "no"))
    if result.graph is not None:
        return graph_html(result.graph)
    return _table(result.columns, result.rows[:_MOST_ROWS], len(result.rows), (), "row")


def _table(
    columns: Sequence[str],
    rows: Sequence[Iterable[Term | None]],
    count: int,
    prefixes: Iterable[tuple[str, str]],
    unit: str,
) -> str:
    """The first rows of a table, and how many rows there are."""
    from myologic.borders.view import PlainGrounds

    label = PlainGrounds(prefixes, {}).label
    head = element("tr", *(element("th", shown(each), scope="col") for each in columns))
    body = [
        element("tr", *(element("td", shown("" if each is None else label(each))) for each in row))
        for row in rows
    ]
    size = f"{count:,} {unit}" + ("" if count == 1 else "s")
    more = f", of which the first {len(rows)} are shown" if count > len(rows) else ""
    table = element("table", element("thead", head), element("tbody", *body)) if rows else ""
    return _whole(table, element("p", shown(size + more), style=_SMALL))


def _said(text: str) -> str:
    """Text of an answer: lines that begin with a hyphen are a list, what is set in below them belongs to them."""
    parts: list[str] = []
    items: list[str] = []
    for line in (*text.splitlines(), ""):
        if line.startswith("- "):
            items.append(shown(line[2:]))
        elif items and line.startswith("  "):
            items[-1] += "<br>" + element("span", shown(line.strip()), style=_SMALL)
        else:
            if items:
                parts.append(element("ul", *(f"<li>{item}</li>" for item in items)))
                items = []
            if line.strip():
                parts.append(element("p", shown(line)))
    return "".join(parts)


def _tree(proof: Proof, reading: Overlay) -> str:
    """Steps inside each other; a step that was told before is named by its number."""
    from myologic.drawing.proofs import told

    written: dict[int, str] = {}
    numbers = {id(step): number for number, step in enumerate(proof.steps(), 1)}
    placed: set[int] = set()
    # Premises come before conclusions, so what a step holds is written when its turn comes.
    for step in proof.steps():
        text, ground = told(reading, step)
        number = numbers[id(step)]
        line = f"{number}. {text}"
        head = shown(line) + element("span", shown(f" ({ground})"), style=_SMALL)
        below = []
        for premise in step.premises:
            if id(premise) in placed:
                below.append(element("li", shown(f"{numbers[id(premise)]}. as told with another step"), style=_SMALL))
            else:
                placed.add(id(premise))
                below.append(element("li", written.pop(id(premise))))
        opened = {"open": "open"} if step is proof else {}
        inside = element("ul", *below) if below else ""
        written[id(step)] = element("details", element("summary", head), inside, **opened) if inside else head
    return written[id(proof)]


def _whole(*parts: str) -> str:
    return element("div", *(part for part in parts if part), class_="myologic")


def _warned(text: str) -> str:
    return element("div", paragraphs(text), role="note", style=_FIRST)


def _unfolding(title: str, inside: str) -> str:
    return element("details", element("summary", shown(title)), inside) if inside else ""


def _purpose(case: Case) -> str:
    from myologic.casework.safety import CARE_TEXT
    from myologic.kb.vocabulary import id_

    return element("p", shown(case.kb.text(id_("purpose"), CARE_TEXT) or ""), style=_SMALL)
