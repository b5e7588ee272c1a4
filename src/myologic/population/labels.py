"""The words behind the numbers of rows: a place, a kind and a rank in one number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from myologic.casework.safety import NONE
from myologic.kb.levels import LEVELS
from myologic.population.arrays import texts
from myologic.population.layout import RANKS, Kind

Numbers = npt.NDArray[np.integer[Any]]
"""Whole numbers, as narrow as they may be: moving them about is what rows cost."""


class Named(Protocol):
    """A muscle, or a part or position of it, on one side; see `Place`."""

    @property
    def muscle(self) -> str:
        """The id of the muscle."""

    @property
    def side(self) -> str:
        """ "left" or "right"."""

    @property
    def part(self) -> str | None:
        """Some fibres that it is limited to."""

    @property
    def context(self) -> str | None:
        """A position that it is limited to."""

    @property
    def twin(self) -> int:
        """The place of the other side, or its own."""


class Labels:
    """The words behind the codes of rows: a place, a kind and a rank in one number, 0 for a row without a verdict."""

    def __init__(self, places: Sequence[Named], kinds: Sequence[Kind], urgencies: Sequence[str]) -> None:
        self._kinds, self._ranks = len(kinds) + 1, len(RANKS) + 1
        self._twins = np.array([each.twin for each in places], np.int64)
        self.size = (len(places) + 1) * self._kinds * self._ranks
        self.safety = [NONE, *urgencies]
        self.narrow: np.dtype[Any] = np.dtype("u2" if self.size < 1 << 16 else "i4")  # the width depends on the content
        every = np.arange(self.size)
        rank = every % self._ranks
        kind = every // self._ranks % self._kinds
        place = every // (self._ranks * self._kinds)
        self.claims = np.array([0, *(each.claims for each in kinds)], np.uint8)[kind]
        self.words = {
            name: Words([None, *(getattr(each, name) for each in values)], known, numbers)
            for name, values, numbers, known in (
                ("muscle", places, place, ()),
                ("side", places, place, ()),
                ("part", places, place, ()),
                ("context", places, place, ()),
                ("verdict", kinds, kind, ()),
                ("length", kinds, kind, ()),
                ("activity", kinds, kind, ()),
            )
        }
        self.words["certainty"] = Words([None, *RANKS], LEVELS, rank)

    def table(self, place: int, kinds: Sequence[int], certain: Sequence[int], always: int) -> Numbers:
        """The codes of rows of one place, by the bits that decide on its verdict and then those of its ranks.

        Parameters
        ----------
        place
            The place.
        kinds
            The kind for all values of the deciding bits, 0 for none.
        certain
            The ranks of the bits that follow, ascending; a bit holds where the row is at least of its rank.
        always
            The rank that every row has at least.
        """
        kind = np.tile(np.array(kinds, np.int64), 1 << len(certain))
        entry = np.arange(len(kind)) // len(kinds)
        rank = np.full(len(kind), always, np.int64)
        for number, each in enumerate(certain):
            np.maximum(rank, np.where(entry >> number & 1, each, 0), out=rank)
        codes = (kind + (place + 1) * self._kinds) * self._ranks + rank
        return np.where(kind == 0, 0, codes).astype(self.narrow)

    def code(self, place: int, kind: int, rank: int) -> int:
        """The code of a row: a place, a kind from 1, and a rank from 1."""
        return (kind + (place + 1) * self._kinds) * self._ranks + rank

    def on_the_other_side(self, codes: Numbers) -> Numbers:
        """The codes of the same said of the other side."""
        unit = self._kinds * self._ranks
        place = codes // unit - 1
        found: Numbers = codes + (self._twins[place] - place) * unit
        return found

    def of_safety(self, numbers: npt.NDArray[np.int8]) -> Any:
        """A column of levels of safety; a negative number is none at all."""
        return labelled(numbers, texts(self.safety))


class Words:
    """The words of one column, by the codes of rows.

    Parameters
    ----------
    values
        The word of each number, or None.
    known
        The words in their order, where they have one.
    numbers
        For each code the number.
    """

    def __init__(self, values: Sequence[str | None], known: Sequence[str], numbers: Numbers) -> None:
        words = list(known) or sorted({each for each in values if each is not None})
        places = {each: place for place, each in enumerate(words)}
        small: np.dtype[Any] = np.dtype("i1" if len(words) < 128 else "i2")  # the width depends on the content
        self.places: Numbers = np.array([-1 if each is None else places[each] for each in values], small)[numbers]
        self.has_word = self.places >= 0
        self.words = words
        self._dictionary = texts(words)

    def column(self, codes: Numbers) -> Any:
        """The column for some rows."""
        return labelled(self.places.take(codes), self._dictionary)


def labelled(places: npt.NDArray[Any], dictionary: Any) -> Any:
    """A column of words; a negative place is no word. Built from its parts: a mask would be copied twice."""
    there = places >= 0
    valid = None if there.all() else pa.py_buffer(np.packbits(there, bitorder="little"))
    kind = pa.int8() if places.dtype == np.int8 else pa.int16()
    indices = pa.Array.from_buffers(kind, len(places), [valid, pa.py_buffer(places)])
    return pa.DictionaryArray.from_arrays(indices, dictionary, safe=False)
