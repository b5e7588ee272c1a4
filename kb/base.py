"""The knowledge base as everything after it sees it: facts, proofs, certainty, names, and cases on top."""

from __future__ import annotations

from myologic.engine.records import dataclass
from myologic.engine.remembering import cached_property
from myologic.engine.terms import IRI, Place, Term, Triple
from myologic.kb.facts import FactTable
from myologic.kb.levels import CONTESTED_MARK, level_shown
from myologic.kb.reading import Reading, Source
from myologic.kb.vocabulary import MODIFIED, PREF_LABEL, kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from myologic.engine.certainty import Certainty, Policy
    from myologic.engine.inference import Inference
    from myologic.engine.program import Program
    from myologic.engine.proof import NearMiss, Proof, ProofGraph, RatedProof
    from myologic.grammar.lexicon import Lexicon
    from myologic.kb.proofs import ProofTable
    from myologic.kb.rests_on import RestsOn
    from myologic.kb.rule_codec import RuleTable
    from myologic.kb.terms import TermTable


@dataclass(frozen=True, slots=True)
class RuleNote:
    """What an author says about a rule.

    Parameters
    ----------
    id
        The rule's address.
    label
        Its name in words.
    sentence
        What it says, with slots in braces for the rule's variables.
    rationale
        Why it should hold, or None.
    certainty
        A level, or None.
    sources
        Who says so.
    modified
        When it was last looked at, as a date, or None.
    """

    id: str
    label: str
    sentence: str | None
    rationale: str | None
    certainty: str | None
    sources: tuple[Source, ...]
    modified: str | None


