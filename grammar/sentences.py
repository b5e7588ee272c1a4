"""The sentences of a question, each read on its own.

A clause that begins with a question word after a comma is a sentence of its own: what stands before it is said, not asked.
"""

from __future__ import annotations

from myologic.engine.records import dataclass, replace
from myologic.grammar.lexicon import CLASS, THING, WORD, Lexicon
from myologic.grammar.limiting import wanted_in
from myologic.grammar.normalise import Sentence, Word, first_words, respelled, sentences_of, words_of
from myologic.grammar.notation import written_out
from myologic.grammar.readings import read_sentence
from myologic.grammar.spelling import with_blanks
from myologic.grammar.tokens import Atom, Atoms, read_atoms
from myologic.grammar.units import Reading

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_WORDS = 100
"""Words and marks of one sentence that are read."""
LEAST_DENIED = 3
"""Words of *can not x*, from which on somebody may be left out."""
MOST_BRACKETED = 3
"""Words in brackets that may belong to a name."""
CUT = "cut"
"""What ends a sentence whose other words are not read."""
_ARROWS = ("->", "-->", "=>", "==>", "→", "⇒", ">", ">>")
_GAPS = ("?", "…", ".")
"""What stands for a step that is not known."""


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence with all that was found in it."""

    sentence: Sentence
    atoms: Atoms
    reading: Reading

    @property
    def asks(self) -> bool:
        """Whether the sentence has the form of a question or of a request."""
        frame = self.reading.frame
        return bool(
            self.sentence.end == "?" or frame.opener or self.reading.tag or self.reading.cues or frame.kinds
        )


def sentences_in(text: str, lexicon: Lexicon) -> list[Sentence]:
    """The sentences of a text; a clause that begins with a question word after a comma is one of its own.

    Of a sentence the first `MOST_WORDS` words and marks are read: nobody asks in a longer one, and what takes more time than
    its length in proportion would find its place there.
    """
    memo = lexicon.memo("respell")
    if "heads" not in memo:
        memo["heads"] = first_words(lexicon.respell)
    words = with_blanks(written_out(words_of(text), text, lexicon), lexicon)
    words = respelled(_without_gaps(words), lexicon.respell, memo["heads"])
    result = []
    seen: set[tuple[str, ...]] = set()
    for sentence in sentences_of(words):
        if len(sentence.words) > MOST_WORDS:
            sentence = Sentence(sentence.words[:MOST_WORDS], CUT)
        for part in _clauses(sentence, lexicon):
            key = tuple(w.form for w in part.words)
            if key and key not in seen and any(f[0].isalnum() or f[0] in "?@" for f in key):
                seen.add(key)
                result.append(part)
    return result


def _leaves_out_who(atoms: Sequence[Atom], words: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether a sentence begins with a helping word that is denied, and nobody is named who does not do it."""
    if len(words) < LEAST_DENIED or atoms[0].means_word("YESNO") is None or atoms[0].last != 1:
        return False
    denied = (lexicon.entries[n] for n in lexicon.phrases.get(words[1].form, ()))
    if not any(e.kind == WORD and e.value == "DENIAL" for e in denied):
        return False
    behind = next((a for a in atoms if a.first == LEAST_DENIED - 1), None)
    who = behind is not None and any(behind.means_word(token) for token in ("WHO", "DOER", "OWN", "POSITION", "ALL"))
    return not who and (behind is None or behind.loose or (behind.of_kind(THING) is None and behind.of_kind(CLASS) is None))


def _without_gaps(words: list[Word]) -> list[Word]:
    """Words without equality signs and the question marks that stand for a step between arrows."""
    return [word for i, word in enumerate(words) if not _is_bracket(words, i) and word.form != "=" and not _is_gap(words, i)]


def _is_gap(words: list[Word], at: int) -> bool:
    """Whether a mark is one of a row (*???*) that stands beside an arrow: a step that is asked for."""
    if words[at].form not in _GAPS:
        return False
    first = last = at
    while first and at - first < MOST_BRACKETED and words[first - 1].form in _GAPS:
        first -= 1
    while last + 1 < len(words) and last - at < MOST_BRACKETED and words[last + 1].form in _GAPS:
        last += 1
    return any(words[i].form in _ARROWS for i in (first - 1, last + 1) if 0 <= i < len(words))


