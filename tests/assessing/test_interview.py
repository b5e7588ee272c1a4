"""The self-check: order, answers, going back, going on, and what follows."""

from __future__ import annotations

import io
import json

import pytest

from myologic.assessing.files import read_answers, written_answers
from myologic.assessing.interview import Interview
from myologic.cases import kb_case
from myologic.cli import assessing
from myologic.engine.errors import QuestionError
from myologic.kb.load import load
from myologic.kb.vocabulary import kb_

ORDER = ["warning signs", "about you", "conditions", "signs and habits"]


@pytest.fixture(scope="module")
def kb():
    """The shipped knowledge base."""
    return load()


@pytest.fixture
def screened(kb):
    """An interview whose warning signs and conditions are answered with no."""
    interview = Interview(kb)
    for question in interview:
        if question.part == "signs and habits":
            break
        interview.answer("no" if "no" in question.answers else "skip")
    return interview


def test_warning_signs_come_first(kb):
    """The parts come in their order, and all warning signs are asked before anything else, the most urgent first."""
    interview, parts, flags = Interview(kb, most=2), [], []
    for question in interview:
        parts.append(question.part)
        flags += [question.thing] if question.part == "warning signs" else []
        interview.answer("skip")
    ranks = [max(int(kb.text(each, kb_("rank"))) for each in kb.objects(flag, kb_("urgency"))) for flag in flags]

    assert sorted(parts, key=ORDER.index) == parts and set(parts) == set(ORDER)
    assert set(flags) == set(kb.instances(kb_("RedFlag")))
    assert ranks == sorted(ranks, reverse=True)


def test_an_urgent_sign_ends_it(kb):
    """After yes to an emergency there is no further question, and the result is the fixed words."""
    interview = Interview(kb)
    interview.answer("yes")

    assert interview.question is None and interview.left == 0
    assert interview.case.result()["status"] == "safety"


def test_signs_are_asked_by_what_they_decide(screened, kb):
    """The first sign asked speaks of more muscles than any other, and one that is excluded is not asked."""
    first = screened.question
    screened.answer("yes" if "yes" in first.answers else "both")
    excluded = {each.value for each in kb.objects(first.thing, kb_("excludes"))}
    asked = set()
    for question in screened:
        asked.add(question.thing.value)
        screened.answer("skip")
    assert excluded and not excluded & asked


def test_the_result_is_that_of_the_same_case(screened, kb):
    """What was answered gives the same result as a case with the same entries."""
    screened.answer("yes" if "yes" in screened.question.answers else "left")
    name, said = list(screened.answers.items())[-1]
    case = kb_case(kb, findings=[name if said == "yes" else f"{name}@{said}"])

    assert screened.case.result()["verdicts"] == case.result()["verdicts"] != []


def test_back_brings_the_question_again(kb):
    """Going back takes the last answer away."""
    interview = Interview(kb)
    first = interview.question
    interview.answer("no")

    assert interview.question != first
    assert interview.back() and interview.question == first
    assert not interview.back()


def test_answers_go_on_where_they_stopped(screened, kb):
    """An interview made from kept answers has the same next question."""
    screened.answer("unknown")
    again = Interview(kb, answers=screened.answers)

    assert again.question == screened.question
    assert again.case.result() == screened.case.result()


def test_what_is_known_is_not_asked(kb):
    """What a case says already is no question any more."""
    interview = Interview(kb, kb_case(kb, red_flags=["rf_age_new"], age=40, pain="chronic", findings=["forward_head"]))
    asked = {question.id for question in interview}

    assert not asked & {"rf_age_new", "age", "pain", "forward_head"}


@pytest.mark.parametrize("wrong", ["maybe", "left", "", 7, "none"])
def test_a_wrong_answer_is_named(kb, wrong):
    """What answers nothing is an error that says what does; an empty answer skips."""
    interview = Interview(kb)
    if wrong == "":
        interview.answer(wrong)
        assert list(interview.answers.values()) == ["skip"]
    else:
        with pytest.raises(QuestionError, match="say yes, no"):
            interview.answer(wrong)
        assert not interview.answers


def test_an_unknown_question_is_named(kb):
    """A kept answer to a question that is none is an error with the nearest one."""
    with pytest.raises(QuestionError, match="did you mean `rf_fever`"):
        Interview(kb, answers={"rf_fewer": "no"})


def test_true_and_false_are_yes_and_no(kb):
    """YAML makes truth values of yes and no; they mean the same."""
    assert Interview(kb, answers={"rf_fever": False, "osteoporosis": True}).answers == {
        "rf_fever": "no",
        "osteoporosis": "yes",
    }