class KnowledgeBase(Reading):
    """The checked and inferred content. Frozen, safe to share between threads, read lazily.

    Parameters
    ----------
    sections
        The compiled content, from memory or from a snapshot file.
    notices
        What a user may want to know about the loading itself, as that nothing could be kept for the next time.
    cache
        The folder where what is made of it may be kept for the next process; None where nothing may.
    snapshot
        The name of its snapshot in that folder; None where there is none.
    late
        Whether parts that it lacks are made when they are asked for; for a few questions they are not worth it.
    """

    def __init__(
        self,
        sections: Mapping[str, memoryview],
        notices: tuple[str, ...] = (),
        cache: str | None = None,
        snapshot: str | None = None,
        *,
        late: bool = True,
    ) -> None:
        self._sections = sections
        self.notices = notices
        self.cache, self.snapshot, self._late = cache, snapshot, late
        self.name, self.hash, *packs = bytes(sections["identity"]).decode().split("\n")
        self.packs: tuple[str, ...] = tuple(packs)
        self._known_types: dict[Term, tuple[IRI, ...]] = {}
        self._known_labels: dict[Term, str] = {}
        self._known_sources: dict[Term, Source] = {}
        self._known_certainties: dict[Triple, int] = {}

    def as_new(self) -> KnowledgeBase:
        """The same content, with nothing remembered of what it was asked before."""
        return KnowledgeBase(self._sections, self.notices, self.cache, self.snapshot, late=self._late)

    @cached_property
    def facts(self) -> FactTable:
        """All facts, written and derived, as they are kept."""
        return FactTable(self._sections)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The phrases of the question language."""
        from myologic.grammar.phrasebook import open_lexicon

        return open_lexicon(self._sections)

    def __len__(self) -> int:
        return self.facts.size

    # One answer asks for the same types, labels and sources many times over; only what is there is remembered.

    def types(self, subject: Term) -> tuple[IRI, ...]:
        """The classes of a thing with all classes above them, the most specific first."""
        known = self._known_types.get(subject)
        if known is None:
            known = super().types(subject)
            if known:
                self._known_types[subject] = known
        return known

    def label(self, term: Term) -> str:
        """The preferred name of a thing; the text of a literal; else the end of the address in words."""
        if not isinstance(term, IRI):
            return super().label(term)
        known = self._known_labels.get(term)
        if known is None:
            known = super().label(term)
            if self.types(term):
                self._known_labels[term] = known
        return known

    def source(self, iri: Term) -> Source:
        """One source as it is cited."""
        known = self._known_sources.get(iri)
        if known is None:
            known = super().source(iri)
            if self.types(iri):
                self._known_sources[iri] = known
        return known

    def match(self, subject: Term | None, predicate: Term | None, object_: Term | None) -> Iterator[Triple]:
        """The facts that fit, None meaning anything, in the order of their terms."""
        return self.facts.match(subject, predicate, object_)

    def asserted(self) -> Iterator[Triple]:
        """Every fact that is written somewhere, in the order of their terms."""
        return self.facts.asserted()

    def objects(self, subject: Term, predicate: Term) -> tuple[Term, ...]:
        """The objects of a subject and a predicate, sorted."""
        return self.facts.objects(subject, predicate)

    def subjects(self, predicate: Term, object_: Term) -> tuple[Term, ...]:
        """The subjects of a predicate and an object, sorted."""
        return self.facts.subjects(predicate, object_)

    def has(self, subject: Term, predicate: Term, object_: Term) -> bool:
        """Whether a fact holds."""
        return self.facts.index(Triple(subject, predicate, object_)) >= 0

    def is_derived(self, triple: Triple) -> bool:
        """Whether a fact was derived by a rule and is written nowhere."""
        index = self.facts.index(triple)
        return index >= 0 and self.facts.is_derived(index)

    def place(self, triple: Triple) -> Place | None:
        """Where a written fact stands (its object); None for what was derived or is unknown."""
        index = self.facts.index(triple)
        return None if index < 0 else self.facts.place(index)

    def certainty(self, triple: Triple) -> str | None:
        """How sure a fact is, a level's name, or None where nothing was said."""
        return level_shown(self.kept_certainty(triple))

    def is_contested(self, triple: Triple) -> bool:
        """Whether a fact rests on something that sources contradict each other about."""
        return self.kept_certainty(triple) >= CONTESTED_MARK

    def kept_certainty(self, triple: Triple) -> int:
        """The certainty of a fact as it is kept, see `policy.kept`; 0 for what does not hold."""
        known = self._known_certainties.get(triple)
        if known is None:
            index = self.facts.index(triple)
            if index < 0:
                return 0
            known = self._known_certainties[triple] = self.facts.certainty(index)
        return known

    @cached_property
    def rules(self) -> RuleTable:
        """All rules, in the order of the content."""
        from myologic.kb.rule_codec import RuleTable

        return RuleTable(bytes(self._sections["rules"]))

    @cached_property
    def _proofs(self) -> ProofTable | None:
        from myologic.kb.proofs import ProofTable

        if "proof_rows" not in self._sections:
            if not self._late:
                return None
            from myologic.kb.late import make_proofs

            self._gain(make_proofs(self))
        return ProofTable(self._sections, self.facts, self.rules.rule)

    def _gain(self, made: Mapping[str, bytes]) -> None:
        self._sections = {**self._sections, **{name: memoryview(data) for name, data in made.items()}}

    @cached_property
    def inference(self) -> Inference:
        """The engine's view of all that rules read or conclude, for what the kept proofs do not answer."""
        from myologic.engine.inference import Inference

        if "inference.run" not in self._sections:
            from myologic.kb.late import make_inference

            self._gain(make_inference(self))
        return Inference.from_parts(self.program, self._parts("inference."))

    @cached_property
    def program(self) -> Program:
        """The compiled rules."""
        from myologic.engine.kept_program import program_from_parts

        return program_from_parts(self._parts("program."), self.rules.rule, self.rules.data())

    @property
    def ground_parts(self) -> dict[str, memoryview]:
        """The sections of the rules about a case, specialised to the content; none where they could not be."""
        if self._late and "ground.head" not in self._sections:
            from myologic.kb.late import make_ground

            self._gain(make_ground(self))
        return {name: data for name, data in self._sections.items() if name.startswith("ground.")}

    @property
    def rules_part(self) -> bytes:
        """All rules, as they are kept."""
        return bytes(self._sections["rules"])

    @property
    def proofs_of(self) -> str:
        """A hash of everything that kept proofs rest on."""
        return bytes(self._sections["proofs_of"]).decode()

    @cached_property
    def rests_on(self) -> RestsOn:
        """Hashes of what conclusions rest on."""
        from myologic.kb.rests_on import rests_on

        return rests_on(bytes(self._sections["rests_on"]).decode())

    @property
    def phrase_parts(self) -> dict[str, memoryview]:
        """The sections of the phrases of the question language."""
        return {name: data for name, data in self._sections.items() if name.startswith("lexicon_")}

    @property
    def terms(self) -> TermTable:
        """The table that numbers all terms."""
        return self.facts.terms

    def _parts(self, mark: str) -> dict[str, memoryview]:
        return {name[len(mark) :]: data for name, data in self._sections.items() if name.startswith(mark)}

    @cached_property
    def policy(self) -> Policy:
        """How sure written facts and rules are, by what content says of them."""
        from myologic.kb.policy import policy_of

        return policy_of(self)

    def proof(self, triple: Triple) -> Proof | None:
        """Why a fact holds, down to what is written; None for what does not hold."""
        index = self.facts.index(triple)
        if index < 0:
            return None
        kept = self._proofs
        return (None if kept is None else kept.proof(index)) or self.inference.proof(triple)

    def is_read(self, predicate: Term) -> bool:
        """Whether rules read or conclude facts with a predicate; the others are nowhere but in the table of facts."""
        number = self.inference.dictionary.find(predicate)
        return number is not None and self.inference.store.read(number) is not None

    def _with(self, triple: Triple) -> Inference:
        """The engine's view, with a fact that holds and that no rule reads."""
        if self.is_read(triple.predicate) or self.facts.index(triple) < 0:
            return self.inference
        return self.inference.overlay([triple])

    def proof_graph(self, triple: Triple, limit: int = 100) -> ProofGraph:
        """All minimal proofs of a fact as one graph, at most `limit`."""
        return self._with(triple).proof_graph(triple, limit)

    def best_proof(self, triple: Triple) -> RatedProof[Certainty] | None:
        """The proof that makes a fact as sure as it is, the shortest of these; None for what does not hold."""
        from myologic.engine.certainty import best_proof

        return best_proof(self._with(triple), triple, self.policy)

    def why_not(self, triple: Triple) -> tuple[NearMiss, ...]:
        """The rules that come nearest to deriving what does not hold."""
        return self.inference.why_not(triple)

    def overlay(self, facts: Iterable[Triple]) -> Overlay:
        """What follows if some more facts hold, as those of one person; the knowledge base stays as it is."""
        return Overlay(self, self.inference.overlay(facts))

    def rule_note(self, rule: IRI) -> RuleNote | None:
        """What is said about a rule, or None where nothing is."""
        return rule_note(self, rule)


