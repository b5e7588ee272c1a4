"""Coverage of content: how much there is of each kind, what is missing, how sure and how old claims are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Literal, Term
from myologic.kb.base import KnowledgeBase
from myologic.kb.vocabulary import CHK, LEX, MODIFIED, SOURCE, TYPE, kb_

if TYPE_CHECKING:
    from myologic.schemas.author_shapes import StatsData

_CLAIM, _GAP, _CERTAINTY, _YEAR, _SEED = kb_("Claim"), kb_("Gap"), kb_("certainty"), kb_("year"), kb_("seedClaim")
_OF, _WITHOUT, _WITHOUT_INVERSE = kb_("gapOf"), kb_("gapWithout"), kb_("gapWithoutInverse")
_GROUP = kb_("Group")
_SHOWN = 12
_MARKED = re.compile(r"([A-Za-z]+)(\d+)")


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing: the gap in words, how many things it concerns, and the names of those that have it."""

    label: str
    of: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The state of some content.

    Parameters
    ----------
    kinds
        Number of things by kind, in words.
    gaps
        What is missing.
    certainty
        Number of claims by level; "none said" where they do not say.
    newest_source
        Number of claims by the decade of their newest source, `2010s`; "no year" where no source has one.
    reviewed
        Number of rules by the year of their last review; "never" where none is said.
    seed_claims
        How many numbered claims of a first text are carried, and which of them up to the highest are not.
    """

    kinds: tuple[tuple[str, int], ...]
    gaps: tuple[Gap, ...]
    certainty: tuple[tuple[str, int], ...]
    newest_source: tuple[tuple[str, int], ...]
    reviewed: tuple[tuple[str, int], ...]
    seed_claims: tuple[int, tuple[str, ...]]


def coverage(kb: KnowledgeBase, files: frozenset[str] | None = None) -> Coverage:
    """Count what a knowledge base holds.

    Parameters
    ----------
    kb
        The knowledge base.
    files
        Only what is described in these files, by the names that places call them; everything by default.
    """
    things = _things(kb, files)
    claims = [each for each in things if _CLAIM in kb.types(each)]
    own = frozenset(things)
    seeds = {
        triple.object.lexical
        for triple in kb.match(None, _SEED, None)
        if isinstance(triple.object, Literal) and (files is None or _file(kb, triple) in files)
    }
    return Coverage(
        _sorted(Counter(kb.kind(each) for each in things)),
        tuple(_gap(kb, each, own) for each in kb.instances(_GAP)),
        _sorted(Counter(kb.text(each, _CERTAINTY) or "none said" for each in claims)),
        tuple(sorted(Counter(_decade(kb, each) for each in claims).items())),
        tuple(sorted(Counter(_reviewed(kb, each) for each in things if kb_("Rule") in kb.types(each)).items())),
        (len(seeds), _missing(seeds)),
    )


def _file(kb: KnowledgeBase, triple: Any) -> str | None:
    place = kb.place(triple)
    return None if place is None else place.file


def _things(kb: KnowledgeBase, files: frozenset[str] | None) -> list[Term]:
    """What is described: things with a class of the subject, not words of the language, checks or schema."""
    found: dict[Term, None] = {}
    for triple in kb.match(None, TYPE, None):
        cls = triple.object
        if not isinstance(cls, IRI) or cls.value.startswith((LEX, CHK)) or kb_("Thing") not in kb.superclasses(cls):
            continue
        if kb.is_derived(triple) or (files is not None and _file(kb, triple) not in files):
            continue
        if cls != _GAP:
            found[triple.subject] = None
    return list(found)


def _sorted(numbers: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0])))


def _gap(kb: KnowledgeBase, gap: IRI, own: frozenset[Term]) -> Gap:
    classes = [each for each in kb.objects(gap, _OF) if isinstance(each, IRI)]
    concerned = [each for cls in classes for each in _all(kb, cls) if each in own and _GROUP not in kb.types(each)]
    forward, backward = kb.objects(gap, _WITHOUT), kb.objects(gap, _WITHOUT_INVERSE)
    missing = [
        each
        for each in concerned
        if not any(kb.objects(each, property_) for property_ in forward)
        and not any(kb.subjects(property_, each) for property_ in backward)
    ]
    return Gap(kb.label(gap), len(concerned), tuple(sorted(kb.label(each) for each in missing)))


def _all(kb: KnowledgeBase, cls: IRI) -> Iterable[Term]:
    return dict.fromkeys(each for below in kb.subclasses(cls) for each in kb.subjects(TYPE, below))


def _decade(kb: KnowledgeBase, claim: Term) -> str:
    years = [text[:4] for source in kb.objects(claim, SOURCE) if (text := kb.text(source, _YEAR)) and text[:4].isdigit()]
    return f"{max(years)[:3]}0s" if years else "no year"


def _reviewed(kb: KnowledgeBase, rule: Term) -> str:
    return (kb.text(rule, MODIFIED) or "never")[:5].rstrip("-")


def _missing(seeds: Iterable[str]) -> tuple[str, ...]:
    """Which numbers up to the highest are not there, for marks such as `S17`."""
    marks = [found for found in map(_MARKED.fullmatch, seeds) if found is not None]
    letters = {found[1] for found in marks}
    numbers = {(found[1], int(found[2])) for found in marks}
    highest = {letter: max(number for own, number in numbers if own == letter) for letter in letters}
    return tuple(
        f"{letter}{number}"
        for letter in sorted(letters)
        for number in range(1, min(highest[letter], 10_000) + 1)
        if (letter, number) not in numbers
    )


def coverage_dict(found: Coverage) -> StatsData:
    """Coverage as plain data, version 1 of the schema `stats`."""
    return {
        "version": 1,
        "kinds": dict(found.kinds),
        "gaps": [{"label": gap.label, "of": gap.of, "missing": list(gap.missing)} for gap in found.gaps],
        "certainty": dict(found.certainty),
        "newest_source": dict(found.newest_source),
        "reviewed": dict(found.reviewed),
        "seed_claims": {"carried": found.seed_claims[0], "missing": list(found.seed_claims[1])},
    }


def coverage_text(found: Coverage) -> str:
    """Coverage as text: counts, then what is missing by name."""
    lines = ["things by kind", *_rows(found.kinds), "", "gaps"]
    for gap in found.gaps:
        names = ", ".join(gap.missing[:_SHOWN])
        more = f", and {len(gap.missing) - _SHOWN} more" if len(gap.missing) > _SHOWN else ""
        lines.append(f"  {gap.label}: {len(gap.missing) or 'none'} of {gap.of}{f' ({names}{more})' if names else ''}")
    for title, rows in (
        ("claims by certainty", found.certainty),
        ("claims by the decade of their newest source", found.newest_source),
        ("rules by the year of their last review", found.reviewed),
    ):
        if rows:
            lines += ["", title, *_rows(rows)]
    carried, missing = found.seed_claims
    if carried:
        lines += ["", f"numbered claims carried: {carried}; missing: {', '.join(missing) or 'none'}"]
    return "\n".join(lines)


def _rows(rows: Iterable[tuple[str, int]]) -> list[str]:
    return [f"{number:>7}  {name}" for name, number in rows]
