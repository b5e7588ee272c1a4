"""From content as read to a compiled knowledge base: rules run, certainty worked out, all as sections of bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from myologic.engine.certainty import Policy
from myologic.engine.errors import ContentError, LimitError, Problem, RuleError
from myologic.engine.rules import RuleSet
from myologic.engine.terms import Place, Statement, Term, Triple
from myologic.kb.cache import hash_inputs
from myologic.kb.conclusions import Conclusions, Reasoning
from myologic.kb.content import ReadFile, all_rules
from myologic.kb.facts import FactTable, pack_facts
from myologic.kb.kept_parts import KeptParts
from myologic.kb.late import ground_properties, marked_in, worded_in
from myologic.kb.policy import kept, policy_of
from myologic.kb.proofs import pack_proofs
from myologic.kb.retired import without_retired
from myologic.kb.vocabulary import TYPE

DERIVED_FACTS = 2_000_000
"""How many facts the rules of all content may derive; the shipped ones derive some twenty thousand."""


def compile_content(
    files: Sequence[ReadFile],
    name: str,
    content_hash: str,
    packs: Iterable[str],
    parts: KeptParts | None = None,
    *,
    explained: bool = True,
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
    explained
        Whether proofs are made now, where none fit, and kept rules about a case are looked for. These are not made, nor are the
        finished facts of the engine where conclusions were kept: see `late`.

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
    sections = pack_facts(_ranked(content, found.confirmed, policy), found.derived)
    facts = FactTable({each: memoryview(data) for each, data in sections.items()})
    worded = worded_in(facts)
    goals = [triple for triple, _ in found.derived if triple.predicate in worded]
    goals_key = hash_inputs([(reasoning.firing_key, b""), *((name, b"") for name in sorted(map(str, worded)))])
    make_proofs = (lambda: pack_proofs(reasoning.inference, facts, goals, rules.rules)) if explained else None
    sections |= parts.proofs(facts, goals_key, make_proofs, lasting)
    sections["proofs_of"] = goals_key.encode()
    sections["identity"] = "\n".join((name, content_hash, *packs)).encode()
    sections["rules"] = reasoning.encoded_rules
    sections |= parts.lexicon(facts)
    sections["rests_on"] = reasoning.rests_on.to_text().encode()
    # Facts of DATA blocks are told from written ones by the rules only where these are read, which is now.
    finished = reasoning.inference_parts if reasoning.has_run or rules.data else None
    sections |= parts.made("inference", reasoning.key, finished, lasting)
    sections |= parts.made("program", reasoning.rules_key, reasoning.program_parts, lambda: True)
    if explained:
        sections |= parts.ground(facts, ground_properties(rules.rules, marked_in(facts)), sections["rules"], None, lasting)
    return sections


def _ranked(
    content: Sequence[ReadFile], confirmed: Mapping[Triple, int], policy: Policy
) -> list[tuple[Triple, Place, int]]:
    """Written facts with the place of their object and how sure they are; of those that are derived too that counts."""
    also_derived = {triple.predicate for triple in confirmed}
    ranks_said: dict[Term, int] = {}
    rows = []
    for each in content:
        for triple, _, _, place in each.statements:
            subject, predicate, _ = triple
            rank = 0
            if predicate != TYPE:
                rank = confirmed.get(triple, 0) if predicate in also_derived else 0
                if not rank:  # all that is written on one node is equally sure
                    said = ranks_said.get(subject)
                    rank = ranks_said[subject] = kept(policy.of_given(triple)) if said is None else said
            rows.append((triple, place, rank))
    return rows


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
