"""What somebody says is not so: things that a denial reaches within its clause.

*I am never one for x*, *it is not from x*, *apart from x* and *I hardly ever do x or y* all say that x is not the case. A denial reaches as far
as its clause does; words of doubt (*I do not know whether x*) and of manner (*I do not do x properly*) take it back.
"""

from __future__ import annotations

from myologic.engine.records import replace
from myologic.engine.terms import IRI
from myologic.grammar.intent_names import CAUSES
from myologic.grammar.lexicon import CUE, THING, WORD, Lexicon
from myologic.grammar.normalise import fold
from myologic.grammar.question import Mention

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

    from myologic.grammar.sentences import ReadSentence
    from myologic.grammar.tokens import Atom
    from myologic.grammar.units import Named

FARTHEST: Final = 8
"""Words between a denial and what it denies."""
DOUBT: Final = "DOUBT"
"""Words of doubt behind a denial: what they are about may well be so."""
MANNER: Final = "MANNER"
"""Words of manner behind a thing: it is so, but not in that way."""
_DENIALS: Final = ("DENIAL", "SELDOM", "WITHOUT", "EXCEPT")
_ASKS: Final = ("WH", "HOW")
_SMALL: Final = ("WHO", "OWN", "SAY")
_ABLE: Final = ("can", "can't", "cannot", "could", "couldn't")


def denied_places(atoms: Sequence[Atom], named: Sequence[Named], lexicon: Lexicon, *, asks: bool) -> frozenset[int]:
    """Where the causes begin that the words of a sentence deny.

    Parameters
    ----------
    atoms
        The atoms of the sentence.
    named
        The things that a reading names in it.
    lexicon
        The lexicon.
    asks
        The sentence ends with a question mark: a helping word at its start asks whether something is not so.

    Returns
    -------
    frozenset of int
        Places in the cleaned text. What stands behind a question word is asked and not denied (*why is x not …*).
    """
    causes = {n.atom.place[0] for n in named if not n.contrary and lexicon.things[n.id].alone == CAUSES}
    if not causes or not any(_denies(atom) for atom in atoms):
        return frozenset()
    found = (a.place[0] for at, a in enumerate(atoms) if a.place[0] in causes and _names(a) and _is_denied(atoms, at, lexicon, asks=asks))
    return frozenset(found)


def _names(atom: Atom) -> bool:
    return atom.of_kind(THING) is not None


def _denies(atom: Atom) -> bool:
    """Whether an atom denies what is so, and not only what can be done."""
    return any(atom.means_word(token) is not None for token in _DENIALS) and fold(atom.text).split()[0] not in _ABLE


def _joins(atom: Atom) -> bool:
    return atom.mark == "," or any(atom.means_word(token) is not None for token in ("AND", "OR"))


def _is_denied(atoms: Sequence[Atom], at: int, lexicon: Lexicon, *, asks: bool) -> bool:
    """Whether a denial before an atom reaches it."""
    found = _denial_before(atoms, at)
    if found is None or atoms[at].first - atoms[found].last > FARTHEST:
        return False
    if at + 1 < len(atoms) and atoms[at + 1].means_word(MANNER) is not None:
        return False
    denial = atoms[found]
    pair = " ".join(fold(a.text) for a in atoms[found : found + 2])
    only = any(lexicon.entries[n].kind == WORD and lexicon.entries[n].value == "ONLY" for n in lexicon.phrases.get(pair, ()))
    twice = any(_denies(a) for a in atoms[max(0, found - 2) : found] if a.place != denial.place)
    if only or twice or any(a.means_word(DOUBT) is not None for a in atoms[found:at]):
        return False
    if any(denial.means_word(token) is not None for token in ("EXCEPT", "WITHOUT")):
        return True
    start = next((i + 1 for i in range(found - 1, -1, -1) if atoms[i].mark), 0)
    clause = [a for a in atoms[start:found] if a.place != denial.place]
    asked = any(a.of_kind(CUE) is not None or any(a.means_word(token) is not None for token in _ASKS) for a in clause)
    return not asked and not (asks and atoms[start].means_word("YESNO") is not None)


def _denial_before(atoms: Sequence[Atom], at: int) -> int | None:
    """The nearest denial before an atom in its clause; a list of things is denied as a whole."""
    end = i = at
    while i > 0:
        i -= 1
        atom = atoms[i]
        if _denies(atom):
            return i
        if _joins(atom):
            small = all(any(a.means_word(token) is not None for token in _SMALL) for a in atoms[i + 1 : end])
            loose = atom.means_word("OR") is not None
            while i > 0 and _joins(atoms[i - 1]):
                i -= 1
            if i == 0 or not _names(atoms[i - 1]) or not (small or loose):
                return None
            end = i = i - 1
        elif atom.mark or _names(atom) or any(atom.means_word(token) is not None for token in ("CONTRAST", "GIVEN")):
            return None
    return None


def _cause_in(atom: Atom, lexicon: Lexicon) -> str:
    """The cause that the words of an atom may name, "" where they name none."""
    return next((e.value for e in atom.entries if e.kind == THING and lexicon.things[e.value].alone == CAUSES), "")


def causes_left_out(read: Sequence[ReadSentence], lexicon: Lexicon) -> list[Mention]:
    """The causes that words for a position name as well, where the position is to be left out (*other than sitting*).

    Parameters
    ----------
    read
        The sentences of a question that asks for causes, not for what is done in a position.
    lexicon
        The lexicon.
    """
    found = []
    for each in read:
        places = {place for kind, _, place in each.reading.modifiers if kind == "NOWHERE"}
        for atom in each.atoms.atoms:
            cause = _cause_in(atom, lexicon) if atom.first in places else ""
            if cause:
                info = lexicon.things[cause]
                found.append(Mention(IRI(cause), info.label, atom.text, info.kind, role="given", negated=True, start=atom.place[0], end=atom.place[1]))
    return found


def tools_as_causes(mentions: Sequence[Mention], read: Sequence[ReadSentence], lexicon: Lexicon) -> list[Mention]:
    """The mentions with causes in the place of tools of the same name: what comes of a thing comes of its use."""
    causes = {n.atom.place: _cause_in(n.atom, lexicon) for each in read for n in each.reading.named if lexicon.role(n.id) == "equipment"}
    result = []
    for m in mentions:
        cause = causes.get((m.start, m.end), "") if lexicon.role(m.id.value) == "equipment" else ""
        info = lexicon.things.get(cause)
        result.append(m if info is None else replace(m, id=IRI(cause), label=info.label, kind=info.kind, role="given" if m.role == "tool" else m.role))
    return result
