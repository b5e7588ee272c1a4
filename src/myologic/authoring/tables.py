"""Things of one kind as a table for spreadsheets, and back to Turtle: every written triple survives the way.

A row is a thing, a column a property, a cell its values in Turtle with ` | ` between; a text in English stands without its quotes and
its `@en` where it cannot be taken for anything else. A cell that a spreadsheet would take for a formula begins with an
apostrophe, which is taken off again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable
from difflib import get_close_matches

from myologic.authoring.forms import quoted
from myologic.engine.errors import ContentError, Problem, QuestionError
from myologic.engine.terms import IRI, RDF_LANG_STRING, XSD, XSD_STRING, BlankNode, Literal, Term, Triple, TripleTerm
from myologic.grammar.ntriples import nt
from myologic.kb.base import KnowledgeBase
from myologic.kb.characters import cleaned
from myologic.kb.vocabulary import PREFIXES, TYPE

_BETWEEN = " | "
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
"""What a spreadsheet may take for the beginning of a formula, also in wide letters."""
_LOCAL = re.compile(r"[A-Za-z_][\w-]*")
_TERM = re.compile(r"<[^<>]*>|[A-Za-z][\w-]*:[\w-]*|[?\[(\"'].*|true|false|[+-]?[\d.].*", re.DOTALL)
_SPLIT = re.compile(r' \| (?=(?:[^"\\]|\\.|"(?:[^"\\]|\\.)*")*$)')


def table(kb: KnowledgeBase, kind: str, files: frozenset[str] | None = None) -> str:
    """The things of a kind as CSV.

    Parameters
    ----------
    kb
        The knowledge base.
    kind
        The public word of the kind, such as the labels that `stats` counts by, or the label of a class; in the plural too.
    files
        Only triples that are written in these files; all by default.

    Raises
    ------
    QuestionError
        There is nothing of that kind.
    """
    rows: dict[IRI, dict[IRI, list[Term]]] = {}
    content: dict[BlankNode, list[Triple]] = {}
    for triple in kb.asserted():
        place = kb.place(triple)
        if files is None or (place is not None and place.file in files):
            subject, predicate, object_ = triple
            if isinstance(subject, BlankNode):
                content.setdefault(subject, []).append(triple)
            elif isinstance(subject, IRI) and isinstance(predicate, IRI):
                rows.setdefault(subject, {}).setdefault(predicate, []).append(object_)
    kinds = {subject: _kinds(kb, subject) for subject, said in rows.items() if TYPE in said}
    wanted = _singular(kind, {own for each in kinds.values() for own in each})
    public = any(own[0] == wanted for own in kinds.values())  # the label of a class that is no public word takes all below it
    chosen = sorted((each for each, own in kinds.items() if wanted in own[: 1 if public else None]), key=lambda each: each.value)
    if not chosen:
        raise QuestionError(_nothing(kind, {own[0] for own in kinds.values()}))
    columns = sorted({p for each in chosen for p in rows[each]}, key=lambda p: (p != TYPE, p.value))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["id", *(_shown(p, content) for p in columns)])
    for each in chosen:
        cells = (_BETWEEN.join(_cell(term, content) for term in rows[each].get(p, ())) for p in columns)
        writer.writerow([_guarded(cell) for cell in (_shown(each, content), *cells)])
    return out.getvalue()


def _kinds(kb: KnowledgeBase, subject: IRI) -> tuple[str, ...]:
    """What a thing may be called: the public word first, then the labels of its classes."""
    return kb.kind(subject), *(kb.label(cls).lower() for cls in kb.types(subject))


def _singular(kind: str, known: Collection[str]) -> str:
    """A kind as it is known: with blanks, and in the singular where only that is known."""
    wanted = " ".join(kind.lower().replace("_", " ").replace("-", " ").split())
    forms = (wanted, kind.lower(), wanted.removesuffix("s"), wanted.removesuffix("es"), f"{wanted.removesuffix('ies')}y")
    plain = {each.replace("-", " "): each for each in known}
    return next((plain[each] for each in forms if each in plain), wanted)


def _nothing(kind: str, known: Collection[str]) -> str:
    near = get_close_matches(kind.lower(), known, n=1, cutoff=0.6)
    there = ", ".join(f"`{each}`" for each in sorted(known)) or "nothing at all"
    return f"nothing of the kind `{kind[:60]}` is written here; " + (f"did you mean `{near[0]}`?" if near else f"there is {there}")


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _cell(term: Term, content: dict[BlankNode, list[Triple]]) -> str:
    if isinstance(term, Literal) and term.language == "en" and term.direction is None:
        text = term.lexical
        plain = text and text == text.strip() and "|" not in text and '"' not in text and "\\" not in text
        if plain and "\n" not in text and "\r" not in text and "\t" not in text and not _TERM.fullmatch(text):
            return text
    return _shown(term, content)


def _shown(term: Term, content: dict[BlankNode, list[Triple]]) -> str:
    if isinstance(term, IRI):
        for name, namespace in PREFIXES:
            if term.value.startswith(namespace) and _LOCAL.fullmatch(term.value[len(namespace) :]):
                return f"{name}:{term.value[len(namespace):]}"
        return nt(term)
    if isinstance(term, BlankNode):
        inside = (f"{_shown(t.predicate, content)} {_shown(t.object, content)}" for t in content.get(term, ()))
        return f"[ {' ; '.join(inside)} ]"
    if isinstance(term, Literal):
        if term.datatype in (XSD_STRING, RDF_LANG_STRING):
            return quoted(term.lexical) + (f"@{term.language}" if term.language else "")
        if term.datatype.startswith(XSD) and _LOCAL.fullmatch(term.datatype[len(XSD) :]):
            return f"{quoted(term.lexical)}^^xsd:{term.datatype[len(XSD):]}"
    assert isinstance(term, (Literal, TripleTerm))
    return nt(term)


def turtle_of(text: str, file: str) -> str:
    """The Turtle that a table stands for.

    Parameters
    ----------
    text
        CSV as `table` writes it; semicolons between the cells are understood too.
    file
        What messages call it.

    Raises
    ------
    ContentError
        A row has too many cells, no id or nothing else, or a cell cannot be read; with the row and, as its column, the cell.
    """
    from myologic.grammar.turtle import read_turtle

    text = text.removeprefix("\ufeff")
    first = text.split("\n", 1)[0]
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ","))
    head = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in PREFIXES)
    if not rows or not rows[0] or rows[0][0].strip() != "id":
        raise ContentError([_wrong(file, 1, 1, "the first cell of a table is `id`")])
    columns = rows[0][1:]
    blocks = []
    for number, row in enumerate(rows[1:], 2):
        cells = [cell[1:] if cell.startswith("'") else cell for cell in row]
        if not any(cells):
            continue
        if not cells[0] or len(cells) > len(columns) + 1:
            raise ContentError([_wrong(file, number, 1, "this row has no id" if not cells[0] else "this row is too long")])
        said = []
        for at, (column, cell) in enumerate(zip(columns, cells[1:], strict=False), 2):
            if cell:
                values = " , ".join(_value(each) for each in _SPLIT.split(cell))
                try:
                    read_turtle(f"{head}{cells[0]} {column} {values} .", file)
                except ContentError as error:
                    message = f"row {number}, column `{column}`: {error.problems[0].message}"
                    raise ContentError([_wrong(file, number, at, message)]) from error
                said.append(f"{column} {values}")
        if not said:
            raise ContentError([_wrong(file, number, 1, f"this row says nothing of `{cleaned(cells[0])}`")])
        blocks.append(f"{cells[0]} {(' ;' + chr(10) + '    ').join(said)} .\n")
    used = [line for line in head.splitlines(keepends=True) if _uses(blocks, line.split()[1])]
    return "".join(used) + "\n" + "\n".join(blocks)


def _uses(blocks: Iterable[str], prefix: str) -> bool:
    return any(re.search(rf"(?<![\w-]){re.escape(prefix)}", block) for block in blocks)


def _value(cell: str) -> str:
    return cell if _TERM.fullmatch(cell) else f"{quoted(cell)}@en"


def _wrong(file: str, line: int, column: int, message: str) -> Problem:
    return Problem(file, line, column, "error", "T101", "table", message)
