"""From content as read to a compiled knowledge base: rules run, certainty worked out, all as sections of bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from myologic.engine.certainty import Policy
from myologic.engine.errors import ContentError, LimitError, Problem, RuleError
from myologic.engine.rules import RuleSet
from myologic.engine.terms import IRI, Place, Statement, Term, Triple
from myologic.kb.cache import hash_inputs
from myologic.kb.conclusions import Conclusions, Reasoning
from myologic.kb.content import ReadFile, all_rules
from myologic.kb.facts import FactTable, pack_facts
from myologic.kb.kept_parts import KeptParts
from myologic.kb.late import ground_properties, marked_in, worded_in
from myologic.kb.policy import kept, policy_of
from myologic.kb.proofs import pack_proofs
from myologic.kb.retired import without_retired
from myologic.kb.stated import StatedTexts
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
    found = Conclusions(parts.made("conclusions", reasoning.firing_key, reasoning.conclude, reasoning.is_lasting))
    worded, wording = parts.lexicon(StatedTexts(content, (triple for triple, _ in found.derived)))
    with wording:  # what people say is made ready beside the numbers of facts
        sections = _numbered(content, reasoning, found, parts, explained=explained)
        sections["identity"] = "\n".join((name, content_hash, *packs)).encode()
        return {**sections, **worded, **wording.value()}


def _numbered(
    content: Sequence[ReadFile], reasoning: Reasoning, found: Conclusions, parts: KeptParts, *, explained: bool
) -> dict[str, bytes]:
    """Everything but the lexicon."""
    rules, lasting = reasoning.rules, reasoning.is_lasting
    policy = policy_of(reasoning.premises(found))
    sections = pack_facts(_ranked(content, found.confirmed, policy), found.derived)
    facts = FactTable({each: memoryview(data) for each, data in sections.items()})
    asked = worded_in(facts)
    goals = [triple for triple, _ in found.derived if triple.predicate in asked]
    goals_key = hash_inputs([(reasoning.firing_key, b""), *((name, b"") for name in sorted(map(str, asked)))])
    make_proofs = (lambda: pack_proofs(reasoning.inference, facts, goals, rules.rules)) if explained else None
    sections |= parts.proofs(facts, goals_key, make_proofs, lasting)
    sections["proofs_of"] = goals_key.encode()
    sections["rules"] = reasoning.encoded_rules
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
    type_of = TYPE.value
    special = {type_of, *(triple.predicate.value for triple in confirmed if isinstance(triple.predicate, IRI))}
    rows = []
    last: Term | None = None
    level = 0
    for each in content:
        for triple, _, _, place in each.statements:
            subject, predicate, _ = triple
            if subject is not last:  # all that is written on one node is equally sure, and mostly stands together
                last, level = subject, kept(policy.of_given(triple))
            name = predicate.value  # type: ignore[union-attr]  # the properties of what was read are addresses
            if name in special:
                rows.append((triple, place, 0 if name == type_of else confirmed.get(triple, 0) or level))
            else:
                rows.append((triple, place, level))
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