class Overlay(Reading):
    """The knowledge base with the facts of a case on top, read in the same way. Frozen.

    Parameters
    ----------
    base
        The knowledge base below.
    inference
        What follows from both.
    """

    def __init__(self, base: KnowledgeBase, inference: Inference) -> None:
        self.base = base
        self.inference = inference
        self.name, self.hash, self.packs = base.name, base.hash, base.packs

    def match(self, subject: Term | None, predicate: Term | None, object_: Term | None) -> Iterator[Triple]:
        """The facts that fit, None meaning anything, those that no rule reads first, each in a fixed order."""
        base, found = self.base, self.inference.match(subject, predicate, object_)
        if predicate is not None and base.is_read(predicate):
            return found
        unread = [
            each
            for each in base.match(subject, predicate, object_)
            if predicate is not None or not base.is_read(each.predicate)
        ]
        return iter(dict.fromkeys((*unread, *found)))

    def objects(self, subject: Term, predicate: Term) -> tuple[Term, ...]:
        """The objects of a subject and a predicate, sorted."""
        return tuple(triple.object for triple in self.match(subject, predicate, None))

    def subjects(self, predicate: Term, object_: Term) -> tuple[Term, ...]:
        """The subjects of a predicate and an object, sorted."""
        return tuple(triple.subject for triple in self.match(None, predicate, object_))

    def has(self, subject: Term, predicate: Term, object_: Term) -> bool:
        """Whether a fact holds."""
        triple = Triple(subject, predicate, object_)
        return triple in self.inference or self._is_unread(triple)

    def _is_unread(self, triple: Triple) -> bool:
        """Whether the knowledge base below holds a fact that no rule reads."""
        return not self.base.is_read(triple.predicate) and self.base.has(*triple)

    def is_derived(self, triple: Triple) -> bool:
        """Whether a fact was derived by a rule."""
        return self.inference.is_derived(triple)

    def derived(self) -> Iterator[Triple]:
        """What holds here and not in the knowledge base below, sorted; the facts of the case included."""
        return self.inference.added()

    def place(self, triple: Triple) -> Place | None:
        """Where a fact of the knowledge base stands; None for those of the case and for what was derived."""
        return self.base.place(triple)

    def proof(self, triple: Triple) -> Proof | None:
        """Why a fact holds, down to what is written and to the facts of the case."""
        return self.base.proof(triple) if self._is_unread(triple) else self.inference.proof(triple)

    def proof_graph(self, triple: Triple, limit: int = 100) -> ProofGraph:
        """All minimal proofs of a fact as one graph, at most `limit`."""
        reading = self.base if self._is_unread(triple) else self.inference
        return reading.proof_graph(triple, limit)

    def best_proof(self, triple: Triple) -> RatedProof[Certainty] | None:
        """The proof that makes a fact as sure as it is, the shortest of these; None for what does not hold."""
        from myologic.engine.certainty import best_proof
        from myologic.kb.policy import certainty_of

        base = self.base
        if self._is_unread(triple):
            return base.best_proof(triple)
        return best_proof(self.inference, triple, base.policy, lambda fact: certainty_of(base.kept_certainty(fact)))

    def why_not(self, triple: Triple) -> tuple[NearMiss, ...]:
        """The rules that come nearest to deriving what does not hold."""
        return self.inference.why_not(triple)

    @cached_property
    def _levels(self) -> Mapping[Triple, int]:
        from myologic.kb.policy import certainties, certainty_of

        base = self.base
        return certainties(self.inference, base.policy, lambda triple: certainty_of(base.kept_certainty(triple)))

    def certainty(self, triple: Triple) -> str | None:
        """How sure a fact is, a level's name, or None where nothing was said."""
        return level_shown(self.kept_certainty(triple))

    def is_contested(self, triple: Triple) -> bool:
        """Whether a fact rests on something that sources contradict each other about."""
        return self.kept_certainty(triple) >= CONTESTED_MARK

    def kept_certainty(self, triple: Triple) -> int:
        """The certainty of a fact as it is kept, see `policy.kept`; 0 for what does not hold."""
        return self._levels.get(triple) or self.base.kept_certainty(triple)

    def rule_note(self, rule: IRI) -> RuleNote | None:
        """What is said about a rule, or None where nothing is."""
        return self.base.rule_note(rule)


def rule_note(reading: Reading, rule: IRI) -> RuleNote | None:
    """What is said about a rule, or None where nothing is."""
    label = reading.text(rule, PREF_LABEL)
    if label is None:
        return None
    return RuleNote(
        rule.value,
        label,
        reading.text(rule, kb_("sentence")),
        reading.text(rule, kb_("rationale")),
        reading.text(rule, kb_("certainty")),
        reading.sources(rule),
        reading.text(rule, MODIFIED),
    )
