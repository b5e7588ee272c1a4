"""What the columns of a table of cases mean, and what a cell says: for wide tables and for long ones.

A wide table has a row for each person and a column for each item; a long one has a row for each thing that is told. Nothing
here knows of arrays: a cell is read once for each distinct value, whatever the number of people.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from myologic.casework.catalogue import Catalogue
from myologic.casework.entries import BOTH, LEFT, PAINS, PRESENT, RIGHT
from myologic.casework.facts import AGE_BAND, CONTROLLED, PAIN_IS
from myologic.casework.reading import OLDEST, nearest
from myologic.engine.errors import QuestionError
from myologic.engine.records import dataclass
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import id_, kb_
from myologic.population.circuit import input_name
from myologic.population.layout import Item, Items, item_inputs, nodes

ID, ITEM, SIDE, PRESENCE, HELD = "id", "item", "side", "presence", "controlled"
LONG_COLUMNS = (ITEM, SIDE, PRESENCE, HELD)
PAIN, AGE = "pain", "age"
WORDS = {
    "present": PRESENT, "positive": PRESENT, "yes": PRESENT, "true": PRESENT, "1": PRESENT,
    "absent": "absent", "negative": "absent", "no": "absent", "false": "absent", "0": "absent",
    "unknown": "unknown", "": "unknown",
}  # fmt: skip
"""Words for a presence. A number or a truth value counts as its word."""
SIDES = (LEFT, RIGHT, BOTH)
MOST_CELLS = 1 << 15
"""Cells that are kept: a column of texts without end must not fill the memory."""
KNOWN_CELLS = ("left", "right", "both", "present", "absent", "unknown", "positive", "negative")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell, or a row of a long table, says.

    Parameters
    ----------
    inputs
        The inputs of the network that hold because of it.
    lacks_side
        The key of the item whose side matters and was not said, or None.
    wrong
        What is wrong with it, or None.
    """

    inputs: tuple[str, ...] = ()
    lacks_side: str | None = None
    wrong: str | None = None


NOTHING = Cell()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a wide table: an item, on one side where the name says so; or how a test was done; or pain, or age."""

    name: str
    what: str
    item: Item | None = None
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table.

    Parameters
    ----------
    id
        The column that names the person.
    columns
        The columns of a wide table; empty for a long one.
    is_long
        Which of the two it is.
    """

    id: str
    columns: tuple[Column, ...]
    is_long: bool