def _is_bracket(words: list[Word], at: int) -> bool:
    """Whether a mark is one of the brackets around a few words: *x (y) z* is a name like any other."""
    form = words[at].form
    if form == "(":
        return any(word.form == ")" for word in words[at + 1 : at + MOST_BRACKETED + 2])
    return form == ")" and any(word.form == "(" for word in words[max(at - MOST_BRACKETED - 1, 0) : at])


def _clauses(sentence: Sentence, lexicon: Lexicon) -> list[Sentence]:
    words = sentence.words
    cuts = [0]
    for i in range(2, len(words) - 1):
        # at most one word (*so*, *and*, *but*) between the comma and the question word
        if words[i].form not in (",", ":") or i - cuts[-1] < 2:
            continue
        if _opens(words, i + 1, lexicon) or (i + 2 < len(words) and _opens(words, i + 2, lexicon, short=True)):
            cuts.append(i + 1)
    parts = [words[a:b] for a, b in zip(cuts, [*cuts[1:], len(words)], strict=True)]
    stripped = [p[:-1] if p and p[-1].form in (",", ":") else p for p in parts]
    return [Sentence(p, sentence.end if i == len(stripped) - 1 else ",") for i, p in enumerate(stripped) if p]


def _opens(words: Sequence[Word], position: int, lexicon: Lexicon, short: bool = False) -> bool:
    """Whether a clause that asks begins at a word: a question word, or a helping word before more than a tag."""
    if not words[position].form[0].isalnum():
        return False
    entries = [lexicon.entries[n] for n in lexicon.phrases.get(words[position].form, ()) if lexicon.entries[n].kind == WORD]
    if short:
        before = [lexicon.entries[n] for n in lexicon.phrases.get(words[position - 1].form, ())]
        if not any(e.kind == WORD and e.value in ("SAY", "AND", "PRON") for e in before):
            return False
    kinds = {e.value for e in entries}
    if kinds & {"WH", "HOW"} and "SAY" not in kinds - {"WH", "HOW"}:
        return len(words) - position >= 2
    if kinds & {"WH", "HOW"}:
        return len(words) - position >= 3
    return "YESNO" in kinds and len(words) - position >= 4


def read_in(sentence: Sentence, text: str, lexicon: Lexicon, split: bool = False) -> ReadSentence:
    """Read one sentence.

    Parameters
    ----------
    sentence
        Its words.
    text
        The cleaned text that they stand in.
    split
        Names are read as their parts where they can be.
    """
    atoms = read_atoms(sentence.words, lexicon, text, split)
    reading = read_sentence(atoms.atoms, lexicon, atoms.cues)
    reading.wanted = wanted_in(atoms.atoms, reading, lexicon)
    if reading.frame.opener == "YESNO" and sentence.end != "?" and _leaves_out_who(atoms.atoms, sentence.words, lexicon):
        # *can't bake it*, with nobody before it, tells of somebody
        reading.frame = replace(reading.frame, opener="")
        reading.personal = True
    frame = reading.frame
    grouped = any(lexicon.role(n.id) == "group" for n in reading.named)
    verbless = frame.opener in ("WH", "") and frame.shape in ("about", "loose") and not frame.relation and not frame.kinds
    claimed = frame.shape == "claim"
    if not split and reading.named and not reading.cues and not claimed and (grouped or verbless):
        # the name of a group may stand for a wish for its members: *x soup* for *soups with x*
        parts = read_in(sentence, text, lexicon, True)
        other = parts.reading.frame
        wished = other.states and other.kinds or any(relation for _, relation in other.kinds) or (verbless and other.relation)
        if parts.reading.named and wished and len(parts.reading.left_over) <= len(reading.left_over):
            return parts
    return ReadSentence(sentence, atoms, reading)
