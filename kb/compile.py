"""From content as read to a compiled knowledge base: rules run, certainty worked out, all as sections of bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from myologic.engine.certainty import SURE, Policy, best, weakest
from myologic.engine.errors import ContentError, LimitError, Problem, RuleError
from myologic.engine.inference import Inference
from myologic.engine.rules import RuleSet
from myologic.engine.terms import Statement, Term, Triple
from myologic.kb.cache import hash_inputs
from myologic.kb.conclusions import Conclusions, Reasoning
from myologic.kb.content import ReadFile, all_rules
from myologic.kb.facts import FactTable, pack_facts
from myologic.kb.ground_pack import pack_ground
from myologic.kb.grounding import ground, ground_reads
from myologic.kb.kept_parts import KeptParts
from myologic.kb.policy import OF_CASE, POLICY_READS, certainty_of, kept, policy_of
from myologic.kb.proofs import pack_proofs
from myologic.kb.retired import without_retired
from myologic.kb.vocabulary import TYPE, lex_

DERIVED_FACTS = 2_000_000
"""How many facts the rules of all content may derive; the shipped ones derive some twenty thousand."""
_WORDS = (lex_("verb"), lex_("inverse"), lex_("noun"))


def compile_content(
    files: Sequence[ReadFile], name: str, content_hash: str, packs: Iterable[str], parts: KeptParts | None = None
) -> dict[str, bytes]:
    """Compile content that was read without problems.

    Parameters
    ----------
    files
        The shipped files and those of packs; checks are left out.
    name, content_hash, packs
        What the knowledge base will say of itself.
    parts
        Parts made by earlier processes; what they were made of and is as it was is not made again.

    Raises
    ------
    RuleError
        The rules are not well-formed or cannot be stratified.
    LimitError
        More facts are derived than allowed.
    """
    parts = KeptParts(None, "") if parts is None else parts
    content = without_retired([each for each in files if not each.file.is_check])
    rules = rule_set(content)
    given = [each.triple for each in base_statements(content)]
    reasoning = Reasoning(rules, given, DERIVED_FACTS)
    lasting = reasoning.is_lasting
    found = Conclusions(parts.made("conclusions", reasoning.firing_key, reasoning.conclude, lasting))
    policy = policy_of(reasoning.premises(found))
    confirmed = {triple.predicate for triple in found.confirmed}
    ranks_said: dict[Term, int] = {}

    def rank_of(triple: Triple) -> int:
        if triple.predicate == TYPE:
            return 0
        if triple.predicate in confirmed and (rank := found.confirmed.get(triple)):
            return rank
        # All that is written on one node is equally sure.
        said = ranks_said.get(triple.subject)
        if said is None:
            said = ranks_said[triple.subject] = kept(policy.of_given(triple))
        return said

    statements = (statement for each in content for statement in each.statements)
    written = [(statement.triple, statement.object_place, rank_of(statement.triple)) for statement in statements]
    sections = pack_facts(written, found.derived)
    facts = FactTable({each: memoryview(data) for each, data in sections.items()})
    worded = {each.subject for property_ in _WORDS for each in facts.match(None, property_, None)}
    goals = [triple for triple, _ in found.derived if triple.predicate in worded]
    goals_key = hash_inputs([(reasoning.firing_key, b""), *((name, b"") for name in sorted(map(str, worded)))])
    sections |= parts.proofs(
        facts, goals_key, lambda: pack_proofs(reasoning.inference, facts, goals, rules.rules), lasting
    )
    sections["identity"] = "\n".join((name, content_hash, *packs)).encode()
    sections["rules"] = reasoning.encoded_rules
    sections |= parts.lexicon(facts)
    sections |= parts.made("inference", reasoning.key, reasoning.inference_parts, lasting)
    sections |= parts.made("program", reasoning.rules_key, reasoning.program_parts, lambda: True)
    marked = [each.subject for each in facts.match(None, OF_CASE, None)]
    made_of = (each.value for each in (*ground_reads(rules.rules, marked), *POLICY_READS))
    sections |= parts.ground(
        facts, made_of, sections["rules"],
        lambda: _ground(reasoning.inference, marked, policy, found.ranks, facts), lasting,
    )  # fmt: skip
    return sections


def _ground(
    inference: Inference, marked: Sequence[Term], policy: Policy, ranks: Mapping[Triple, int], facts: FactTable
) -> dict[str, bytes]:
    """The rules about a case, specialised; no section where that cannot be done."""

    def worth_of(triple: Triple) -> int:
        return kept(policy.of_given(triple)) if inference.is_given(triple) else ranks.get(triple) or kept(SURE)

    def weaker(values: Iterable[int]) -> int:
        return kept(weakest(certainty_of(each) or SURE for each in values))

    def better(one: int, other: int) -> int:
        return kept(best(certainty_of(each) or SURE for each in (one, other)))

    found = ground(inference, marked, worth_of, better, weaker, facts.terms.number)
    if found is None:
        return {}
    program, rules = found
    said = {}
    for place, rule in rules.items():
        about = policy.of_rule(rule)
        said[place] = (about.loss, int(about.most) + 1, about.corroborates, int(about.level) + 1)
    return pack_ground(program, said, marked)


def base_statements(files: Iterable[ReadFile]) -> list[Statement]:
    """What the Turtle files state; the DATA blocks of rule files belong to the rules."""
    return [statement for each in files if not each.file.path.endswith(".srl") for statement in each.statements]


def rule_set(files: Sequence[ReadFile]) -> RuleSet:
    """The rules and DATA blocks of all files as one rule set."""
    data = tuple(statement for each in files for statement in each.rules.data)
    prefixes = {name: namespace for each in reversed(files) for name, namespace in each.prefixes}
    return RuleSet(all_rules(files), data, (), tuple(sorted(prefixes.items())))


def raise_problems(problems: Sequence[Problem]) -> None:
    """Raise the family of error that the first problem belongs to, with all of them; nothing where there is none."""
    if not problems:
        return
    if problems[0].kind == "limit":
        raise LimitError(problems)
    if problems[0].kind in ("well-formedness", "stratification", "import"):
        raise RuleError(problems)
    raise ContentError(problems)
