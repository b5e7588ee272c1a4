"""The schema of case files and their reader say yes and no to the same things, ids apart."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import myologic
from myologic.casework.reading import read_case
from myologic.kb.base import KnowledgeBase

VALIDATOR = Draft202012Validator(myologic.schema("case-file"))
IDS = {
    "findings": "knees_in",
    "habits": "prolonged_sitting",
    "causes": "true_leg_length",
    "conditions": "osteoporosis",
    "red_flags": "rf_fever",
    "tests": "hamstring_short_test",
}
# What a field may hold, and what it may not.
ODD = st.sampled_from([None, "", "up", "left", "both", "present", "absent", "unknown", "positive", "acute", 1, -1, 131, 2.5, True, [], {}])


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    """The shipped knowledge base."""
    return myologic.load().base


def entries(name: str) -> st.SearchStrategy[Any]:
    """Entries of one list, right and wrong ones."""
    fields = ["side", "presence", "result", "value", "unit", "pelvis_controlled", "sides"]
    written = st.dictionaries(st.sampled_from(fields), ODD, max_size=2).map(lambda found: {"id": IDS[name], **found})
    return st.just(IDS[name]) | written | st.sampled_from([{}, {"side": "left"}, 5, None, ["knees_in"]])


def cases() -> st.SearchStrategy[dict[str, Any]]:
    """Objects that look like a case."""
    lists = {name: st.lists(entries(name), max_size=2) | ODD for name in IDS}
    others = {"pain": ODD, "age": ODD, "version": st.sampled_from([1, 2, "1", None, 1.0]), "finding": st.just([])}
    fields = st.sampled_from([*lists, *others])
    return st.lists(fields, max_size=3, unique=True).flatmap(
        lambda names: st.fixed_dictionaries({name: {**lists, **others}[name] for name in names})
    )


@settings(max_examples=150, deadline=None)
@given(data=cases())
def test_schema_and_reader_agree(data: dict[str, Any], kb: KnowledgeBase) -> None:
    """What the one takes the other takes."""
    try:
        read_case(data, kb)
    except myologic.QuestionError:
        taken = False
    else:
        taken = True

    assert VALIDATOR.is_valid(data) == taken
