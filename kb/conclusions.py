"""What the rules of content conclude and how sure it is, as plain sections: to be kept, and found again by what it rests on.

Running the rules, and working out how sure everything is, takes longer than reading what came out. It depends on the
rules that can fire at all and on the facts that they read; an edit of any other fact leaves it as it was.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from myologic.engine.inference import Inference, infer
from myologic.engine.kept_program import program_to_parts
from myologic.engine.program import Program, compile_rules
from myologic.engine.rules import RuleSet
from myologic.engine.terms import IRI, Term, Triple
from myologic.kb.cache import hash_inputs
from myologic.kb.policy import OF_CASE, POLICY_READS, certainties, policy_of
from myologic.kb.rests_on import RestsOn
from myologic.kb.rule_codec import encode_rules
from myologic.kb.rule_reads import read_by, that_can_fire
from myologic.kb.terms import TermTable, pack_terms, text_of
from myologic.kb.vocabulary import TYPE


class Reasoning:
    """The rules of content and the facts that matter to them. The rules run when somebody asks what follows.

    Parameters
    ----------
    rules
        All rules.
    given
        All facts that are written.
    limit_facts
        How many facts may be derived at most.
    """

    def __init__(self, rules: RuleSet, given: Sequence[Triple], limit_facts: int) -> None:
        self.rules, self._limit_facts = rules, limit_facts
        self.encoded_rules = encode_rules(rules)
        self._base, _ = read_by(rules.rules, POLICY_READS).split(given)
        stated = {each.predicate for each in (*self._base, *(each.triple for each in rules.data))}
        told = {TYPE, *(each.subject for each in self._base if each.predicate == OF_CASE)}
        firing, rest = read_by(that_can_fire(rules.rules, stated), POLICY_READS).split(self._base)
        of_cases, rest = read_by(that_can_fire(rules.rules, stated | told), POLICY_READS).split(rest)
        texts = _Texts()
        self.rules_key = hash_inputs([("rules", self.encoded_rules)])
        self.firing_key = hash_inputs([(self.rules_key, texts.bytes_of(firing))])
        """A hash of everything that conclusions rest on: a case or a pack may let more rules fire, the content alone does not."""
        cases_key = hash_inputs([(self.firing_key, texts.bytes_of(of_cases))])
        self.key = hash_inputs([(cases_key, texts.bytes_of(rest))])
        """A hash of everything that the rules may ever read of the content."""
        properties = tuple(sorted(each.value for each in told if isinstance(each, IRI)))
        self.rests_on = RestsOn(self.firing_key, cases_key, self.key, limit_facts, properties)

    @cached_property
    def program(self) -> Program:
        """The compiled rules.

        Raises
        ------
        RuleError
            They are not well-formed or cannot be stratified.
        """
        return compile_rules(self.rules)

    @cached_property
    def inference(self) -> Inference:
        """The finished facts, of those that some rule reads or concludes.

        Raises
        ------
        LimitError
            More facts are derived than allowed.
        """
        return infer(self.program, self._base, limit_facts=self._limit_facts)

    @property
    def has_run(self) -> bool:
        """Whether the finished facts are there already."""
        return "inference" in vars(self)

    def program_parts(self) -> dict[str, bytes]:
        """The sections of the compiled rules; tables only, no generated code: whatever may happen to a kept file, nothing in it runs."""
        return {f"program.{part}": data for part, data in program_to_parts(self.program).items()}

    def inference_parts(self) -> dict[str, bytes]:
        """The sections of the finished facts."""
        return finished_parts(self.inference)

    def is_lasting(self) -> bool:
        """Whether the same would be concluded at any other time."""
        return not self.inference.moment.taken

    def conclude(self) -> dict[str, bytes]:
        """The sections of everything that follows; see `Conclusions`."""
        inference = self.inference
        ranks = certainties(inference, policy_of(inference))
        derived = list(inference.derived())
        rows = [*derived, *sorted(ranks.keys() - set(derived), key=str)]
        numbers, blob, offsets = pack_terms(term for triple in rows for term in triple)
        return {
            "terms": blob,
            "offsets": offsets.tobytes(),
            "rows": array("i", (numbers[term] for triple in rows for term in triple)).tobytes(),
            "ranks": bytes([ranks.get(triple, 0) for triple in rows]),
            "derived": array("q", (len(derived),)).tobytes(),
        }

    def premises(self, conclusions: Conclusions) -> Premises:
        """What the content says of certainty, given and derived."""
        return Premises((*self._base, *(triple for triple, _ in conclusions.derived)))


def finished_parts(inference: Inference) -> dict[str, bytes]:
    """The sections of the finished facts of the engine."""
    return {f"inference.{part}": data for part, data in inference.to_parts().items()}


class _Texts:
    """Facts as bytes. A term stands in many facts, mostly as the same object: objects are told apart faster than terms."""

    def __init__(self) -> None:
        self._known: dict[int, str] = {}

    def bytes_of(self, facts: Sequence[Triple]) -> bytes:
        """The texts of all terms in turn, after their lengths. The facts must live as long as this."""
        known = self._known
        texts = []
        for triple in facts:
            for term in triple:
                text = known.get(id(term))
                if text is None:
                    text = known[id(term)] = text_of(term)
                texts.append(text)
        return array("q", (len(texts), *map(len, texts))).tobytes() + "".join(texts).encode("utf-8", "surrogatepass")


class Conclusions:
    """What follows from content.

    Parameters
    ----------
    sections
        What `Reasoning.conclude` made.
    """

    def __init__(self, sections: Mapping[str, bytes]) -> None:
        table = TermTable(sections["terms"], memoryview(sections["offsets"]).cast("i"))
        numbers = memoryview(sections["rows"]).cast("i").tolist()
        terms = list(map(table.term, range(table.size)))
        flat = map(terms.__getitem__, numbers)
        rows = list(zip(map(Triple._make, zip(flat, flat, flat, strict=True)), sections["ranks"], strict=True))
        count = memoryview(sections["derived"]).cast("q")[0]
        self.derived = rows[:count]
        """The facts that only rules give, sorted, each with its certainty as it is kept; 0 where none was worked out."""
        self.confirmed = dict(rows[count:])
        """The same of facts that are written and derived as well."""

    @cached_property
    def ranks(self) -> Mapping[Triple, int]:
        """The certainty of everything that is derived."""
        return {**self.confirmed, **{triple: rank for triple, rank in self.derived if rank}}


class Premises:
    """Facts by their predicate, for `policy.policy_of`.

    Parameters
    ----------
    facts
        All that matter.
    """

    def __init__(self, facts: Sequence[Triple]) -> None:
        self._facts: dict[Term, list[Triple]] = {each: [] for each in POLICY_READS}
        for each in facts:
            known = self._facts.get(each.predicate)
            if known is not None:
                known.append(each)

    def match(self, subject: Term | None, predicate: Term | None, object_: Term | None, /) -> Iterator[Triple]:
        """The facts with a predicate that a policy is made of."""
        assert subject is None and object_ is None and predicate is not None
        return iter(self._facts[predicate])
