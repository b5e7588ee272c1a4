"""Inclination: which intent all words of a question together speak for, whatever single signs of it show.

Cues and shapes know the wordings that somebody thought of. Of the others each word, each pair of neighbours and each shape that
was found has a weight towards each of a few dozen units; what is above zero there speaks for and against every intent. What is
named stands in them as its kind alone, so a wording learnt with one thing is known with all. The weights are content
(`lex:Inclination`); they are fitted to wordings of many people by `benchmarks/intent_inclinations.py` (a perceptron with one
hidden layer: D. E. Rumelhart, G. E. Hinton, R. J. Williams, Learning representations by back-propagating errors, 1986).
"""

from __future__ import annotations

from itertools import pairwise

from myologic.engine.late_patterns import late_pattern
from myologic.engine.records import NamedTuple
from myologic.grammar.asking import asked_in
from myologic.grammar.lexicon import CLASS, CUE, INV, REL, SIDE, STATE, THING, Lexicon
from myologic.grammar.sentences import ReadSentence
from myologic.grammar.tokens import Atom
from myologic.grammar.units import Reading

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Final

PIECES: Final = (4, 6)
"""Letters of the beginnings of a word that stand for all its forms."""
MOST_TOKENS: Final = 90
"""Tokens of a question that are weighed: the first ones."""

ZERO: Final = ord("?")
"""The character of a weight that is zero; those before it are below, those behind it above."""
MOST_OFF: Final = 28
"""How far from zero a weight is at most, in steps of its unit: from `#` to `[`, so that no character has to be escaped."""

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

    @property
    def softened(self) -> dict[str, float]:
        """The shares less sure (to the power of 0.6, together 1 again): a manner of asking must not outweigh words of danger."""
        powers = {name: share**0.6 for name, share in self.shares.items()}
        whole = sum(powers.values())
        return {name: power / whole for name, power in powers.items()}

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
    return shares_of(signs_of(read, lexicon), lexicon) if lexicon.inclined else Inclination({})


def shares_of(signs: Iterable[str], lexicon: Lexicon) -> Inclination:
    """How far signs are inclined towards each intent.

    Parameters
    ----------
    signs
        As `signs_of` finds them, in any order.
    lexicon
        One with weights.
    """
    rows = [row for sign in signs if (row := lexicon.inclines.get(sign)) is not None]
    heard = [(number, value) for number, value in enumerate(_units(rows, lexicon.units)) if value > 0]
    sums = []
    for _, bias, weights in lexicon.inclined:
        total = bias
        for number, value in heard:
            total += value * weights[number]
        sums.append(total)
    top = max(sums)
    powers = [_E ** (each - top) for each in sums]
    whole = sum(powers)
    return Inclination({name: power / whole for (name, _, _), power in zip(lexicon.inclined, powers, strict=True)})


def _units(rows: Sequence[str], units: Sequence[tuple[float, float]]) -> list[float]:
    """What the rows of weights of all signs of a question come to in each unit.

    Every character of a row is a weight. As whole numbers, characters with even and with odd places apart, rows are added up all
    places at once (two bytes for each are enough for 700 rows), so the order of the signs plays no part.
    """
    size = len(units) + len(units) % 2
    apart = int.from_bytes(b"\xff\x00" * (size // 2), "little")
    even = odd = 0
    for row in rows:
        number = int.from_bytes(row.encode("ascii"), "little")
        even += number & apart
        odd += number >> 8 & apart
    sides = (even.to_bytes(size, "little"), odd.to_bytes(size, "little"))
    zero = len(rows) * ZERO
    found = []
    for number, (step, bias) in enumerate(units):
        held, at = sides[number % 2], number // 2 * 2
        found.append((held[at] + 256 * held[at + 1] - zero) * step + bias)
    return found


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
        show (`C=…`) and what the shapes of the sentences are (`S=`, `O=`, `R=`, `K=`, `A=`); with `!` before it what stands in the
        sentence that asks.
    """
    tokens: list[str] = []
    signs: set[str] = set()
    asked = asked_in(read, lexicon) if read else None
    for each in read:
        own = _tokens(each, lexicon)
        tokens += own
        signs |= _shape(each.reading, lexicon)
        if each is asked:
            signs.update("!" + token for token in own[:MOST_TOKENS])
    tokens = tokens[:MOST_TOKENS]
    whole = ["^", *tokens, "$"]
    signs.update(whole)
    signs.update(f"{one}_{other}" for one, other in pairwise(whole))
    signs.update("~" + token[:piece] for piece in PIECES for token in tokens if "=" not in token and len(token) >= piece)
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
            tokens += _words(f"{atom.text} {atom.behind}".lower())
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
