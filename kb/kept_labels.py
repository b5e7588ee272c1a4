"""Which labels came back from their own question, kept beside the snapshots: asking them all again takes half a second.

Whether a label leads back depends on the phrases of all content and on the code, on nothing else. Most edits change
no phrase. What is kept is named by a hash of both and holds the labels that were fine, with a checksum.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress

from myologic.kb.cache import hash_inputs, store
from myologic.kb.snapshot import read_snapshot

_ENDING = ".labels"
_KEPT_FILES = 4
_SECTION = "labels"


class KeptLabels:
    """Labels that are known to lead back to their things.

    Parameters
    ----------
    folder
        Where to keep them; None keeps nothing.
    code_hash
        A hash of the code that understands questions.
    phrases
        The compiled phrases of all content.
    """

    def __init__(self, folder: str | None, code_hash: str, phrases: Mapping[str, memoryview]) -> None:
        self._folder = folder
        parts = sorted((name, bytes(data)) for name, data in phrases.items())
        name = hash_inputs([("code", code_hash.encode()), *parts])
        self._name = f"{name}{_ENDING}"
        kept = read_snapshot(os.path.join(folder, self._name)) if folder is not None else None
        text = "" if kept is None or _SECTION not in kept else bytes(kept[_SECTION]).decode()
        self._fine = set(text.split("\n")) - {""}
        self._before = len(self._fine)

    def __contains__(self, label: tuple[str, str]) -> bool:
        return _line(label) in self._fine

    def add(self, label: tuple[str, str]) -> None:
        """Note that a label of a thing, both as text, came back."""
        if "\n" not in label[0] + label[1]:
            self._fine.add(_line(label))

    def keep(self) -> None:
        """Write what is known for the next process, if there is more than before."""
        if self._folder is None or len(self._fine) == self._before:
            return
        self._before = len(self._fine)
        with suppress(OSError):  # without it the next process asks again
            store(self._folder, self._name, {_SECTION: "\n".join(sorted(self._fine)).encode()}, _KEPT_FILES)


def _line(label: tuple[str, str]) -> str:
    return "\t".join(label)
