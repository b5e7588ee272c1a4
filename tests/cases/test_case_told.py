"""A case from plain sentences."""

from __future__ import annotations

import pytest

from myologic.cases import Case, read_case_file
from myologic.engine.errors import QuestionError
from myologic.kb.vocabulary import local_name


def known(case):
    """What a case names, by list."""
    data = case.data
    lists = (data.findings, data.causes, data.conditions, data.red_flags)
    return [{(local_name(each.id), each.side) for each in entries} for entries in lists]


def test_sentences_are_what_a_file_of_ids_is(kb, case):
    """Sentences and ids that say the same give the same result."""
    told = Case.told(kb, "my head is forward and I sit all day", "my left knee falls in", "I have osteoporosis")
    written = case(findings=["forward_head", "knees_in@left"], habits=["prolonged_sitting"], conditions=["osteoporosis"])

    assert known(told) == known(written)
    assert told.result() == written.result()


def test_a_warning_sign_in_a_sentence_stops(kb):
    """A sentence that tells a warning sign stops like the sign itself."""
    assert Case.told(kb, "my head is forward", "I cannot pass urine since yesterday").outcome.status == "safety"


def test_what_is_not_understood_is_named(kb):
    """A sentence without anything known is an error, so that nothing is lost silently."""
    with pytest.raises(QuestionError, match="zorgle"):
        Case.told(kb, "my head is forward", "zorgle blaff")


def test_a_text_file_holds_sentences(kb, tmp_path):
    """A file that ends in .txt has one sentence a line; lines that begin with a number sign are left aside."""
    path = tmp_path / "me.txt"
    path.write_text("# seen in a photo\nmy head is forward\n\nI sit all day\n", encoding="utf-8")

    assert known(read_case_file(path, kb)) == [{("forward-head", None)}, {("prolonged-sitting", None)}, set(), set()]


def test_states_of_muscles_may_be_told(kb):
    """What is said of a muscle outright is taken."""
    rows = Case.told(kb, "I have tight hip flexors").verdicts()

    assert [(row.label, row.side, row.verdict) for row in rows] == [("hip flexors", "both", "tight")]
