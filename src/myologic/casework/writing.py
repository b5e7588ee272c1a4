"""A case as the plain data of a case file: the way back from what was read."""

from __future__ import annotations

from myologic.casework.catalogue import Catalogue
from myologic.casework.entries import CaseData, Entry
from myologic.casework.result import key
from myologic.kb.reading import Reading

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from myologic.schemas.shapes import CaseFileData, EntryData, TestData

_RESULTS = {"present": "positive", "absent": "negative", "unknown": "unknown"}


def case_dict(data: CaseData, kb: Reading) -> CaseFileData:
    """What is known of one person, as a case file holds it; lists that are empty are left out.

    Parameters
    ----------
    data
        What is known. States of muscles that a question said outright have no place in a case file and are left out.
    kb
        The knowledge base that knows what belongs into which list.
    """
    catalogue = Catalogue(kb)
    tests = [each for each in data.findings if catalogue.lists_of(each.id)[:1] == ("tests",)]
    findings = [each for each in data.findings if each not in tests]
    habits = [each for each in data.causes if "habits" in catalogue.lists_of(each.id)]
    causes = [each for each in data.causes if each not in habits]
    written: CaseFileData = {"version": 1}
    if findings:
        written["findings"] = [_entry(each) for each in findings]
    if tests:
        written["tests"] = [_test(each) for each in tests]
    if habits:
        written["habits"] = [_entry(each) for each in habits]
    if causes:
        written["causes"] = [_entry(each) for each in causes]
    if data.conditions:
        written["conditions"] = [_entry(each) for each in data.conditions]
    if data.red_flags:
        written["red_flags"] = [_entry(each) for each in data.red_flags]
    if data.pain != "unknown":
        written["pain"] = data.pain
    if data.age is not None:
        written["age"] = data.age
    return written


def _entry(entry: Entry) -> EntryData:
    written: EntryData = {"id": key(entry.id)}
    if entry.side is not None:
        written["side"] = entry.side
    written["presence"] = entry.presence
    return written


def _test(entry: Entry) -> TestData:
    written: TestData = {"id": key(entry.id)}
    if entry.side is not None:
        written["side"] = entry.side
    written["result"] = _RESULTS[entry.presence]
    if entry.value is not None:
        written["value"] = entry.value
    if entry.unit is not None:
        written["unit"] = entry.unit
    if entry.controlled is not None:
        written["pelvis_controlled"] = entry.controlled
    return written
