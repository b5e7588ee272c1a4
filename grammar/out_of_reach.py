"""What somebody cannot do, or what hurts when it is done: it is left out of what is asked for beside it.

*What bakes bread if I can't knead*, *kneading hurts me, what else …* and *I never manage to knead* all say that kneading is no answer.
"""

from __future__ import annotations

from myologic.engine.records import replace
from myologic.grammar.following import SPOKEN_OF
from myologic.grammar.intent_names import HOW_TO
from myologic.grammar.lexicon import CUE, THING, Lexicon
from myologic.grammar.normalise import fold
from myologic.grammar.question import Mention

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

    from myologic.grammar.sentences import ReadSentence
    from myologic.grammar.tokens import Atom

UNABLE: Final = "UNABLE"
"""Words before what somebody cannot do."""
HURTFUL: Final = "HURTFUL"
"""Words behind what somebody cannot do without harm."""
FARTHEST: Final = 6
"""Words between such a word and what it is about."""
_ASKS: Final = ("WH", "HOW")


def left_out_of_reach(mentions: Sequence[Mention], read: Sequence[ReadSentence], lexicon: Lexicon) -> list[Mention]:
    """The mentions, with what somebody cannot do as left out, where something is asked for beside it.

    Parameters
    ----------
    mentions
        The things of a question.
    read
        Its sentences.
    lexicon
        The lexicon.
    """
    if not any(m.role in SPOKEN_OF and lexicon.role(m.id.value) == "bearer" for m in mentions):
        return list(mentions)
    done = {m.start for m in mentions if m.start >= 0 and lexicon.things[m.id.value].alone == HOW_TO}
    if not done:
        return list(mentions)
    places = {place for each in read for place in _places(each.atoms.atoms, done, lexicon)}
    return [replace(m, role="excluded") if m.start in places and m.role in ("given", *SPOKEN_OF) else m for m in mentions]


def _places(atoms: Sequence[Atom], done: set[int], lexicon: Lexicon) -> set[int]:
    """Where those of the things begin that cannot be done."""
    found: set[int] = set()
    for at, atom in enumerate(atoms):
        joined = at >= 2 and any(atoms[at - 1].means_word(t) is not None for t in ("AND", "OR")) and atoms[at - 2].place[0] in found
        if atom.place[0] in done and (joined or _is_unable(atoms, at) or _hurts(atoms, at)):
            found.add(atom.place[0])
    return found


def _is_unable(atoms: Sequence[Atom], at: int) -> bool:
    """*I can't … x*: in one clause that asks nothing, with nothing else named between."""
    for i in range(at - 1, -1, -1):
        atom = atoms[i]
        if atom.mark or _says(atom) or atoms[at].first - atom.last > FARTHEST:
            return False
        if atom.means_word(UNABLE) is not None or fold(atom.text) in ("can't", "cannot", "can not", "couldn't"):
            start = next((j + 1 for j in range(i - 1, -1, -1) if atoms[j].mark or atoms[j].means_word("GIVEN") is not None), 0)
            return not any(a.of_kind(CUE) is not None or any(a.means_word(t) is not None for t in _ASKS) for a in atoms[start:i])
    return False


def _hurts(atoms: Sequence[Atom], at: int) -> bool:
    """*x and y hurt me*: right behind it, or behind a list that it opens."""
    for atom in atoms[at + 1 : at + FARTHEST]:
        if atom.means_word(HURTFUL) is not None:
            return not any(a.means_word(t) is not None for a in atoms[:at] for t in (*_ASKS, "DENIAL"))
        if atom.mark or (atom.of_kind(THING) is not None and atoms[at + 1].means_word("AND") is None) or any(atom.means_word(t) is not None for t in ("DENIAL", *_ASKS)):
            return False
    return False


def _says(atom: Atom) -> bool:
    return atom.of_kind(THING) is not None and atom.means_word("SAY") is None
