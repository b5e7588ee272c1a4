"""Which of several sentences asks; the others tell what is known."""

from __future__ import annotations

from myologic.grammar.lexicon import Lexicon
from myologic.grammar.sentences import ReadSentence

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence


def asked_in(read: Sequence[ReadSentence], lexicon: Lexicon) -> ReadSentence:
    """The sentence that asks: the last with a question mark, else the last in the form of a question, else the last.

    Parameters
    ----------
    read
        The sentences of a text, at least one.
    lexicon
        The lexicon they were read with.
    """
    marked = [r for r in read if r.sentence.end == "?"]
    for group in ([r for r in marked if r.reading.named], marked):
        if group:
            # a tag behind it (*…, right?*) has nothing in it
            last = group[-1]
            if not _is_empty(last, lexicon):
                return last
    forms = [r for r in read if r.reading.frame.opener or r.reading.tag or r.reading.frame.kinds]
    cued = [r for r in read if r.reading.cues]
    for group in (forms, cued):
        if group:
            return group[-1]
    return read[-1]


def _is_empty(read: ReadSentence, lexicon: Lexicon) -> bool:
    """Whether nothing in the sentence says what is wanted, or of what."""
    frame, reading = read.reading.frame, read.reading
    says = any(lexicon.cues[c].detail != "thing" for c in reading.cues)
    filters = any(kind != "PRON" for kind, _, _ in reading.modifiers)
    return not (reading.named or says or frame.relation or frame.kinds or frame.states or filters or reading.left_over)
