"""Which labels came back from their own question, kept beside the snapshots: asking them all again takes a second.

Whether a label leads back depends on the code and on what was looked up in the phrases of all content on the way
(`grammar/noticing.py`). That is kept with each label that was fine; it is asked again when any of it is another.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress

from myologic.grammar.lexicon import Lexicon
from myologic.grammar.noticing import Look, Noticed
from myologic.kb.cache import hash_inputs, store
from myologic.kb.snapshot import read_snapshot

_ENDING = ".labels"
_KEPT_FILES = 8
_LABELS, _LOOKS = "labels", "looks"

Label = tuple[str, str]
"""A thing and a text."""


class KeptLabels:
    """Labels that are known to lead back to their things.

    Parameters
    ----------
    folder
        Where to keep them; None keeps nothing.
    code_hash
        A hash of the code that understands questions.
    packs
        The names of the packs: the labels of each choice of packs are kept.
    phrases
        The compiled phrases of all content.
    lexicon
        The same, opened.
    """

    def __init__(
        self, folder: str | None, code_hash: str, packs: Iterable[str], phrases: Mapping[str, memoryview], lexicon: Lexicon
    ) -> None:
        self._folder = folder
        self._noticed = Noticed(lexicon)
        self.lexicon = self._noticed.lexicon
        """The phrases, to be asked with."""
        self._name = f"{hash_inputs([(code_hash, chr(0).join(packs).encode())])}{_ENDING}"
        self._phrases = hash_inputs(sorted((name, bytes(data)) for name, data in phrases.items()))
        self._fine: dict[Label, frozenset[Look] | None] = {}
        self._values: dict[Look, str] = {}
        self._asked: set[Label] = set()
        self._kept = (read_snapshot(os.path.join(folder, self._name)) or {}) if folder is not None else {}
        self._is_as_kept = False
        if _LABELS in self._kept:
            self._take(**json.loads(bytes(self._kept[_LABELS])))

    def _take(self, phrases: str, labels: list[Label]) -> None:
        """Take over all labels where the phrases are the same, else those that rest on nothing which is another now."""
        self._is_as_kept = phrases == self._phrases
        if self._is_as_kept:
            self._fine = {(thing, text): None for thing, text in labels}
        else:
            self._take_looks()

    def _take_looks(self) -> None:
        changed = set[int]()
        kept = json.loads(bytes(self._kept[_LOOKS]))
        if kept["whole"] != self._noticed.whole():
            return
        looks: list[Look] = [(table, key) for table, key, _ in kept["looks"]]
        values = [value for _, _, value in kept["looks"]]
        if not self._is_as_kept:
            value_of, tables = self._noticed.value, self._noticed.tables
            same = {name for name, value in kept["tables"].items() if tables.get(name) == value}
            changed = {at for at, look in enumerate(looks) if look[0] not in same and value_of(look) != values[at]}
        self._values = {look: values[at] for at, look in enumerate(looks) if at not in changed}
        for thing, text, at in kept["labels"]:
            if changed.isdisjoint(at):
                self._fine[thing, text] = frozenset(map(looks.__getitem__, at))

    def __contains__(self, label: Label) -> bool:
        self._noticed.begin()
        self._asked.add(label)
        return label in self._fine

    def add(self, label: Label) -> None:
        """Note that a label, both parts as text, came back; it was asked with `lexicon` since `in` was."""
        self._fine[label] = self._noticed.looks()
        self._is_as_kept = False

    def keep(self) -> None:
        """Write what is known for the next process, if it is not what was read."""
        if self._folder is None or self._is_as_kept:
            return
        if None in self._fine.values():
            fresh = {label: looks for label, looks in self._fine.items() if looks is not None}
            self._is_as_kept = True  # the phrases are those of what was read
            self._take_looks()
            self._fine |= fresh
        fine = {label: self._fine[label] or () for label in sorted(self._asked & self._fine.keys())}
        at = {look: number for number, look in enumerate(sorted({look for looks in fine.values() for look in looks}))}
        known, value_of = self._values, self._noticed.value
        looked = {
            "whole": self._noticed.whole(),
            "tables": self._noticed.tables,
            "looks": [(*look, known[look] if look in known else value_of(look)) for look in at],
            "labels": [(*label, sorted(map(at.__getitem__, looks))) for label, looks in fine.items()],
        }
        labels = {"phrases": self._phrases, "labels": list(fine)}
        sections = {_LABELS: json.dumps(labels).encode(), _LOOKS: json.dumps(looked).encode()}
        self._is_as_kept = True
        with suppress(OSError):  # without it the next process asks again
            store(self._folder, self._name, sections, _KEPT_FILES)
