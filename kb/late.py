"""Parts of a compiled knowledge base that are made when somebody first asks for them, and then added to its snapshot.

The rules about a case, specialised, and the kept proofs take longer to make than most of the rest after an edit of what
rules read. A check needs neither, and a question no specialised rules. The finished facts of the engine are asked for by cases
and by proofs alone, and an edit that changes no conclusion may change them. All follow from the other sections.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress

from myologic.engine.certainty import SURE, Policy, best, weakest
from myologic.engine.effort import uncollected
from myologic.engine.inference import Inference, infer
from myologic.engine.rules import Rule
from myologic.engine.terms import Term, Triple
from myologic.kb.base import KnowledgeBase
from myologic.kb.cache import code_newer_than, hash_code, store
from myologic.kb.conclusions import finished_parts
from myologic.kb.facts import FactTable
from myologic.kb.ground_pack import pack_ground
from myologic.kb.grounding import ground, ground_reads
from myologic.kb.kept_parts import KeptParts
from myologic.kb.policy import OF_CASE, POLICY_READS, certainty_of, kept
from myologic.kb.proofs import pack_proofs
from myologic.kb.rule_reads import read_by
from myologic.kb.snapshot import read_snapshot
from myologic.kb.vocabulary import lex_

_WORDS = (lex_("verb"), lex_("inverse"), lex_("noun"))
_IMPORTED_SECONDS = time.time()

Sections = dict[str, bytes]


def make_ground(kb: KnowledgeBase, parts: KeptParts | None = None) -> Sections:
    """The rules about a case, specialised to the content, kept with the snapshot; no section where that cannot be done.

    Parameters
    ----------
    kb
        The knowledge base.
    parts
        Where such parts are kept; None for the usual place.
    """
    facts, inference = kb.facts, kb.inference
    marked = marked_in(facts)
    parts = _parts(kb) if parts is None else parts
    with uncollected():
        made = parts.ground(
            facts, ground_properties(inference.program.rules, marked), kb.rules_part,
            lambda: _ground(inference, marked, kb.policy, kb.kept_certainty, facts), lambda: not inference.moment.taken,
        )  # fmt: skip
    _add(kb, made)
    return made


def make_inference(kb: KnowledgeBase, parts: KeptParts | None = None) -> Sections:
    """The finished facts of the engine, kept with the snapshot; see `make_ground`."""
    parts = _parts(kb) if parts is None else parts
    found: list[Inference] = []

    def run() -> Sections:
        rules = kb.rules.all()
        written, _ = read_by(rules, POLICY_READS).split(kb.asserted())
        found.append(infer(kb.program, written, limit_facts=kb.rests_on.limit_facts))
        return finished_parts(found[0])

    with uncollected():
        made = parts.made("inference", kb.rests_on.rules, run, lambda: not found[0].moment.taken)
    _add(kb, made)
    return made


def make_proofs(kb: KnowledgeBase, parts: KeptParts | None = None) -> Sections:
    """The steps of the proofs that questions ask for, kept with the snapshot; see `make_ground`."""
    facts, inference = kb.facts, kb.inference
    worded = worded_in(facts)
    goals = [triple for row in facts.derived() if (triple := facts.triple(row)).predicate in worded]
    parts = _parts(kb) if parts is None else parts
    with uncollected():
        made = parts.proofs(
            facts, kb.proofs_of, lambda: pack_proofs(inference, facts, goals, kb.rules.all()),
            lambda: not inference.moment.taken,
        )  # fmt: skip
    _add(kb, made)
    return made


def marked_in(facts: FactTable) -> list[Term]:
    """The properties that facts of a case are written with."""
    return [each.subject for each in facts.match(None, OF_CASE, None)]


def worded_in(facts: FactTable) -> set[Term]:
    """The properties that questions have words for."""
    return {each.subject for property_ in _WORDS for each in facts.match(None, property_, None)}


def ground_properties(rules: Sequence[Rule], marked: Sequence[Term]) -> list[str]:
    """What the specialised rules are made of: what rules about a case read and say, and what is said of certainty."""
    return [each.value for each in (*ground_reads(rules, marked), *POLICY_READS)]


def _ground(
    inference: Inference, marked: Sequence[Term], policy: Policy, rank_of: Callable[[Triple], int], facts: FactTable
) -> Sections:
    def worth_of(triple: Triple) -> int:
        return kept(policy.of_given(triple)) if inference.is_given(triple) else rank_of(triple) or kept(SURE)

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


def _parts(kb: KnowledgeBase) -> KeptParts:
    folder = _folder(kb)
    return KeptParts(folder, hash_code() if folder else "", kb.packs)


def _folder(kb: KnowledgeBase) -> str | None:
    """Where parts may be kept; None where that is not known, or where what runs here may not be the code on disk."""
    return None if kb.snapshot is None or code_newer_than(_IMPORTED_SECONDS) else kb.cache


def _add(kb: KnowledgeBase, sections: Mapping[str, bytes]) -> None:
    """Add sections to the snapshot of a knowledge base, if that is still there."""
    folder = _folder(kb)
    if folder is None or kb.snapshot is None or not sections:
        return
    known = read_snapshot(os.path.join(folder, kb.snapshot))
    if known is not None:
        with suppress(OSError):  # without it the next process makes them again
            store(folder, kb.snapshot, {**{name: bytes(data) for name, data in known.items()}, **sections})
