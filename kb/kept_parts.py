"""Parts of compiled content that need not be made again: kept beside the snapshots, with what they were made of.

After an edit of one line nothing compiled fits any more, but most edits change no phrase, and nothing that the rules about
a case rest on. The lexicon and the ground program are made of the facts of some properties alone. Each is kept with the
names of these properties and a hash of their facts; where the hash is still so, the part is what making it would give.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from myologic.engine.terms import IRI, Term, Triple
from myologic.grammar.compile import build_lexicon
from myologic.grammar.phrasebook import pack_lexicon
from myologic.kb.cache import hash_inputs
from myologic.kb.facts import FactTable
from myologic.kb.snapshot import read_snapshot, write_snapshot

_ENDING = ".made"
_KEPT_FILES = 8
_MADE_OF, _FINGERPRINT, _TEXTS, _ENDS = "made of", "fingerprint", "texts", "ends"
_TERMS = "ground.terms"


class KeptParts:
    """Parts made by earlier processes.

    Parameters
    ----------
    folder
        Where to keep them; None keeps nothing and makes everything.
    code_hash
        A hash of the code that makes them.
    packs
        The names of the packs: the last parts of each choice of packs are kept.
    """

    def __init__(self, folder: str | None, code_hash: str, packs: Iterable[str] = ()) -> None:
        self._folder = folder
        self._of = ("\0".join(packs), code_hash)

    def lexicon(self, facts: FactTable) -> dict[str, bytes]:
        """The sections of the lexicon of some facts."""

        def make() -> tuple[dict[str, bytes], Sequence[str]]:
            asked = _Asked(facts)
            sections = pack_lexicon(build_lexicon(asked))
            return sections, sorted(asked.properties)

        return self._part("lexicon", facts.fingerprint, make)

    def ground(
        self, facts: FactTable, properties: Iterable[str], rules: bytes, make: Callable[[], dict[str, bytes]]
    ) -> dict[str, bytes]:
        """The sections of the ground program.

        Parameters
        ----------
        facts
            All facts with their levels.
        properties
            Those that the program is made of: what the rules about a case read and say, and what is said of certainty.
        rules
            All rules, as they are kept.
        make
            Makes the sections from scratch.
        """
        made_of = sorted(set(properties))

        def fingerprint(names: Sequence[str]) -> str:
            return hash_inputs([("rules", rules), ("facts", facts.fingerprint(names, levels=True).encode())])

        def fresh() -> tuple[dict[str, bytes], Sequence[str]]:
            return make(), made_of

        return self._part(
            "ground", fingerprint, fresh, lambda made: _with_texts(made, facts), lambda kept: _with_numbers(kept, facts)
        )

    def _part(
        self,
        name: str,
        fingerprint: Callable[[Sequence[str]], str],
        make: Callable[[], tuple[dict[str, bytes], Sequence[str]]],
        closed: Callable[[dict[str, bytes]], dict[str, bytes]] = dict,
        opened: Callable[[dict[str, bytes]], dict[str, bytes] | None] = dict,
    ) -> dict[str, bytes]:
        """The sections of a part, kept or made.

        `make` also says which properties it read; `closed` gives what is kept of the sections, `opened` the sections again, or None.
        """
        path = os.path.join(self._folder or "", f"{hash_inputs([(name, ''.join(self._of).encode())])}{_ENDING}")
        kept = read_snapshot(path) if self._folder is not None else None
        if kept is not None:
            made_of = bytes(kept.pop(_MADE_OF)).decode().split("\n")
            if fingerprint(made_of) == bytes(kept.pop(_FINGERPRINT)).decode():
                found = opened({section: bytes(data) for section, data in kept.items()})
                if found is not None:
                    return found
        sections, read = make()
        if self._folder is not None and sections and read:
            marks = {_MADE_OF: "\n".join(read).encode(), _FINGERPRINT: fingerprint(read).encode()}
            with suppress(OSError):  # without it the next process makes it again
                self._keep(self._folder, path, {**marks, **closed(sections)})
        return sections

    @staticmethod
    def _keep(folder: str, path: str, sections: dict[str, bytes]) -> None:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        write_snapshot(path, sections)
        with os.scandir(folder) as entries:
            kept = [(entry.stat().st_mtime_ns, entry.path) for entry in entries if entry.name.endswith(_ENDING)]
        for _, old in sorted(kept, reverse=True)[_KEPT_FILES:]:
            os.unlink(old)


class _Asked:
    """Facts that remember which properties they were asked for, each with any subject and any object."""

    def __init__(self, facts: FactTable) -> None:
        self._facts = facts
        self.properties: set[str] = set()

    def match(self, subject: Term | None, predicate: Term | None, object: Term | None) -> Iterator[Triple]:
        assert isinstance(predicate, IRI)
        self.properties.add(predicate.value)
        return self._facts.match(subject, predicate, object)


def _with_texts(sections: dict[str, bytes], facts: FactTable) -> dict[str, bytes]:
    """The ground program with its terms as texts, because the number of a term is that of one state of the content."""
    numbers = memoryview(sections[_TERMS]).cast("i").tolist()
    known = sorted({number for number in numbers if number >= 0})
    places = {number: place for place, number in enumerate(known)}
    texts = [facts.terms.text(number) for number in known]
    ends, at = array("i"), 0
    for text in texts:
        at += len(text)
        ends.append(at)
    terms = array("i", (places[number] if number >= 0 else number for number in numbers))
    return {**sections, _TERMS: terms.tobytes(), _TEXTS: b"".join(texts), _ENDS: ends.tobytes()}


def _with_numbers(sections: Mapping[str, bytes], facts: FactTable) -> dict[str, bytes] | None:
    """The ground program that `_with_texts` took the numbers from, with those of these facts; None where one has none.

    Terms are numbered in the order of their texts, so that what was sorted by number stays sorted.
    """
    found = dict(sections)
    texts, ends = found.pop(_TEXTS), memoryview(found.pop(_ENDS)).cast("i").tolist()
    number_of = facts.terms.numbers_by_text()
    numbers = [number_of.get(texts[start:end], -1) for start, end in zip([0, *ends], ends, strict=False)]
    if -1 in numbers:
        return None
    places = memoryview(found[_TERMS]).cast("i").tolist()
    found[_TERMS] = array("i", (numbers[place] if place >= 0 else place for place in places)).tobytes()
    return found
