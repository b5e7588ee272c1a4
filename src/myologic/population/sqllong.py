"""The same SELECT over a long table: a row for each thing that is told, brought together person by person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from myologic.casework.entries import BOTH, LEFT, RIGHT
from myologic.casework.facts import CONTROLLED, PAIN_IS
from myologic.engine.errors import QuestionError
from myologic.kb.vocabulary import id_
from myologic.population.circuit import input_name
from myologic.population.header import AGE, HELD, ITEM, PAIN, PRESENCE, SIDE, SIDES, WORDS, Reader
from myologic.population.layout import Layout, item_inputs, nodes
from myologic.population.sqltext import LETTERS, NUMBERS, Select, also, no_age, no_pain, quoted

BLANKS = "n:"


class LongSelect(Select):
    """The text for a long table.

    Parameters
    ----------
    layout
        What is reported.
    reader
        Reads names of items.
    names
        The columns of the table.
    items
        The names of the items that occur in it, or None for all.
    quote, table, id_column
        As in `Select`.
    """

    def __init__(
        self,
        layout: Layout,
        reader: Reader,
        names: Sequence[str],
        items: Collection[str] | None,
        quote: str,
        table: str,
        id_column: str,
    ) -> None:
        self._reader, self._there = reader, set(names)
        named = [reader.item(each) for each in items or ()]
        for name, item in zip(items or (), named, strict=True):
            if item is None:
                raise QuestionError(f"unknown item `{name}`")
        self._items = [each for each in layout.items if items is None or each in named]
        super().__init__(layout, (), quote, table, id_column)

    def _inputs(self) -> dict[str, list[str]]:
        """For each input of the network the conditions on a row that let it hold."""
        found: dict[str, list[str]] = {}

        def hold(names: Iterable[str], condition: str) -> None:
            for name in names:
                found.setdefault(name, []).append(condition)

        for item in self._items:
            here = f"item = {quoted(item.key)}"
            sides = ((LEFT, "l"), (RIGHT, "r")) if item.sided else ((None, ""),)
            for side, letter in sides:
                said = f" AND (onside = '{letter}' OR onside = 'b')" if side else ""
                open_too = f" AND (onside = '{letter}' OR onside = 'b' OR onside = '')" if side else ""
                hold(item_inputs(item, side, "present"), f"{here} AND told = 'p'{said}")
                hold(item_inputs(item, side, "absent"), f"{here} AND told = 'a'{open_too}")
                if "tests" in item.lists:
                    inputs = [input_name(CONTROLLED.value, each) for each in nodes(item, side or BOTH, "present")]
                    hold(inputs, f"{here} AND told = 'p' AND held = 'p'{open_too}")
        for each in ("acute", "chronic"):
            hold([input_name(PAIN_IS.value, id_(each))], f"item = '{PAIN}' AND word = '{each}'")
        for band, condition in self._bands("word"):
            hold([band], f"item = '{AGE}' AND {condition}")
        return found

    def _first_steps(self, inputs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        words = {word: LETTERS[each] for word, each in WORDS.items()}
        words |= {number: words[word] for number, word in NUMBERS.items()}
        sides = {"": "", **{each: LETTERS[each] for each in SIDES}}
        name, presence = self._word(ITEM), self._word(PRESENCE)
        told = self._case(presence, words)
        if PRESENCE in self._there:
            told = f"CASE WHEN {self._name(PRESENCE)} IS NULL THEN 'p' ELSE {told} END"
        columns = [
            f"CASE WHEN {name} LIKE '% %' THEN '{BLANKS}' ELSE '' END || REPLACE(REPLACE({name}, '_', ' '), '-', ' ') AS name",
            f"{presence} AS word",
            f"{told if PRESENCE in self._there else quoted('p')} AS told",
            f"{self._case(self._word(SIDE), sides)} AS onside",
            f"{self._case(self._word(HELD), words)} AS held",
        ]
        sided = " OR ".join(f"item = {quoted(each.key)}" for each in self._items if each.sided)
        lacks = f"told = 'p' AND onside = '' AND ({sided or 'FALSE'})"
        wrong = (
            f"id IS NULL OR item IS NULL OR CASE item WHEN '{PAIN}' THEN {no_pain('word')} WHEN '{AGE}' THEN {no_age('word')} "
            "ELSE told = '?' OR onside = '?' OR held = '?' END"
        )
        sums = [
            f"MAX(CASE WHEN {lacks} THEN 1 ELSE 0 END) = 1 AS lacks",
            f"MAX(CASE WHEN {wrong} THEN 1 ELSE 0 END) = 1 AS wrong",
        ]
        sums += [f"MAX(CASE WHEN {text} THEN 1 ELSE 0 END) = 1 AS {name}" for name, text in inputs]
        return [
            ("known", self._values("name, item", sorted(self._spellings()))),
            ("letters", f"SELECT {self._id} AS id{also(columns)} FROM {self._table}"),
            (
                "words",
                "SELECT id, item, word, told, onside, held FROM letters LEFT JOIN known ON letters.name = known.name",
            ),
            ("layer0", f"SELECT id{also(sums)} FROM words GROUP BY id"),
        ]

    def _word(self, column: str) -> str:
        """The expression of the word in a column, or of none where the table has no such column."""
        return f"COALESCE(LOWER(TRIM(CAST({self._name(column)} AS STRING))), '')" if column in self._there else "''"

    def _case(self, word: str, letters: dict[str, str]) -> str:
        cases = " ".join(f"WHEN {quoted(each)} THEN '{letter}'" for each, letter in letters.items())
        return f"CASE {word} {cases} ELSE '?' END"

    def _spellings(self) -> set[tuple[str, str]]:
        """Every spelling that leads to an item, with its key.

        Small letters, blanks for dashes; a name that was written with blanks is marked, for an id has none.
        """
        found = {(PAIN, PAIN), (AGE, AGE)}
        for item in self._items:
            for name in (item.key, *self._layout.kb.names(item.id)):
                plain = name.lower().replace("_", " ").replace("-", " ")
                if self._reader.item(plain.replace(" ", "_")) == item:
                    found.add((plain, item.key))
                if " " in plain and self._reader.item(plain) == item:
                    found.add((f"{BLANKS}{plain}", item.key))
        return found
