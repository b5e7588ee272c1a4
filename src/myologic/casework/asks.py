"""What to ask next: missing sides, contradictions, tests that would decide, and where to begin when nothing follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from myologic.casework.areas import area_of, areas_of
from myologic.casework.deciding import most_telling, tells
from myologic.casework.entries import ABSENT, PRESENT, UNKNOWN, CaseData
from myologic.casework.evidence import Evidence
from myologic.casework.facts import CASE, CONTROLLED, NEEDS_SIDE, PRESENTS
from myologic.casework.lookups import lookups
from myologic.casework.safety import STOPPING
from myologic.casework.verdicts import DISPUTED, OPEN, Inferred, Verdict
from myologic.engine.terms import IRI, Literal, Term
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import kb_

CONTRADICTS, SIGN_OF, SIGN_SIDE, CLASHES_WITH = kb_("contradicts"), kb_("signOf"), kb_("signSide"), kb_("clashesWith")
HOW_TO_CHECK, FINDING, TARGET, LENGTH = kb_("howToCheck"), kb_("finding"), kb_("target"), kb_("length")
INCLUDES, CODE, NEEDS_CONTROL = kb_("includes"), kb_("code"), kb_("needsControl")
CONTROL_QUESTION, DURATION_QUESTION, ASK_FIRST = kb_("controlQuestion"), kb_("durationQuestion"), kb_("askFirst")
TEST, SIGN = kb_("ClinicalTest"), kb_("PostureSign")
RANK, URGENCY, QUESTION, YES_NO = kb_("rank"), kb_("urgency"), kb_("question"), kb_("asksYesNo")
VALUE_UNIT, POSITIVE_ABOVE, POSITIVE_BELOW = kb_("valueUnit"), kb_("positiveAbove"), kb_("positiveBelow")
IS_PAIN = kb_("isPain")

MOST = 3


def side_questions(kb: Reading, case: Inferred) -> list[str]:
    """One question for each thing whose side was not said."""
    missing = [each for each in case.objects(CASE, NEEDS_SIDE)]
    return sorted(f"which side is it, left or right: {kb.label(each)}?" for each in missing)


def contradictions(kb: Reading, case: Inferred) -> list[str]:
    """One sentence for each pair of things that cannot hold together."""
    found: set[str] = set()
    clashing = set(case.objects(CASE, CONTRADICTS))
    for sign in clashing:
        others = [each for each in kb.objects(sign, CLASHES_WITH) if each in clashing]
        for other in others:
            if kb.value(sign, SIGN_OF) == kb.value(other, SIGN_OF):
                found.add(f"{kb.label(kb.value(sign, SIGN_OF) or sign)} holds on one side at most: which one is it?")
                continue
            first, second = sorted((named(kb, sign), named(kb, other)))
            found.add(f"{first} and {second} exclude each other: which of them is it?")
        if not others:
            found.add(f"{named(kb, sign)} is given as present and as absent: which is it?")
    return sorted(found)


def named(kb: Reading, sign: Term) -> str:
    """A sign with its side, in words."""
    thing, side = kb.value(sign, SIGN_OF), kb.value(sign, SIGN_SIDE)
    code = None if side is None else kb.text(side, CODE)
    return kb.label(thing or sign) + (f" ({code})" if code else "")


def follow_ups(
    kb: Reading,
    case: Inferred,
    data: CaseData,
    verdicts: Sequence[Verdict],
    decides: Mapping[str, int],
    evidence: Evidence,
) -> list[str]:
    """What would make the result surer: what contradicts itself, a length test, its condition, how long it has hurt, a look.

    Parameters
    ----------
    kb, case, data, verdicts
        The knowledge base, what was inferred, what is known, and what is reported.
    decides
        How many verdicts each thing that is not known could turn.
    evidence
        The rows that the case takes into account.
    """
    known = {each.id for each in (*data.findings, *data.causes)}
    found = [
        *_open_warnings(kb, data),
        *_values_beside_results(kb, data),
        *_pain_beside_none(kb, data),
        *_tests(kb, verdicts, known),
        *_controls(kb, case),
        *_durations(kb, data, evidence),
        *_first_looks(kb, known),
        *_next_best(kb, verdicts, known, decides),
    ]
    return list(dict.fromkeys(found))


def _open_warnings(kb: Reading, data: CaseData) -> Iterator[str]:
    """Warning signs of which nobody knows whether they are there: the most urgent come first, and before all else."""

    def rank(flag: IRI) -> int:
        return max((int(kb.text(each, RANK) or 0) for each in kb.objects(flag, URGENCY)), default=0)

    present = {each.id for each in data.red_flags if each.presence == PRESENT}
    unsure = {each.id for each in data.red_flags if each.presence == UNKNOWN} - present
    for flag in sorted(unsure, key=lambda each: (-rank(each), each.value)):
        if rank(flag) >= STOPPING:
            question = kb.text(flag, YES_NO) or kb.text(flag, QUESTION) or f"is it there: {kb.label(flag)}?"
            yield f"to be found out before anything is done: {question}"


def _values_beside_results(kb: Reading, data: CaseData) -> Iterator[str]:
    """A measured value that does not go with the result that was told."""
    for each in data.findings:
        if each.value is None or each.presence == UNKNOWN:
            continue
        unit = kb.text(each.id, VALUE_UNIT)
        if unit is None or (each.unit or unit).strip().lower().rstrip("s") not in (unit, "deg", "°"):
            continue
        above, below = kb.text(each.id, POSITIVE_ABOVE), kb.text(each.id, POSITIVE_BELOW)
        over, under = above is not None and each.value > float(above), below is not None and each.value < float(below)
        positive = each.presence == PRESENT
        if (over or under) != positive:
            told, cut = "positive" if positive else "negative", f"above {above}" if above is not None else f"below {below}"
            side = f" ({each.side})" if each.side else ""
            yield (
                f"{kb.label(each.id)}{side} was told as {told} with {each.value:g} {unit}, and counts as positive {cut}: "
                f"which of the two holds? It was taken as {told}"
            )


def _pain_beside_none(kb: Reading, data: CaseData) -> Iterator[str]:
    if data.pain == "none":
        pains = sorted({kb.label(each.id) for each in data.findings if each.presence == PRESENT and kb.has(each.id, IS_PAIN, _TRUE)})
        for name in pains:
            yield f"pain was told as none, and beside it {name}: which of the two holds?"


def _tests(kb: Reading, verdicts: Sequence[Verdict], known: set[IRI]) -> Iterator[str]:
    """For what is left open or disputed: the length tests of these muscles that were not done."""
    open_muscles = [row.muscle for row in verdicts if row.verdict in (OPEN, DISPUTED)]
    if not open_muscles:
        return
    for test in kb.instances(TEST):
        if test in known:
            continue
        targets = [
            target
            for claim in kb.subjects(FINDING, test)
            if kb.value(claim, LENGTH) is not None
            for target in kb.objects(claim, TARGET)
        ]
        hits = [
            muscle
            for muscle in open_muscles
            if any(kb.has(muscle, INCLUDES, target) or kb.has(target, INCLUDES, muscle) for target in targets)
        ]
        if hits:
            names = ", ".join(dict.fromkeys(kb.label(each) for each in hits))
            yield f"a test would decide on {names}: {_check(kb, test)}"


def _check(kb: Reading, finding: IRI) -> str:
    how = kb.text(finding, HOW_TO_CHECK)
    return kb.label(finding) + (f" ({how})" if how else "")


def _controls(kb: Reading, case: Inferred) -> Iterator[str]:
    controlled = set(case.objects(CASE, CONTROLLED))
    for sign in case.objects(CASE, PRESENTS):
        thing = kb.value(sign, SIGN_OF)
        if thing is not None and sign not in controlled and kb.has(thing, NEEDS_CONTROL, _TRUE):
            question = kb.text(thing, CONTROL_QUESTION)
            if question:
                yield f"{kb.label(thing)}: {question}"


def _durations(kb: Reading, data: CaseData, evidence: Evidence) -> Iterator[str]:
    if data.pain in ("acute", "chronic"):
        return
    for row in evidence.rows:
        question = lookups(kb).words_of(row.claim, DURATION_QUESTION)
        if question:
            yield f"{kb.label(row.signs[0])}: {question}"


def _first_looks(kb: Reading, known: set[IRI]) -> Iterator[str]:
    for thing in sorted(known, key=lambda each: each.value):
        for other in kb.objects(thing, ASK_FIRST):
            if isinstance(other, IRI) and other not in known:
                yield f"{kb.label(thing)} says little alone; look also at: {_check(kb, other)}"


def _next_best(
    kb: Reading, verdicts: Sequence[Verdict], known: set[IRI], decides: Mapping[str, int]
) -> Iterator[str]:
    """The look or test that could turn most of the verdicts; where none could turn any, the one that could tell most."""
    if not verdicts:
        return
    near = areas_of(kb, known)
    looks = [each for each in _looks(kb) if each not in known]
    open_looks = [each for each in looks if each.value in decides or not near.isdisjoint(area_of(kb, each))] or looks
    for each in most_telling(kb, open_looks, verdicts, known, decides)[:1]:
        turns = decides.get(each.value, 0)
        what = f"this could decide most next, {turns} of {len(verdicts)} lines" if turns else "this could tell most of what is not known yet"
        yield f"{what}: {_check(kb, each)}"


def _looks(kb: Reading) -> tuple[IRI, ...]:
    """What can be looked at or tested."""
    return tuple(dict.fromkeys(each for cls in (SIGN, TEST) for each in lookups(kb).instances(cls)))


def openings(kb: Reading, data: CaseData) -> list[str]:
    """Where nothing follows: the looks and tests that could decide most in the areas that were spoken of, else anywhere."""
    findings = {each.id for each in data.findings}
    told = {each.id for each in (*data.findings, *data.causes) if each.presence != ABSENT}
    near = areas_of(kb, told)
    rows = tells(kb)
    best = sorted(
        (each for each in _looks(kb) if each not in findings and each in rows),
        key=lambda each: (near.isdisjoint(area_of(kb, each)), -_share(kb, each, near), -len(rows[each]), each.value),
    )[:MOST]
    said = "what was told supports no muscle by itself" if data.findings or data.causes else "nothing was told yet"
    return [said, *(f"this would help: {_check(kb, each)}" for each in best)]


def _share(kb: Reading, thing: IRI, near: frozenset[Term]) -> float:
    """How much of what a thing concerns lies in some areas, 0 to 1."""
    own = area_of(kb, thing)
    return len(own & near) / len(own) if own else 0.0


_TRUE = Literal("true", "http://www.w3.org/2001/XMLSchema#boolean")
