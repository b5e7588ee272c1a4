"""What to ask next: missing sides, contradictions, tests that would decide, and where to begin when nothing follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from myologic.casework.deciding import most_telling
from myologic.casework.entries import CaseData
from myologic.casework.evidence import HEEDS, Evidence
from myologic.casework.facts import CASE, CONTROLLED, NEEDS_SIDE, PRESENTS
from myologic.casework.lookups import lookups
from myologic.casework.verdicts import DISPUTED, OPEN, Inferred, Verdict
from myologic.engine.terms import IRI, Literal, Term
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import kb_

CONTRADICTS, SIGN_OF, SIGN_SIDE, CLASHES_WITH = kb_("contradicts"), kb_("signOf"), kb_("signSide"), kb_("clashesWith")
HOW_TO_CHECK, FINDING, TARGET, LENGTH = kb_("howToCheck"), kb_("finding"), kb_("target"), kb_("length")
INCLUDES, CODE, NEEDS_CONTROL = kb_("includes"), kb_("code"), kb_("needsControl")
CONTROL_QUESTION, DURATION_QUESTION, ASK_FIRST = kb_("controlQuestion"), kb_("durationQuestion"), kb_("askFirst")
TEST, SIGN = kb_("ClinicalTest"), kb_("PostureSign")
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


def follow_ups(kb: Reading, case: Inferred, data: CaseData, verdicts: Sequence[Verdict]) -> list[str]:
    """What would make the result surer: a length test, the condition of a test, how long it has hurt, another look."""
    known = {each.id for each in (*data.findings, *data.causes)}
    found = [
        *_tests(kb, verdicts, known),
        *_controls(kb, case),
        *_durations(kb, case, data),
        *_first_looks(kb, known),
        *_next_best(kb, verdicts, known),
    ]
    return list(dict.fromkeys(found))


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


def _durations(kb: Reading, case: Inferred, data: CaseData) -> Iterator[str]:
    if data.pain in ("acute", "chronic"):
        return
    heeded = (lookups(kb).row(each) for each in case.objects(CASE, HEEDS))
    if not any(each is not None and kb.objects(each.claim, DURATION_QUESTION) for each in heeded):
        return
    for row in Evidence(kb, case).rows:
        question = kb.text(row.claim, DURATION_QUESTION)
        if question:
            yield f"{kb.label(row.sign)}: {question}"


def _first_looks(kb: Reading, known: set[IRI]) -> Iterator[str]:
    for thing in sorted(known, key=lambda each: each.value):
        for other in kb.objects(thing, ASK_FIRST):
            if isinstance(other, IRI) and other not in known:
                yield f"{kb.label(thing)} says little alone; look also at: {_check(kb, other)}"


def _next_best(kb: Reading, verdicts: Sequence[Verdict], known: set[IRI]) -> Iterator[str]:
    """The look or test that could tell most of what is not known yet."""
    open_looks = [each for cls in (SIGN, TEST) for each in kb.instances(cls) if each not in known]
    for each in most_telling(kb, open_looks, verdicts, known)[:1]:
        yield f"this could tell most of what is not known yet: {_check(kb, each)}"


def openings(kb: Reading, data: CaseData) -> list[str]:
    """Where nothing follows: the looks and tests that could decide most, by the number of rows that rest on them."""
    known = {each.id for each in data.findings}
    rows = {
        finding: len(kb.subjects(FINDING, finding))
        for cls in (SIGN, TEST)
        for finding in kb.instances(cls)
        if finding not in known
    }
    best = sorted((each for each in rows if rows[each]), key=lambda each: (-rows[each], each.value))[:MOST]
    told = "what was told supports no muscle by itself" if data.findings or data.causes else "nothing was told yet"
    return [told, *(f"this would help: {_check(kb, each)}" for each in best)]


_TRUE = Literal("true", "http://www.w3.org/2001/XMLSchema#boolean")
