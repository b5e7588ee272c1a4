"""Why a verdict was reached, and what is missing for one that was not."""

from __future__ import annotations

from myologic.casework.entries import BOTH, LEFT, RIGHT
from myologic.casework.facts import CASE
from myologic.casework.lookups import GIVES_VERDICT
from myologic.casework.sites import Site, sites, whole_site
from myologic.engine.errors import QuestionError
from myologic.engine.proof import NearMiss, Proof
from myologic.engine.terms import IRI, Triple
from myologic.kb.base import KnowledgeBase, Overlay
from myologic.kb.vocabulary import ID, id_, kb_, local_name


def verdict_proofs(kb: KnowledgeBase, inferred: Overlay, muscle: str | IRI, side: str | None) -> tuple[Proof, ...]:
    """The proofs of all verdicts on a muscle, and on what it is limited to.

    Parameters
    ----------
    kb, inferred
        The knowledge base, and what was inferred for the case.
    muscle
        An id such as "psoas_major@left", or an address; without a side, of both.
    side
        "left", "right", "both" or None.

    Raises
    ------
    QuestionError
        If the muscle or the side is unknown.
    """
    facts = (
        Triple(CASE, each, where.node) for where in _sites_of(kb, muscle, side) for each in _verdict_predicates(kb)
    )
    found = (inferred.proof(each) for each in facts if inferred.has(*each))
    return tuple(each for each in found if each is not None)


def missing_for(
    kb: KnowledgeBase, inferred: Overlay, muscle: str | IRI, verdict: str, side: str | None
) -> tuple[NearMiss, ...]:
    """The rules that come nearest to a verdict on a muscle, and what they lack or what blocks them.

    Parameters
    ----------
    kb, inferred
        The knowledge base, and what was inferred for the case.
    muscle, side
        As for `verdict_proofs`.
    verdict
        tight, weak, tight-and-weak, tense-but-long, overactive or long.

    Raises
    ------
    QuestionError
        If the muscle, the side or the verdict is unknown.
    """
    codes = {each: _code(kb, each) for each in _verdict_predicates(kb)}
    predicates = [each for each, code in codes.items() if code == verdict]
    if not predicates:
        known = ", ".join(sorted(f"`{each}`" for each in codes.values()))
        raise QuestionError(f"`{verdict[:60]}` is no verdict; known are {known}")
    return tuple(
        miss
        for where in _sites_of(kb, muscle, side)
        for predicate in predicates
        for miss in inferred.why_not(Triple(CASE, predicate, where.node))
    )


def _sites_of(kb: KnowledgeBase, muscle: str | IRI, side: str | None) -> tuple[Site, ...]:
    """The sites of a muscle, whole and in parts, on the sides that were asked for."""
    if isinstance(muscle, str):
        name, at, written = muscle.partition("@")
        side = side or (written if at else None)
        muscle = IRI(name) if "://" in name else id_(name.strip().lower())
    if side not in (None, LEFT, RIGHT, BOTH):
        raise QuestionError(f"`{side[:60]}` is no side; known are `left`, `right`, `both`")
    sides = (LEFT, RIGHT) if side in (None, BOTH) else (side,)
    if not sites(kb, (whole_site(muscle, each) for each in sides)):
        muscle = _named(kb, muscle) or muscle
    if not sites(kb, (whole_site(muscle, each) for each in sides)):
        from myologic.casework.reading import nearest

        known = {local_name(each).replace("-", "_") for each in kb.instances(kb_("Muscle"))}
        word = muscle.value.removeprefix(ID).replace("-", "_")
        hint = nearest(word, known)
        raise QuestionError(f"unknown muscle `{word[:60]}`" + (f"; did you mean `{hint}`?" if hint else ""))
    limited = sites(kb, kb.subjects(kb_("siteOf"), muscle))
    return tuple(each for each in limited if each.side in sides)


def _named(kb: KnowledgeBase, wanted: IRI) -> IRI | None:
    """The muscle with a name, where no id is called so."""
    words = _plain(wanted.value.removeprefix(ID))
    muscles = (each for each in kb.instances(kb_("Muscle")) if words in map(_plain, kb.names(each)))
    return min(muscles, key=lambda each: each.value, default=None)


def _plain(name: str) -> str:
    return name.lower().replace("_", " ").replace("-", " ").strip()


def _verdict_predicates(kb: KnowledgeBase) -> tuple[IRI, ...]:
    found = (each.subject for each in kb.match(None, GIVES_VERDICT, None))
    return tuple(each for each in found if isinstance(each, IRI))


def _code(kb: KnowledgeBase, predicate: IRI) -> str:
    value = kb.value(predicate, GIVES_VERDICT)
    return "" if value is None else kb.text(value, kb_("code")) or kb.label(value)