def test_the_same_answers_ask_the_same(kb):
    """Two interviews with equal answers go the same way."""

    def way():
        interview, seen = Interview(kb, most=6), []
        for question in interview:
            seen.append(question.id)
            interview.answer("no" if "no" in question.answers else "unknown")
        return seen

    assert way() == way()


def test_files_of_answers(tmp_path):
    """What is written is read again; YAML without a version does as well."""
    (tmp_path / "a.json").write_text(written_answers({"rf_fever": "no"}))
    (tmp_path / "b.yaml").write_text("rf_fever: no\nknees_in: left\n")

    assert read_answers(tmp_path / "a.json") == {"rf_fever": "no"}
    assert read_answers(tmp_path / "b.yaml") == {"rf_fever": False, "knees_in": "left"}


@pytest.mark.parametrize("text", ["[1]", "", '{"answers": {"a": [1]}}', '{"version": 2, "answers": {}}', "{"])
def test_wrong_files_of_answers_are_named(tmp_path, text):
    """A file that holds no answers is an error that names it."""
    (tmp_path / "wrong.json").write_text(text)
    with pytest.raises(QuestionError, match=r"wrong\.json"):
        read_answers(tmp_path / "wrong.json")


def run(monkeypatch, capsys, typed="", **options):
    """The command with something typed: exit code, stdout, stderr."""
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    settings = {"answers": None, "save": None, "as_json": False, "packs": (), **options}
    code = assessing.assess(**settings)
    out = capsys.readouterr()
    return code, out.out, out.err


def test_answers_from_a_file_need_no_terminal(monkeypatch, capsys, tmp_path):
    """A file of answers gives the result alone, and nothing is asked; what is open of the warning signs is said beside it."""
    (tmp_path / "me.yaml").write_text("knees_in: left\nrf_fever: no\n")
    code, out, err = run(monkeypatch, capsys, answers=str(tmp_path / "me.yaml"), as_json=True)

    assert code == 0 and len(err.splitlines()) == 1
    assert "warning signs were not answered" in err and "before doing any exercise" in err
    assert {row["side"] for row in json.loads(out)["verdicts"]} == {"left"}


def test_nothing_is_open_where_every_warning_sign_was_answered(kb):
    """Yes and no answer a warning sign; a skipped one, and one that nobody knows of, stay open."""
    interview = Interview(kb)
    flags = len(interview.open_warnings)
    for number, question in enumerate(interview):
        if question.part != "warning signs":
            break
        interview.answer(("skip", "unknown")[number] if number < 2 else "no")

    assert flags > 20 and len(interview.open_warnings) == 2


def test_quit_keeps_the_answers_and_goes_on(monkeypatch, capsys, tmp_path):
    """After quit the answers stand in the named file, and the next run asks the next question."""
    kept = tmp_path / "me.json"
    run(monkeypatch, capsys, "no\nno\nback\nno\nquit\n", save=str(kept))
    _, _, err = run(monkeypatch, capsys, "quit\n", save=str(kept))

    assert len(json.loads(kept.read_text())["answers"]) == 2
    assert "going on with 2 answers" in err


def test_a_stop_is_shown_on_stdout_and_questions_on_stderr(monkeypatch, capsys):
    """Yes to an emergency ends with exit code 5; stdout holds the result only."""
    code, out, err = run(monkeypatch, capsys, "yes\n")

    assert code == 5
    assert out.startswith("Call emergency services") and "[yes / no" not in out
    assert "[yes / no" in err


def test_an_unknown_emergency_sign_is_asked_once_more(kb):
    """Who did not know about an emergency sign is asked again once, before signs and habits; a routine one is not."""
    interview, asked = Interview(kb, most=1), []
    for question in interview:
        asked.append((question.id, question.part))
        unknown = question.id in ("rf_saddle", "rf_no_better")
        interview.answer("unknown" if unknown else "no" if "no" in question.answers else "skip")
    ids = [name for name, _ in asked]

    assert ids.count("rf_saddle") == 2 and ids.count("rf_no_better") == 1
    assert [part for _, part in asked][-2:] == ["warning signs", "signs and habits"]


def test_an_answer_to_the_second_asking_counts(kb):
    """Yes at the second time ends the interview with the care text, and answers alone tell where it stands."""
    interview = Interview(kb)
    for question in interview:
        again = question.text.startswith("Once more")
        unknown = question.id == "rf_saddle" and not again
        interview.answer("yes" if again else "unknown" if unknown else "no" if "no" in question.answers else "skip")

    assert interview.case.outcome.status == "safety"
    assert Interview(kb, answers=interview.answers).question is None
