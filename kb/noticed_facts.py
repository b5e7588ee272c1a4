"""A knowledge base that notices what is looked up in it, so that an answer can be kept for as long as everything it rests on is the same.

What is noticed is coarse: a thing with all that is said of it, whatever leads to a thing, all facts with a property. What the rules
conclude is one look: either all that they read is the same, or nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b

from myologic.engine.inference import Inference
from myologic.engine.proof import NearMiss, Proof
from myologic.engine.terms import IRI, Place, Term, Triple
from myologic.grammar.lexicon import Lexicon
from myologic.kb.base import KnowledgeBase, Overlay
from myologic.kb.facts import FactTable, array_of_sizes
from myologic.kb.rule_codec import RuleTable
from myologic.kb.terms import TermTable, term_of, text_of
from myologic.kb.vocabulary import LEX

_LEX_BYTES = b"i" + LEX.encode()

Look = tuple[str, ...]
"""A kind, and the texts of the terms that were looked for."""
OF, WORDS, PLACES, PAIR, PROPERTY, THERE, TO, ALL = "of", "words", "places", "pair", "property", "there", "to", "all"
"""What is said of a thing but for its wordings in the lexicon, which are read with the phrases; those; and so on."""
RULES, CONCLUSIONS, CASES, READ = "rules", "conclusions", "cases", "read"


class NoticedFacts(FactTable):
    """A fact table that notes what is looked for.

    Parameters
    ----------
    kb
        Whose facts they are.
    """

    __slots__ = ("looks",)

    def __init__(self, kb: KnowledgeBase) -> None:
        super().__init__(kb._sections)
        self.looks: set[tuple[str | Term, ...]] = set()

    def match(self, subject: Term | None, predicate: Term | None, object_: Term | None) -> Iterator[Triple]:
        """As of a fact table."""
        if subject is not None:
            self._note_of(subject, predicate)
        elif predicate is not None:
            self.looks.add((PROPERTY, predicate) if object_ is None else (PAIR, predicate, object_))
        else:
            self.looks.add((ALL,) if object_ is None else (TO, object_))
        return super().match(subject, predicate, object_)

    def _note_of(self, subject: Term, predicate: Term | None) -> None:
        worded = predicate is not None and isinstance(predicate, IRI) and predicate.value.startswith(LEX)
        if not worded:
            self.looks.add((OF, subject))
        if worded or predicate is None:
            self.looks.add((WORDS, subject))

    def objects(self, subject: Term, predicate: Term) -> tuple[Term, ...]:
        """As of a fact table."""
        self._note_of(subject, predicate)
        return super().objects(subject, predicate)

    def subjects(self, predicate: Term, object_: Term) -> tuple[Term, ...]:
        """As of a fact table."""
        self.looks.add((PAIR, predicate, object_))
        return super().subjects(predicate, object_)

    def index(self, triple: Triple) -> int:
        """As of a fact table; what is then asked of the row is said of the subject too."""
        self._note_of(triple.subject, triple.predicate)
        return super().index(triple)

    def place(self, index: int) -> Place | None:
        """As of a fact table."""
        self.looks.add((PLACES, self.terms.term(self._spo[0][index])))
        return super().place(index)

    def triple(self, index: int) -> Triple:
        """As of a fact table."""
        self.looks.add((ALL,))
        return super().triple(index)

    def asserted(self) -> Iterator[Triple]:
        """As of a fact table."""
        self.looks.add((ALL,))
        return super().asserted()

    def derived(self) -> Iterator[int]:
        """As of a fact table."""
        self.looks.add((ALL,))
        return super().derived()


    def value(self, look: Look) -> str:
        """A hash of what a look finds, the same whatever numbers terms have; "" where it finds nothing."""
        kind, *texts = look
        numbers = [self.terms.number(term_of(text)) for text in texts]  # type: ignore[arg-type]  # no variables
        found = [] if -1 in numbers else list(self._found(kind, numbers))
        return blake2b(array_of_sizes(found) + b"".join(found), digest_size=8).hexdigest() if found else ""

    def _found(self, kind: str, numbers: Sequence[int]) -> Iterator[bytes]:
        text, spo, pos = self.terms.text, self._spo, self._pos
        if kind == TO:
            for s, p, _ in self._rows_of_object(*numbers):
                yield from (text(s), text(p))
        elif kind in (OF, WORDS, PLACES):
            low, high = self._range(spo, numbers)
            for row in range(low, high):
                said = text(spo[1][row])
                if kind == PLACES:
                    yield from (said, text(spo[2][row]), str(self._at(row)).encode("utf-8", "surrogateescape"))
                elif said.startswith(_LEX_BYTES) == (kind == WORDS):
                    yield from (said, text(spo[2][row]), bytes((self._certainty[row], self._origin[row])))
        else:
            low, high = self._range(pos, numbers)
            if kind == THERE:
                yield from sorted({text(pos[1][row])[:1] for row in (low, high - 1) if low < high})  # things or texts
                return
            if kind == PROPERTY:
                yield from map(text, pos[1][low:high])
            yield from map(text, pos[2][low:high])

    def _at(self, row: int) -> Place | None:
        return super().place(row)


class NoticedBase(KnowledgeBase):
    """A knowledge base that notes what is looked up in it, and remembers nothing of what others asked.

    Parameters
    ----------
    plain
        The knowledge base, which answers the same.
    facts
        Its facts, where looks are noted; several of these may have the same.
    lexicon
        The lexicon, noticing or not.
    """

    facts: NoticedFacts

    def __init__(self, plain: KnowledgeBase, facts: NoticedFacts, lexicon: Lexicon) -> None:
        super().__init__(plain._sections, late=False)
        self._plain = plain
        self.facts = facts
        self.lexicon = lexicon

    def _note(self, *look: str | Term) -> None:
        self.facts.looks.add(look)

    @cached_property
    def inference(self) -> Inference:
        """As of a knowledge base."""
        self._note(RULES)
        return self._plain.inference

    @property
    def rules(self) -> RuleTable:
        """As of a knowledge base."""
        self._note(RULES)
        return self._plain.rules

    @property
    def rules_part(self) -> bytes:
        """As of a knowledge base."""
        self._note(RULES)
        return super().rules_part

    @property
    def ground_parts(self) -> dict[str, memoryview]:
        """None: the engine, which concludes the same, says what it rests on."""
        return {}

    @property
    def phrase_parts(self) -> dict[str, memoryview]:
        """As of a knowledge base."""
        self._note(ALL)
        return super().phrase_parts

    @property
    def terms(self) -> TermTable:
        """As of a knowledge base."""
        self._note(ALL)
        return super().terms

    def __len__(self) -> int:
        self._note(ALL)
        return super().__len__()

    def is_read(self, predicate: Term) -> bool:
        """As of a knowledge base."""
        self._note(READ)
        self._note(THERE, predicate)
        return self._plain.is_read(predicate)

    def proof(self, triple: Triple) -> Proof | None:
        """As of a knowledge base."""
        if self.facts.index(triple) < 0:
            return None
        self._note(CONCLUSIONS)
        return self._plain.proof(triple)

    def overlay(self, facts: Iterable[Triple]) -> Overlay:
        """As of a knowledge base."""
        facts = list(facts)
        told = self._plain.rests_on.told
        of_case = all(isinstance(each.predicate, IRI) and each.predicate.value in told for each in facts)
        self._note(CASES if of_case else RULES)
        return _NoticedOverlay(self, self._plain.inference.overlay(facts))


class _NoticedOverlay(Overlay):
    """A case on top, of which it is noted already that it rests on all that rules may read."""

    base: NoticedBase

    def why_not(self, triple: Triple) -> tuple[NearMiss, ...]:
        """As of an overlay; rules that nothing lets fire come near too."""
        self.base.inference  # noqa: B018  # notes it
        return super().why_not(triple)

    @cached_property
    def _levels(self) -> Mapping[Triple, int]:
        # What fires in a case is asked of all facts that it was derived from: these are those that the rules read.
        return Overlay(self.base._plain, self.inference)._levels


def look_text(look: tuple[str | Term, ...]) -> Look:
    """A look as texts."""
    return (str(look[0]), *(text_of(each) for each in look[1:]))  # type: ignore[arg-type]  # terms after the kind


def value_of(look: Look, kb: KnowledgeBase, facts: NoticedFacts) -> str:
    """What a look finds in a knowledge base with these facts, as a hash.

    Parameters
    ----------
    look
        As `look_text` gives it.
    kb, facts
        The knowledge base, and its facts.
    """
    if len(look) > 1:
        return facts.value(look)
    rests = kb.rests_on
    known = {RULES: rests.rules, CONCLUSIONS: rests.conclusions, CASES: rests.cases}
    if look[0] == READ:
        return blake2b(kb.rules_part, digest_size=8).hexdigest()
    return known.get(look[0], kb.hash)
