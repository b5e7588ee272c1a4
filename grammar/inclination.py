"""Inclination: which intent all words of a question together speak for, whatever single signs of it show.

Cues and shapes know the wordings that somebody thought of. Of the others each word, each pair of neighbours and each shape that
was found has a weight towards every intent; the weights of a question are added up and compared. What is named stands in them
as its kind alone, so a wording learnt with one thing is known with all. The weights are content (`lex:Inclination`); they are
fitted to wordings of many people by `benchmarks/intent_inclinations.py` (multinomial logistic regression: J. A. Anderson,
Separate sample logistic discrimination, 1972).
"""

from __future__ import annotations

from itertools import pairwise

from myologic.engine.late_patterns import late_pattern
from myologic.engine.records import NamedTuple
from myologic.grammar.lexicon import CLASS, CUE, INV, REL, SIDE, STATE, THING, Lexicon
from myologic.grammar.sentences import ReadSentence
from myologic.grammar.tokens import Atom
from myologic.grammar.units import Reading

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Final

PIECE: Final = 5
"""Letters of the beginning of a word that stands for all its forms."""
MOST_TOKENS: Final = 90
"""Tokens of a question that are weighed: the first ones."""

_E: Final = 2.718281828459045
_WORDS: Final = late_pattern(r"[^\W_][\w'’-]*")


class Inclination(NamedTuple):
    """How far a question is inclined towards each intent.

    Parameters
    ----------
    shares
        Intent to its share, from 0 to 1, all together 1; empty where the language has no weights.
    """

    shares: Mapping[str, float]

    @property
    def first(self) -> tuple[str, float]:
        """The intent with the largest share, and that share; ("", 0.0) where there are none."""
        if not self.shares:
            return "", 0.0
        name = max(self.shares, key=lambda n: (self.shares[n], n))
        return name, self.shares[name]

    def of(self, intent: str) -> float:
        """The share of an intent."""
        return self.shares.get(intent, 0.0)


def inclined(read: Sequence[ReadSentence], lexicon: Lexicon) -> Inclination:
    """How far a question is inclined towards each intent.

    Parameters
    ----------
    read
        Its sentences.
    lexicon
        The lexicon they were read with.
    """
    names = lexicon.inclined
    if not names:
        return Inclination({})
    tenths = [0] * len(names)
    for sign in signs_of(read, lexicon):
        row = lexicon.inclines.get(sign)
        if row is not None:
            for number, weight in read_row(row):
                tenths[number] += weight
    # whole numbers are added up, so the order of the signs plays no part
    sums = [bias + weight / 10 for (_, bias), weight in zip(names, tenths, strict=True)]
    top = max(sums)
    powers = [_E ** (each - top) for each in sums]
    whole = sum(powers)
    return Inclination({name: power / whole for (name, _), power in zip(names, powers, strict=True)})


def signs_of(read: Sequence[ReadSentence], lexicon: Lexicon) -> set[str]:
    """The signs of a question that may have a weight.

    Parameters
    ----------
    read
        Its sentences.
    lexicon
        The lexicon they were read with.

    Returns
    -------
    set of str
        Words, pairs (`one_other`), beginnings of words (`~begin`), kinds of things (`T=…`), states and sides, the intents that cues
        show (`C=…`) and what the shapes of the sentences are (`S=`, `O=`, `R=`, `K=`, `A=`).
    """
    tokens: list[str] = []
    signs: set[str] = set()
    for each in read:
        tokens += _tokens(each, lexicon)
        signs |= _shape(each.reading, lexicon)
    tokens = tokens[:MOST_TOKENS]
    whole = ["^", *tokens, "$"]
    signs.update(whole)
    signs.update(f"{one}_{other}" for one, other in pairwise(whole))
    signs.update("~" + token[:PIECE] for token in tokens if "=" not in token and len(token) >= PIECE)
    signs.add(f"#T={min(sum(token.startswith('T=') for token in tokens), 3)}")
    signs.add(f"#W={min(len(tokens) // 4, 5)}")
    return signs


def _tokens(read: ReadSentence, lexicon: Lexicon) -> list[str]:
    """A sentence as tokens: words, and kinds in place of what is named."""
    named = {n.atom.first: n for n in read.reading.named}
    tokens: list[str] = []
    for atom in read.atoms.atoms:
        if atom.mark:
            tokens.append(atom.mark)
            continue
        thing = _thing(atom)
        if atom.first in named or thing:
            kind = lexicon.things[named[atom.first].id if atom.first in named else thing].kind
            tokens.append("T=" + kind.replace(" ", "-"))
            continue
        said = next((e for e in atom.entries if e.kind in (CLASS, REL, INV, STATE, SIDE)), None)
        if said is not None and said.kind in (STATE, SIDE):
            tokens.append(f"{said.kind}={_short(said.value)}")
        else:
            tokens += _words(atom.text.lower())
    tokens.append("?" if read.sentence.end == "?" else ".")
    return tokens


def _words(text: str) -> list[str]:
    words = text.split()
    return words if all(map(str.isalnum, words)) else _WORDS.findall(text)


def _thing(atom: Atom) -> str:
    """What an atom names where it can mean nothing else."""
    entry = atom.of_kind(THING)
    return "" if entry is None or any(e.kind in (REL, CUE, CLASS) for e in atom.entries) else entry.value


def _shape(reading: Reading, lexicon: Lexicon) -> set[str]:
    frame = reading.frame
    signs = {f"S={frame.shape}", f"O={frame.opener}"}
    signs.update("C=" + lexicon.cues[cue].intent for cue in reading.cues)
    if frame.relation:
        signs.add(f"R={_short(frame.relation)}-{frame.asks}")
    signs.update("K=" + _short(cls) for cls, _ in frame.kinds)
    signs.update("A=" + _short(state) for state in frame.states)
    if reading.left_over:
        signs.add("left-over")
    return signs


def _short(name: str) -> str:
    return name.rpartition("#")[2].rpartition("/")[2] or name


def read_row(text: str) -> tuple[tuple[int, int], ...]:
    """The weights of a sign, of a text like `3:5 12:-4`: numbers of intents and tenths.

    Parameters
    ----------
    text
        As `Lexicon.inclines` holds it.
    """
    pairs = (each.partition(":") for each in text.split())
    return tuple((int(number), int(weight)) for number, _, weight in pairs)
