"""What test questions were answered with, kept beside the snapshots: asking them all again takes half a second.

An answer is a function of the question, the code, and what was looked up on the way: in the phrases of all content
(`grammar/noticing.py`) and in its facts and conclusions (`kb/noticed_facts.py`). That is kept with each; a question is asked
again when any of it is another. What is expected of an answer is compared each time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from myologic.engine.remembering import cached_property
from myologic.grammar.noticing import Noticed
from myologic.kb.asks import Ask, Asked
from myologic.kb.base import KnowledgeBase
from myologic.kb.cache import cache_folder, hash_inputs, store
from myologic.kb.noticed_facts import Look, NoticedBase, NoticedFacts, look_text, value_of
from myologic.kb.snapshot import read_snapshot

_ENDING = ".asked"
_KEPT_FILES = 8
_SECTION = "asked"
_PHRASE = "\0phrase"
"""The kind of a look in the phrases; its table and its key follow."""

Answerer = Callable[[KnowledgeBase, Ask], Asked]


class KeptAsks:
    """Test questions, of which those are asked that may be answered otherwise than before.

    Parameters
    ----------
    answer
        Answers one.
    code_hash
        A hash of all code that answers; None keeps nothing and asks all.
    """

    def __init__(self, answer: Answerer, code_hash: str | None) -> None:
        self._answer, self._code_hash = answer, code_hash
        self._of: _Answers | None = None

    def __call__(self, kb: KnowledgeBase, ask: Ask) -> Asked:
        """What a test question is answered with.

        Parameters
        ----------
        kb
            The knowledge base with the content that is checked.
        ask
            The question.
        """
        if self._code_hash is None or b'"NOW"' in kb.rules_part:  # of the hour nothing is known here
            return self._answer(kb, ask)
        if self._of is None or self._of.kb is not kb:
            self.keep()
            self._of = _Answers(kb, self._code_hash)
        return self._of.find(ask) or self._of.note(ask, self._answer)

    def keep(self) -> None:
        """Write what is known for the next process."""
        if self._of is not None:
            self._of.keep()


class _Answers:
    """Answers from one knowledge base, and what they rest on."""

    def __init__(self, kb: KnowledgeBase, code_hash: str) -> None:
        self.kb = kb
        self._facts = NoticedFacts(kb)
        self._name = f"{hash_inputs([(code_hash, chr(0).join(kb.packs).encode())])}{_ENDING}"
        self._values: dict[Look, str] = {}
        self._known: dict[str, tuple[Asked, frozenset[Look]]] = {}
        self._used: dict[str, tuple[Asked, frozenset[Look]]] = {}
        self._cases: list[str] = []
        self._case_looks: set[Any] = set()  # Any: a kind and terms, as facts note them
        self._is_as_kept = True
        kept = read_snapshot(os.path.join(cache_folder(), self._name))
        if kept is not None:
            self._take(**json.loads(bytes(kept[_SECTION])))

    @cached_property
    def _noticed(self) -> Noticed:
        return Noticed(self.kb.lexicon)

    @cached_property
    def _case_base(self) -> NoticedBase:
        """Cases look up much of the same; they are one as to what they rest on."""
        return NoticedBase(self.kb, self._facts, self._noticed.lexicon)

    def _take(
        self, whole: str, tables: dict[str, str], looks: list[list[str]], asks: list[tuple[str, list[Any], list[int]]]
    ) -> None:
        """Take over the answers that rest on nothing that is another now."""
        if whole != self._noticed.whole():
            return
        now = self._noticed.tables
        same = {name for name, value in tables.items() if now.get(name) == value}
        every = [tuple(look) for *look, _ in looks]
        changed = {
            at for at, (*_, value) in enumerate(looks)
            if not (every[at][0] == _PHRASE and every[at][1] in same) and self._value(every[at]) != value
        }  # fmt: skip
        self._values = {look: looks[at][-1] for at, look in enumerate(every) if at not in changed}
        for key, asked, at in asks:
            if changed.isdisjoint(at):
                self._known[key] = _asked(asked), frozenset(map(every.__getitem__, at))
        self._is_as_kept = not changed

    def _value(self, look: Look) -> str:
        if look[0] == _PHRASE:
            return self._noticed.value((look[1], look[2]))
        return value_of(look, self.kb, self._facts)

    def find(self, ask: Ask) -> Asked | None:
        """What a question was answered with where it would be answered with that again, or None."""
        key = _key(ask)
        known = self._known.get(key)
        if known is None:
            return None
        self._used[key] = known
        return known[0]

    def note(self, ask: Ask, answer: Answerer) -> Asked:
        """Ask a question, and note what its answer rests on."""
        key, facts = _key(ask), self._facts
        self._is_as_kept = False
        self._noticed.begin()
        facts.looks = self._case_looks if ask.is_case else set()
        kb = self._case_base if ask.is_case else NoticedBase(self.kb, facts, self._noticed.lexicon)
        asked = answer(kb, ask)
        looks = frozenset((_PHRASE, *look) for look in self._noticed.looks())
        if ask.is_case:
            self._cases.append(key)
            facts.looks.update(looks)
        self._used[key] = asked, looks if ask.is_case else looks | _texts(facts.looks)
        return asked

    def keep(self) -> None:
        """Write what is known for the next process, if it is not what was read."""
        if self._is_as_kept and self._used.keys() == self._known.keys():
            return
        of_cases = _texts(self._case_looks)
        for key in self._cases:
            self._used[key] = self._used[key][0], of_cases
        at = {look: number for number, look in enumerate(sorted({look for _, looks in self._used.values() for look in looks}))}
        known = self._values
        rows = {
            "whole": self._noticed.whole(),
            "tables": self._noticed.tables,
            "looks": [(*look, known[look] if look in known else self._value(look)) for look in at],
            "asks": [(key, _row(asked), sorted(map(at.__getitem__, looks))) for key, (asked, looks) in self._used.items()],
        }
        with suppress(OSError):  # without it the next process asks again
            data = json.dumps(rows, ensure_ascii=False).encode("utf-8", "surrogatepass")
            store(cache_folder(), self._name, {_SECTION: data}, _KEPT_FILES)
        self._is_as_kept = True


def _key(ask: Ask) -> str:
    return json.dumps([ask.question, ask.given, ask.after, ask.is_case, ask.says])


def _texts(looks: Iterable[Any]) -> frozenset[Look]:
    return frozenset(look if look[0] == _PHRASE else look_text(look) for look in looks)


def _row(asked: Asked) -> tuple[object, ...]:
    """An answer as plain values."""
    return asked.status, asked.boolean, asked.text, asked.items, asked.mistake


def _asked(row: list[Any]) -> Asked:
    status, boolean, text, items, mistake = row
    return Asked(status, boolean, text, tuple((tuple(names), side, verdict) for names, side, verdict in items), mistake)
