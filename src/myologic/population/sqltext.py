"""The ground program as one SELECT: from a table of cases to a row for each verdict, on DuckDB and on Spark.

Nodes of the network that are needed more than once become columns, layer by layer; the rest stands inside expressions. Only
what both databases (and polars) read in the same way is used.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from myologic.casework.entries import BOTH, LEFT, PAINS, RIGHT
from myologic.casework.facts import AGE_BAND, CONTROLLED, PAIN_IS
from myologic.casework.reading import OLDEST
from myologic.casework.safety import NONE
from myologic.engine.errors import QuestionError
from myologic.kb.vocabulary import id_, kb_
from myologic.population.circuit import input_name
from myologic.population.header import AGE, HELD, ID, ITEM, PAIN, SIDES, WORDS, Column, Reader
from myologic.population.layout import RANKS, Layout, item_inputs, nodes
from myologic.population.network import FALSE, TRUE, Network

QUOTES = {"duckdb": '"', "spark": "`"}
NUMBERS = {"1.0": "1", "0.0": "0"}
CODES = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+,-/:;<=>?@[]^_{|}~"
EMPTY = ".."
_COLUMN = re.compile(r"\b[in]\d+\b")
LETTERS = {"present": "p", "absent": "a", "unknown": "u", LEFT: "l", RIGHT: "r", BOTH: "b"}
"""What a word is told by. Words are turned into letters once: DuckDB makes a join of each list of words."""
LONGEST = 24
"""An expression with more parts than this becomes a column."""


def sql_text(
    layout: Layout,
    *,
    dialect: str = "duckdb",
    table: str = "cases",
    columns: Iterable[str] | None = None,
    items: Collection[str] | None = None,
    id_column: str = ID,
    ignore: Iterable[str] = (),
) -> str:
    """One SELECT with the rows of `population`: a row for each verdict on one side, one row for who has none.

    Parameters
    ----------
    layout
        What is reported.
    dialect
        duckdb or spark; they differ in the quotes around names that are no plain words, and in nothing else.
    table
        The table of cases.
    columns
        The columns that it has; every item, pain and age by default. A column that is not there says nothing. With a column
        `item` the table is a long one: a row for each thing that is told.
    items
        The names of the items that occur in a long table, which makes the text shorter; whoever has another one is rejected.
    id_column
        The one that names the person.
    ignore
        Columns that say nothing of a case.

    Raises
    ------
    QuestionError
        If a column, an item or the dialect is unknown.
    """
    if dialect not in QUOTES:
        raise QuestionError(f"no SQL for `{dialect}`; known are {', '.join(sorted(QUOTES))}")
    reader = Reader(layout)
    names = [id_column, PAIN, AGE, *(each.key for each in layout.items)] if columns is None else list(columns)
    header = reader.header(names, id_column, ignore)
    if header.is_long:
        from myologic.population.sqllong import LongSelect  # it builds on what is below

        return LongSelect(layout, reader, names, items, QUOTES[dialect], table, id_column).text()
    return Select(layout, header.columns, QUOTES[dialect], table, id_column).text()


class Select:
    """The text for a wide table.

    Parameters
    ----------
    layout
        What is reported.
    columns
        What the columns mean.
    quote
        The quote around names that are no plain words.
    table, id_column
        The names of the table and of the column that names the person.
    """

    def __init__(self, layout: Layout, columns: Sequence[Column], quote: str, table: str, id_column: str) -> None:
        self._layout, self._columns, self._quote, self._table = layout, columns, quote, table
        self._id = self._name(id_column)
        self._words = {each.name: f"w{place}" for place, each in enumerate(columns)}
        self._told = self._inputs()
        self._wanted = self._literals()
        self._net = Network()
        self._moved = _moved(layout.net, self._wanted, self._net, set(self._told))

    # ------------------------------------------------------------------ what is told

    def _name(self, name: str) -> str:
        return (
            name
            if name.isidentifier() and name.isascii()
            else f"{self._quote}{name.replace(self._quote, self._quote * 2)}{self._quote}"
        )

    def _letter(self, column: Column) -> str:
        """The expression of the letter of a column's word; pain and age keep their words."""
        word = f"COALESCE(LOWER(TRIM(CAST({self._name(column.name)} AS STRING))), '')"
        if column.what in (PAIN, AGE):
            return word
        words = {word: LETTERS[each] for word, each in WORDS.items()}
        words |= {number: words[word] for number, word in NUMBERS.items()}
        if column.what == ITEM and not column.side:
            sided = column.item is not None and column.item.sided
            words |= {each: LETTERS[each] if sided else LETTERS["present"] for each in SIDES}
        cases = " ".join(f"WHEN {quoted(each)} THEN '{letter}'" for each, letter in words.items())
        return f"CASE {word} {cases} ELSE '?' END"

    def _inputs(self) -> dict[str, list[str]]:
        """For each input of the network the conditions on letters that let it hold."""
        found: dict[str, list[str]] = {}

        def hold(names: Iterable[str], word: str, *letters: str) -> None:
            for name in names:
                found.setdefault(name, []).extend(f"{word} = '{letter}'" for letter in letters)

        for column in self._columns:
            word, item = self._words[column.name], column.item
            if column.what == PAIN:
                for each in ("acute", "chronic"):
                    hold([input_name(PAIN_IS.value, id_(each))], word, each)
            elif column.what == AGE:
                for band, condition in self._bands(word):
                    found.setdefault(band, []).append(condition)
            elif item is not None and column.what == HELD:
                hold([input_name(CONTROLLED.value, each) for each in nodes(item, BOTH, "present")], word, "p")
            elif item is not None:
                if column.side or not item.sided:
                    hold(item_inputs(item, column.side, "present"), word, "p")
                else:
                    for side in (LEFT, RIGHT):
                        hold(item_inputs(item, side, "present"), word, LETTERS[side], LETTERS[BOTH])
                hold(item_inputs(item, column.side, "absent"), word, "a")
        return found

    def _bands(self, word: str) -> list[tuple[str, str]]:
        """For each band of ages its input and the condition on the text of an age."""
        kb, found = self._layout.kb, []
        years = f"FLOOR(TRY_CAST({word} AS DOUBLE))"
        for band in kb.instances(kb_("AgeBand")):
            first, end = kb.text(band, kb_("fromAge")) or 0, kb.text(band, kb_("belowAge")) or OLDEST + 1
            condition = f"COALESCE({years} >= {int(first)} AND {years} < {int(end)}, FALSE)"
            found.append((input_name(AGE_BAND.value, band), condition))
        return found

    def _wrong(self) -> list[str]:
        """For each column the condition of a word that cannot be read."""
        found = []
        for column in self._columns:
            word = self._words[column.name]
            if column.what == AGE:
                found.append(no_age(word))
            elif column.what == PAIN:
                found.append(no_pain(word))
            else:
                found.append(f"{word} = '?'")
        return found

    def _lacking(self) -> list[str]:
        return [
            f"{self._words[each.name]} = 'p'"
            for each in self._columns
            if each.what == ITEM and each.item is not None and each.item.sided and not each.side
        ]

    def _first_steps(self, inputs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """The words of the table as letters, and from them a row for each person: `lacks`, `wrong`, and the inputs of the network."""
        words = [f"{self._letter(each)} AS {self._words[each.name]}" for each in self._columns]
        first = [
            f"({' OR '.join(self._lacking()) or 'FALSE'}) AS lacks",
            f"({' OR '.join(['id IS NULL', *self._wrong()])}) AS wrong",
        ]
        return [
            ("words", f"SELECT {self._id} AS id{also(words)} FROM {self._table}"),
            ("layer0", f"SELECT id{also([*first, *(f'({text}) AS {name}' for name, text in inputs)])} FROM words"),
        ]

    # ------------------------------------------------------------------ the network

    def _literals(self) -> list[int]:
        layout = self._layout
        found = [layout.stops, layout.conflict, *(each for _, each in layout.urgencies)]
        for number, place in enumerate(layout.places):
            found += [place.reported, *(each << 1 for each in place.bits), *layout.ranks(number)]
        return found

    def _layers(self, shown: Iterable[int]) -> tuple[list[list[tuple[str, str]]], dict[int, str]]:
        """Columns for nodes that are needed more than once, in layers, and the text of every node."""
        net = self._net
        asked = list(shown)
        uses: dict[int, int] = {}
        for node in net.used(asked):
            for each in net.needs[node]:
                uses[each >> 1] = uses.get(each >> 1, 0) + 1
        for each in asked:
            uses[each >> 1] = uses.get(each >> 1, 0) + 2
        text: dict[int, str] = {}
        size: dict[int, int] = {}
        depth: dict[int, int] = {}
        layers: list[list[tuple[str, str]]] = [[]]
        for node, name in sorted(net.names.items()):
            conditions = self._told[name]
            text[node], size[node], depth[node] = f"i{node}", 1, 0
            layers[0].append((f"i{node}", " OR ".join(conditions)))
        for node in net.used(asked):
            needs = net.needs[node]
            against = all(each & 1 for each in needs)
            parts = [text[each >> 1] if against or not each & 1 else f"NOT {text[each >> 1]}" for each in needs]
            expression = f"NOT ({' OR '.join(parts)})" if against else f"({' AND '.join(parts)})"
            level = max(depth[each >> 1] for each in needs)
            length = sum(size[each >> 1] for each in needs)
            if uses[node] > 1 or length > LONGEST:
                level += 1
                while len(layers) <= level:
                    layers.append([])
                layers[level].append((f"n{node}", expression))
                expression, length = f"n{node}", 1
            text[node], size[node], depth[node] = expression, length, level
        return layers, text

    # ------------------------------------------------------------------ text

    def text(self) -> str:
        layout = self._layout
        moved = self._moved
        layers, texts = self._layers(moved)

        def said(literal: int) -> str:
            if literal in (TRUE, FALSE):
                return "TRUE" if literal == TRUE else "FALSE"
            return f"NOT {texts[literal >> 1]}" if literal & 1 else texts[literal >> 1]

        stops, conflict, *rest = moved
        urgencies, rest = rest[: len(layout.urgencies)], rest[len(layout.urgencies) :]
        levels = " ".join(
            f"WHEN {said(each)} THEN '{name}'" for (name, _), each in zip(layout.urgencies, urgencies, strict=True)
        )
        places = []
        for place in layout.places:
            count = 1 + len(place.bits) + len(RANKS) - 1
            mine, rest = rest[:count], rest[count:]
            places.append(self._code(place.kinds, [said(each) for each in mine], len(place.bits)))
        nothing = EMPTY * len(places)
        opened = " || ".join(f"c{place}" for place in range(len(places))) or "''"
        alike = " || ".join(
            f"CASE WHEN c{place} = c{each.twin} THEN c{place} ELSE '{EMPTY}' END" if each.twin != place else f"'{EMPTY}'"
            for place, each in enumerate(layout.places)
        ) or "''"  # fmt: skip
        claims = "codes"
        for number, kind in enumerate(layout.kinds):
            if not kind.claims:
                for rank in range(1, len(RANKS) + 1):
                    claims = f"REPLACE({claims}, '{CODES[number]}{rank}', '{EMPTY}')"
        steps = self._first_steps(layers[0])
        last = f"{said(stops)} {said(conflict)} {levels} {' '.join(places)}"
        for number, kept in zip(range(1, len(layers)), _kept(layers, last), strict=True):
            columns = [*kept, *(f"{text} AS {name}" for name, text in layers[number])]
            steps.append((f"layer{number}", f"SELECT id, lacks, wrong{also(columns)} FROM layer{number - 1}"))
        steps += [
            (
                "coded",
                f"SELECT id, lacks, wrong, {said(stops)} AS stops, {said(conflict)} AS conflict, CASE {levels} ELSE '{NONE}' END "
                f"AS safety{also(f'{text} AS c{place}' for place, text in enumerate(places))} FROM layer{len(layers) - 1}",
            ),
            ("joined", f"SELECT id, lacks, wrong, stops, conflict, safety, {opened} AS codes, {alike} AS alike FROM coded"),
            (
                "people",
                "SELECT id, CASE WHEN wrong THEN 'rejected' WHEN stops THEN 'safety' WHEN lacks THEN 'needs_side' "
                f"WHEN conflict THEN 'conflict' WHEN {claims} <> '{nothing}' THEN 'inferred' ELSE 'nothing' END AS status, "
                "CASE WHEN wrong THEN NULL ELSE safety END AS safety, "
                f"CASE WHEN wrong THEN '{nothing}' WHEN lacks THEN alike ELSE codes END AS codes FROM joined",
            ),
            ("places", self._values(
                "place, muscle, side, part, context",
                [(0, None, None, None, None), *(
                    (number + 1, each.muscle, each.side, each.part, each.context) for number, each in enumerate(layout.places)
                )],
            )),
            ("kinds", self._values(
                "kind, verdict, length, activity",
                [(EMPTY[0], None, None, None), *(
                    (CODES[number], each.verdict, each.length, each.activity) for number, each in enumerate(layout.kinds)
                )],
            )),
            ("ranks", self._values("rank, certainty", [(EMPTY[0], None), *((str(n), each) for n, each in enumerate(RANKS, 1))])),
            (
                "found",
                f"SELECT id, status, safety, place, muscle, side, part, context, CASE WHEN place = 0 THEN '{EMPTY}' "
                "ELSE SUBSTR(codes, 2 * place - 1, 2) END AS code FROM people CROSS JOIN places "
                f"WHERE (place = 0 AND codes = '{nothing}') OR (place > 0 AND SUBSTR(codes, 2 * place - 1, 2) <> '{EMPTY}')",
            ),
        ]  # fmt: skip
        body = ",\n".join(f"{name} AS (\n  {text}\n)" for name, text in steps)
        return (
            f"WITH {body}\n"
            "SELECT id, status, safety, muscle, side, part, context, verdict, length, activity, certainty\n"
            "FROM found JOIN kinds ON kind = SUBSTR(code, 1, 1) JOIN ranks ON rank = SUBSTR(code, 2, 1)\n"
        )

    def _code(self, kinds: Sequence[int], literals: Sequence[str], bits: int) -> str:
        """The code of a place: a letter for the kind of row and a digit for its rank."""
        if len(self._layout.kinds) > len(CODES):
            raise QuestionError(f"SQL knows {len(CODES)} kinds of rows, and this content has {len(self._layout.kinds)}")
        reported, deciding, ranks = literals[0], literals[1 : 1 + bits], literals[1 + bits :]
        if reported == "FALSE":
            return f"'{EMPTY}'"
        known = [(number, each) for number, each in enumerate(ranks, 2) if each != "FALSE"]
        always = max((number for number, each in known if each == "TRUE"), default=1)
        cases = " ".join(f"WHEN {each} THEN '{number}'" for number, each in reversed(known) if number > always)
        rank = f"CASE {cases} ELSE '{always}' END" if cases else f"'{always}'"
        kind = self._tree(kinds, deciding)
        there = [reported] + ([f"{kind} <> ''"] if 0 in kinds else [])
        return f"CASE WHEN {' AND '.join(there)} THEN {kind} || {rank} ELSE '{EMPTY}' END"

    def _tree(self, kinds: Sequence[int], deciding: Sequence[str]) -> str:
        if len(set(kinds)) == 1:
            return f"'{CODES[kinds[0] - 1]}'" if kinds[0] else "''"
        half = len(kinds) // 2  # the last node is the highest bit
        return f"CASE WHEN {deciding[-1]} THEN {self._tree(kinds[half:], deciding[:-1])} ELSE {self._tree(kinds[:half], deciding[:-1])} END"

    def _values(self, names: str, rows: Iterable[Sequence[int | str | None]]) -> str:
        listed = ", ".join(f"({', '.join(quoted(each) for each in row)})" for row in rows)
        first, *texts = names.split(", ")
        shown = ", ".join([first, *(f"CAST({each} AS STRING) AS {each}" for each in texts)])
        return f"SELECT {shown} FROM (VALUES {listed}) AS listed({names})"


def no_age(word: str) -> str:
    """The condition of a text being no age, and not empty."""
    years = f"TRY_CAST({word} AS DOUBLE)"
    return f"({word} <> '' AND NOT COALESCE({years} >= 0 AND {years} <= {OLDEST}, FALSE))"


def no_pain(word: str) -> str:
    """The condition of a text being no kind of pain, and not empty."""
    return f"({' AND '.join(f'{word} <> {quoted(each)}' for each in ('', *PAINS))})"


def _moved(net: Network, wanted: Sequence[int], into: Network, known: set[str]) -> list[int]:
    """Literals in a network that has only some of the inputs: the others hold for nobody."""
    place: dict[int, int] = {0: TRUE}
    for node, name in net.names.items():
        place[node] = into.input(name) if name in known else FALSE
    for node in net.used(wanted):
        place[node] = into.conj(place[each >> 1] ^ (each & 1) for each in net.needs[node])
    return [place[each >> 1] ^ (each & 1) for each in wanted]


def _kept(layers: Sequence[Sequence[tuple[str, str]]], last: str) -> list[list[str]]:
    """For each layer but the first the columns of earlier ones that it or a later one still needs."""
    needed = set(_COLUMN.findall(last))
    found: list[list[str]] = []
    for number in range(len(layers) - 1, 0, -1):
        own = {name for name, _ in layers[number]}
        found.append(sorted(needed - own))
        needed = (needed - own).union(*(_COLUMN.findall(text) for _, text in layers[number]))
    return found[::-1]


def quoted(value: int | str | None) -> str:
    """A value as it stands in SQL."""
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def also(columns: Iterable[str] | Mapping[str, str]) -> str:
    """More columns of a SELECT."""
    return "".join(f",\n    {each}" for each in columns)
