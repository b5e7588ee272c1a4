"""Parts of compiled content that need not be made again: kept beside the snapshots, with what they were made of.

After an edit of one line nothing compiled fits any more, but most edits change no phrase, and nothing that the rules read.
Each part is kept with a hash of all that it was made of; where the hash is still so, the part is what making it would give.
For the lexicon and the ground program that is a hash of the facts of some properties, whose names are kept beside it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from myologic.engine.terms import IRI, Term, Triple
from myologic.grammar.lexicon import PARTS
from myologic.kb.beside import Beside
from myologic.kb.cache import hash_inputs, store
from myologic.kb.facts import FactTable
from myologic.kb.kept_numbers import proofs_in_place, proofs_to_keep, terms_in_place, terms_to_keep
from myologic.kb.snapshot import read_snapshot

_ENDING = ".made"
_KEPT_FILES = 24
_MADE_OF, _FINGERPRINT = "made of", "fingerprint"
_TERMS = "ground.terms"
_WITH_FORMS = "phrases"
"""The part of the lexicon in which names and wordings stand in all their forms."""

Sections = dict[str, bytes]

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import Protocol

    from myologic.grammar.forms import KeptForms

    class Worded(Protocol):
        """Facts that a lexicon is made of; see `stated.StatedTexts`."""

        def match(self, s: Term | None, p: Term | None, o: Term | None, /) -> Iterator[Triple]: ...
        def texts(self, predicate: Term) -> Iterable[tuple[str, str]]: ...
        def fingerprint(self, predicates: Iterable[str]) -> str: ...


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

    def lexicon(self, stated: Worded) -> tuple[Sections, Beside[Sections]]:
        """The sections of the lexicon of some facts: those that were kept, and those that are made now, beside other work.

        Parameters
        ----------
        stated
            The facts.
        """
        found: Sections = {}
        missing: list[str] = []
        for part in PARTS:
            kept = self._read(part)
            if kept is not None and stated.fingerprint(kept.pop(_MADE_OF).decode().split("\n")) == kept.pop(_FINGERPRINT).decode():
                found |= kept
            else:
                missing.append(part)
        return found, Beside(lambda: self._parts_made(missing, stated), elsewhere=bool(missing))

    def _parts_made(self, parts: Sequence[str], stated: Worded) -> Sections:
        sections: Sections = {}
        for part in parts:
            sections |= self._part_made(part, stated)
        return sections

    def _part_made(self, part: str, stated: Worded) -> Sections:
        from myologic.grammar.compile import build_lexicon
        from myologic.grammar.phrasebook import pack_lexicon

        asked, forms = _Asked(stated), self._forms() if part == _WITH_FORMS else None
        sections = pack_lexicon(build_lexicon(asked, forms, part), part)
        if forms is not None and forms.is_worth_keeping:
            self._keep("forms", {"language": forms.language.encode(), "forms": json.dumps(forms.used).encode()})
        read = sorted(asked.properties)
        if read:
            marks = {_MADE_OF: "\n".join(read).encode(), _FINGERPRINT: stated.fingerprint(read).encode()}
            self._keep(part, {**marks, **sections})
        return sections

    def _forms(self) -> KeptForms:
        """The forms of phrases that were made for the lexicon before."""
        from myologic.grammar.forms import KeptForms

        kept = self._read("forms")
        return KeptForms() if kept is None else KeptForms(kept["language"].decode(), json.loads(kept["forms"]))

    def made(
        self,
        name: str,
        fingerprint: str,
        make: Callable[[], Sections] | None,
        may_keep: Callable[[], bool],
        to_keep: Callable[[Sections], Sections] = dict,
        in_place: Callable[[Sections], Sections | None] = dict,
    ) -> Sections:
        """The sections of a part, kept or made.

        Parameters
        ----------
        name
            Of the part.
        fingerprint
            A hash of everything that it is made of but the code.
        make
            Makes the sections from scratch; None where they are not made now, so that there are none unless they were kept.
        may_keep
            Asked after making: whether they would be the same at another time.
        to_keep, in_place
            What is kept of the sections, and the sections again; None where they do not fit.
        """
        kept = self._read(name)
        if kept is not None and kept.pop(_FINGERPRINT).decode() == fingerprint:
            found = in_place(kept)
            if found is not None:
                return found
        if make is None:
            return {}
        sections = make()
        if self._folder is not None and sections and may_keep():
            self._keep(name, {_FINGERPRINT: fingerprint.encode(), **to_keep(sections)})
        return sections

    def proofs(
        self, facts: FactTable, fingerprint: str, make: Callable[[], Sections] | None, may_keep: Callable[[], bool]
    ) -> Sections:
        """The sections of kept proofs, whose numbers are those of the facts and terms; see `made`."""
        return self.made(
            "proofs", fingerprint, make, may_keep,
            lambda sections: proofs_to_keep(sections, facts), lambda kept: proofs_in_place(kept, facts),
        )  # fmt: skip

    def ground(
        self,
        facts: FactTable,
        properties: Iterable[str],
        rules: bytes,
        make: Callable[[], Sections] | None,
        may_keep: Callable[[], bool],
    ) -> Sections:
        """The sections of the ground program.

        Parameters
        ----------
        facts
            All facts with their levels.
        properties
            Those that the program is made of: what the rules about a case read and say, and what is said of certainty.
        rules
            All rules, as they are kept.
        make, may_keep
            As for `made`.
        """
        read = facts.fingerprint(sorted(set(properties)), levels=True)
        return self.made(
            "ground", hash_inputs([("rules", rules), ("facts", read.encode())]), make, may_keep,
            lambda sections: terms_to_keep(sections, _TERMS, facts), lambda kept: terms_in_place(kept, _TERMS, facts),
        )  # fmt: skip

    def _file(self, name: str) -> str:
        return f"{hash_inputs([(name, ''.join(self._of).encode())])}{_ENDING}"

    def _read(self, name: str) -> Sections | None:
        kept = read_snapshot(os.path.join(self._folder, self._file(name))) if self._folder is not None else None
        return None if kept is None else {section: bytes(data) for section, data in kept.items()}

    def _keep(self, name: str, sections: Mapping[str, bytes]) -> None:
        if self._folder is None:
            return
        with suppress(OSError):  # without it the next process makes it again
            store(self._folder, self._file(name), sections, _KEPT_FILES)


class _Asked:
    """Facts that remember which properties they were asked for, each with any subject and any object."""

    def __init__(self, facts: Worded) -> None:
        self._facts = facts
        self.properties: set[str] = set()

    def match(self, subject: Term | None, predicate: Term | None, object: Term | None) -> Iterator[Triple]:
        assert isinstance(predicate, IRI)
        self.properties.add(predicate.value)
        return self._facts.match(subject, predicate, object)

    def texts(self, predicate: Term) -> Iterable[tuple[str, str]]:
        assert isinstance(predicate, IRI)
        self.properties.add(predicate.value)
        return self._facts.texts(predicate)