class Reader:
    """Reads names of columns, and cells.

    Parameters
    ----------
    layout
        What there is to be told of a person.
    """

    def __init__(self, layout: Items) -> None:
        self._kb: Reading = layout.kb
        self._catalogue = Catalogue(layout.kb)
        self._items = {each.id: each for each in layout.items}
        self._known: dict[str, Item | None] = {}
        self._cells: dict[tuple[str, type, object], Cell] = {}
        self._bands = tuple(
            (
                band,
                int(layout.kb.text(band, kb_("fromAge")) or 0),
                int(layout.kb.text(band, kb_("belowAge")) or OLDEST + 1),
            )
            for band in layout.kb.instances(kb_("AgeBand"))
        )

    # ------------------------------------------------------------------ names

    def header(self, names: Sequence[str], id_column: str = ID, ignored: Iterable[str] = ()) -> Header:
        """What the columns of a table mean.

        Parameters
        ----------
        names
            The names of the columns.
        id_column
            The one that names the person.
        ignored
            Columns that say nothing of a case.

        Raises
        ------
        QuestionError
            If the column of ids is missing, a name stands there twice, or a column is unknown; the message names each
            one, with the nearest known.
        """
        doubled = sorted({each for each in names if names.count(each) > 1})
        if doubled:
            raise QuestionError(f"the table has two columns called {_shown(doubled[0])}")
        if id_column not in names:
            raise QuestionError(f"the table has no column `{id_column}` that names the person; it has {_listed(names)}")
        skipped = {id_column, *ignored}
        rest = [each for each in names if each not in skipped]
        if ITEM in rest:
            wrong = [each for each in rest if each not in LONG_COLUMNS]
            self._refuse(wrong, LONG_COLUMNS)
            return Header(id_column, (), True)
        found = [(name, self.column(name)) for name in rest]
        self._refuse([name for name, column in found if column is None], self._names())
        return Header(id_column, tuple(column for _, column in found if column is not None), False)

    def column(self, name: str) -> Column | None:
        """What a column of a wide table means, or None where its name is unknown."""
        if name in (PAIN, AGE):
            return Column(name, name)
        item = self.item(name)
        if item is not None:
            return Column(name, ITEM, item)
        for side in (LEFT, RIGHT):
            for mark in ("@", "_", "."):
                if name.endswith(mark + side):
                    item = self.item(name.removesuffix(mark + side))
                    return None if item is None else Column(name, ITEM, item, side)
        for mark in ("_", "."):
            if name.endswith(mark + HELD):
                item = self.item(name.removesuffix(mark + HELD))
                return Column(name, HELD, item) if item is not None and "tests" in item.lists else None
        return None

    def item(self, name: str) -> Item | None:
        """The item with an id, or None."""
        if name not in self._known:
            thing = self._catalogue.thing(name) if name.strip() else None
            self._known[name] = None if thing is None else self._items.get(thing)
        return self._known[name]

    def _names(self) -> list[str]:
        return [PAIN, AGE, *(each.key for each in self._items.values())]

    def _refuse(self, wrong: Sequence[str], known: Iterable[str]) -> None:
        if not wrong:
            return
        names = tuple(known)
        lines = []
        for each in wrong[:20]:
            hint = nearest(each, names)
            lines.append(f"unknown column {_shown(each)}" + (f"; did you mean `{hint}`?" if hint else ""))
        if len(wrong) > 20:
            lines.append(f"and {len(wrong) - 20} more")
        raise QuestionError("\n".join(lines) + "\ncolumns that say nothing of a case can be named to be ignored")

    # ------------------------------------------------------------------ cells

    def cell(self, column: Column, value: object) -> Cell:
        """What a cell of a wide table says; each distinct one is read once."""
        key = (column.name, type(value), value)
        found = self._cells.get(key)
        if found is None:
            if len(self._cells) >= MOST_CELLS:
                self._cells.clear()
            found = self._cells[key] = self._cell(column, value)
        return found

    def _cell(self, column: Column, value: object) -> Cell:
        text = _word(value)
        if column.what == PAIN:
            return self._pain(text)
        if column.what == AGE:
            return self._age(value)
        item = column.item
        assert item is not None  # only pain and age have none
        if column.what == HELD:
            presence = WORDS.get(text)
            if presence is None:
                return self._no_word(column.name, text, tuple(WORDS)[:-1])
            return Cell(self._held(item, None)) if presence == PRESENT else NOTHING
        if text in SIDES and column.side is None:
            return self._told(item, text, PRESENT)
        presence = WORDS.get(text)
        if presence is None:
            return self._no_word(column.name, text, KNOWN_CELLS[3:] if column.side else KNOWN_CELLS)
        return self._told(item, column.side, presence)

    def row(self, name: object, side: object, presence: object, controlled: object) -> Cell:
        """What a row of a long table says."""
        text = _word(name)
        if text == PAIN:
            return self._pain(_word(presence))
        if text == AGE:
            return self._age(presence)
        item = self.item(text)
        if item is None:
            hint = nearest(text, self._names())
            missing = "the row names no item" if not text else f"unknown item {_shown(text)}"
            return Cell(wrong=missing + (f"; did you mean `{hint}`?" if hint else ""))
        at = _word(side)
        if at and at not in SIDES:
            return self._no_word(SIDE, at, SIDES)
        told = PRESENT if presence is None else WORDS.get(_word(presence))
        if told is None:
            return self._no_word(PRESENCE, _word(presence), KNOWN_CELLS[3:])
        held = WORDS.get(_word(controlled))
        if held is None:
            return self._no_word(HELD, _word(controlled), tuple(WORDS)[:-1])
        found = self._told(item, at or None, told)
        if held == PRESENT and told == PRESENT and "tests" in item.lists:
            return Cell((*found.inputs, *self._held(item, at or None)), found.lacks_side)
        return found

    def _told(self, item: Item, side: str | None, presence: str) -> Cell:
        if presence == "unknown":
            return NOTHING
        lacks = item.sided and side is None and presence == PRESENT
        return Cell(tuple(item_inputs(item, side, presence)), item.key if lacks else None)

    def _held(self, item: Item, side: str | None) -> tuple[str, ...]:
        """A test of which nothing is known but how it was done says nothing, so both sides may be marked."""
        return tuple(input_name(CONTROLLED.value, each) for each in nodes(item, side or BOTH, PRESENT))

    def _pain(self, text: str) -> Cell:
        if text and text not in PAINS:
            return self._no_word(PAIN, text, PAINS)
        return Cell((input_name(PAIN_IS.value, id_(text)),)) if text in ("acute", "chronic") else NOTHING

    def _age(self, value: object) -> Cell:
        text = _word(value)
        if not text:
            return NOTHING
        try:
            years = float(text)
        except ValueError:
            years = -1.0
        if not 0 <= years <= OLDEST:
            return Cell(wrong=f"{AGE}: {_shown(text)} is no age in years from 0 to {OLDEST}")
        return Cell(
            tuple(input_name(AGE_BAND.value, band) for band, first, end in self._bands if first <= int(years) < end)
        )

    def _no_word(self, name: str, text: str, known: Sequence[str]) -> Cell:
        hint = nearest(text, known)
        listed = ", ".join(f"`{each}`" for each in known if each)
        return Cell(wrong=f"{name}: {_shown(text)} is none of {listed}" + (f"; did you mean `{hint}`?" if hint else ""))


def _word(value: object) -> str:
    """A value as the word that it stands for: truth values and whole numbers as they are written."""
    if value is None or value != value:  # what is not equal to itself is no number
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bytes):  # texts of Parquet files whose writer did not say that they are
        value = value.decode("utf-8", "replace")
    return str(value).strip().lower()


def _shown(text: str) -> str:
    clean = "".join(each if each.isprintable() else "?" for each in text)
    return f"`{clean[:60]}`"


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(_shown(each) for each in names[:8])
    return (shown or "none") + (" …" if len(names) > 8 else "")
