"""Cases from data and files: what is accepted, and what is said of mistakes."""

from __future__ import annotations

import json

import pytest

from myologic.cases import Case, kb_case, read_case_file
from myologic.casework.reading import read_case
from myologic.engine.errors import QuestionError
from myologic.kb.vocabulary import id_


def message(kb, data) -> str:
    """What is said of data that is no case."""
    with pytest.raises(QuestionError) as caught:
        read_case(data, kb)
    return str(caught.value)


@pytest.mark.parametrize(
    "data, parts",
    [
        ({"findings": ["knees_inn@left"]}, ["`knees_inn`", "`knees_in`"]),
        ({"findings": [{"id": "flat_bak"}]}, ["findings, entry 1", "`flat_bak`", "`flat_back`"]),
        ({"findngs": []}, ["unknown field `findngs`", "`findings`"]),
        ({"findings": [{"id": "flat_back", "sied": "left"}]}, ["unknown field `sied`", "`side`"]),
        ({"findings": ["knees_in@lft"]}, ["`lft`", "`left`"]),
        ({"findings": [{"id": "flat_back", "presence": "maybe"}]}, ["presence", "`maybe`", "`present`"]),
        ({"tests": [{"id": "thomas_positive", "side": "left", "result": "positve"}]}, ["`positve`", "`positive`"]),
        ({"tests": [{"id": "thomas_positive", "side": "left", "value": "much"}]}, ["`value` is a number"]),
        ({"tests": [{"id": "thomas_positive", "side": "left", "pelvis_controlled": "yes"}]}, ["true or false"]),
        ({"findings": ["hamstring_short_test@left"]}, ["`hamstring_short_test`", "belongs under `tests`"]),
        ({"habits": ["true_leg_length@left"]}, ["belongs under `causes`"]),
        ({"findings": "flat_back"}, ["`findings` is a list", "a text"]),
        ({"findings": [7]}, ["findings, entry 1", "a number"]),
        ({"findings": [{}]}, ["`id` is missing"]),
        ({"findings": [{"id": ["flat_back"]}]}, ["`id` is a word, not a list"]),
        ({"findings": [{"id": "knees_in@left", "side": "right"}]}, ["two sides", "`left`", "`right`"]),
        ({"pain": "bad"}, ["pain", "`bad`", "`acute`"]),
        ({"age": -1}, ["age", "`-1`"]),
        ({"age": "old"}, ["age", "`old`"]),
        ({"version": 2}, ["version `2`"]),
        ([], ["a list"]),
        ("flat_back", ["a text"]),
        (None, ["nothing"]),
    ],
)
def test_mistakes_are_named(kb, data, parts):
    """Each mistake is said with the value that is wrong and the nearest known one."""
    said = message(kb, data)

    assert all(part in said for part in parts), said


def test_all_mistakes_are_listed_at_once(kb):
    """One reading finds every mistake."""
    said = message(kb, {"findings": ["knees_inn", "flat_bak"], "pian": "none"})

    assert len(said.split("\n")) == 3


def test_control_characters_are_not_echoed(kb):
    """What is shown of a wrong value is printable."""
    said = message(kb, {"findings": ["\x1b[31mred\u202e"]})

    assert all(each.isprintable() for each in said.replace("\n", ""))


def test_dash_and_underscore_are_one_letter(kb):
    """Ids may be written with `-` or `_`."""
    assert read_case({"findings": ["flat-back"]}, kb) == read_case({"findings": ["flat_back"]}, kb)


def test_every_field_may_be_missing(kb):
    """An empty case is a case of which nothing is known."""
    case = Case(kb, read_case({}, kb))

    assert case.result()["status"] == "nothing"
    assert case.result()["asks"]


def test_unknown_presence_says_nothing(kb):
    """A finding that nobody knows of counts neither for nor against."""
    known = kb_case(kb, findings=[{"id": "flat_back", "presence": "unknown"}])

    assert known.result()["status"] == "nothing"


def test_null_is_a_missing_field(kb):
    """A field that holds nothing is a field that is not there."""
    known = {
        "pain": None,
        "age": None,
        "findings": [{"id": "flat_back", "side": None, "presence": None}],
        "tests": None,
    }

    assert read_case(known, kb) == read_case({"findings": ["flat_back"]}, kb)


def test_absent_thing_needs_no_side(kb):
    """What is absent without a side is absent on both."""
    known = kb_case(kb, findings=["flat_back"], causes=[{"id": "true_leg_length", "presence": "absent"}])

    assert known.result()["status"] == "inferred"


@pytest.mark.parametrize("suffix", ["json", "yaml", "ttl"])
def test_three_formats_say_the_same(kb, tmp_path, suffix):
    """JSON, YAML and Turtle give the same case."""
    texts = {
        "json": json.dumps(
            {
                "findings": ["flat_back", {"id": "knees_in", "side": "left"}],
                "tests": [{"id": "ober_positive", "side": "right", "result": "negative"}],
                "conditions": ["osteoporosis"],
                "pain": "chronic",
                "age": 68,
            }
        ),
        "yaml": "findings: [flat_back, knees_in@left]\ntests:\n- {id: ober_positive, side: right, result: negative}\n"
        "conditions: [osteoporosis]\npain: chronic\nage: 68\n",
        "ttl": "PREFIX kb: <https://w3id.org/myologic/kb#>\nPREFIX id: <https://w3id.org/myologic/id/>\n"
        "[] kb:presents id:flat-back , <https://w3id.org/myologic/id/knees-in@left> ;\n"
        "   kb:lacks <https://w3id.org/myologic/id/ober-positive@right> ;\n"
        "   kb:hasCondition id:osteoporosis ; kb:painIs id:chronic ; kb:age 68 .\n",
    }
    for ending, text in texts.items():
        (tmp_path / f"me.{ending}").write_text(text, encoding="utf-8")

    read = read_case_file(tmp_path / f"me.{suffix}", kb)
    assert read.facts == read_case_file(tmp_path / "me.json", kb).facts


@pytest.mark.parametrize(
    "name, data, part",
    [
        ("none.json", None, "there is no case file"),
        ("bad.json", b'{"findings": [', "no JSON"),
        ("twice.json", b'{"pain": "none", "pain": "acute"}', "twice"),
        ("bytes.json", b"{\n  \xff\xfe}", "bytes.json:2:3: the case file is no UTF-8"),
        ("empty.yaml", b"", "not nothing"),
        ("digits.json", b'{"age": ' + b"9" * 5000 + b"}", "cannot be read"),
        ("digits.yaml", b"age: " + b"9" * 5000, "cannot be read"),
        ("day.yaml", b"age: 2021-02-30", "cannot be read"),
        ("twice.yaml", b"conditions: [osteoporosis]\nconditions: []\n", "twice.yaml:2:1: the field `conditions` stands there twice"),
        ("inside.yaml", b"findings:\n- {id: flat_back, id: knees_in}\n", "inside.yaml:2:19: the field `id`"),
        ("zero.yaml", b"findings:\n  - \x00\n", "zero.yaml:2:5: this character"),
        ("deep.yaml", b"findings: " + b"[" * 5000 + b"]" * 5000, "nested too deep"),
        ("bad.yaml", b"findings: [", "no YAML"),
        ("bomb.yaml", b"a: &x [1]\nfindings: *x\n", "aliases"),
        ("tag.yaml", b"findings: !!python/object/apply:os.system [ls]\n", "no YAML"),
        ("bad.ttl", b"[] kb:presents", "bad.ttl"),
        ("deep.json", b"[" * 100_000, "nested too deep"),
        ("folder", "folder", "cannot be read"),
    ],
)
def test_bad_files_are_one_message(kb, tmp_path, name, data, part):
    """A file that is missing or no case is said in one message, never a traceback."""
    path = tmp_path / name
    if data == "folder":
        path.mkdir()
    elif data is not None:
        path.write_bytes(data)
    with pytest.raises(QuestionError) as caught:
        read_case_file(path, kb)

    assert part in str(caught.value)
    assert str(path) in str(caught.value)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "name, text, places",
    [
        ("a.yaml", "habits: []\nfindings:\n  - flat_back\n  - knees_inn@left\n", ["4:5"]),
        ("b.yaml", "findings:\n- {id: flat_bak}\npian: none\nage: old\n", ["3:1", "2:3", "4:1"]),
        ("c.json", '{"findings": ["flat_back",\n  {"id": "knees_in", "side": "lft"}]}', ["2:22"]),
        ("d.json", '{\t"pain": "bad"}', [None]),
        ("e.ttl", "[] <https://w3id.org/myologic/kb#presents>\n  <https://w3id.org/myologic/id/flat-bak> .\n", ["2:3"]),
    ],
)
def test_mistakes_in_files_name_line_and_column(kb, tmp_path, name, text, places):
    """Each mistake begins with the file and where in it the entry stands, as far as that can be said."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QuestionError) as caught:
        read_case_file(path, kb)

    lines = str(caught.value).split("\n")
    assert len(lines) == len(places)
    for line, place in zip(lines, places, strict=True):
        assert line.startswith(f"{path}: " if place is None else f"{path}:{place}: ")


def test_care_stands_before_the_mistakes_of_a_file(kb, tmp_path):
    """A warning sign that was told is spoken of first, in its own words, also where the file has a mistake."""
    path = tmp_path / "me.yaml"
    path.write_text("red_flags: [rf_chest]\nfindings: [flat_bak]\n", encoding="utf-8")
    with pytest.raises(QuestionError) as caught:
        read_case_file(path, kb)
    care, mistake = str(caught.value).split("\n")

    assert care.startswith("Call emergency services")
    assert mistake.startswith(f"{path}:2:12: findings, entry 1: unknown id `flat_bak`")


def test_mentions_of_a_question_make_a_case(kb):
    """A case can be made of addresses, and of states that were said of muscles."""
    known = Case.of(
        kb,
        given=[(id_("prolonged-sitting"), None, "present"), (id_("glute-bridge"), None, "present")],
        states=[(id_("hip-flexors"), None, id_("tight"))],
    )

    assert [each.id for each in known.data.causes] == [id_("prolonged-sitting")]
    assert ("hip_flexors", "both", "tight") in {
        (row["muscle"], row["side"], row["verdict"]) for row in known.result()["verdicts"]
    }


def test_said_state_has_a_probable_opposite(kb):
    """What is probably weak follows from a state that was said."""
    known = Case.of(kb, states=[(id_("hip-flexors"), None, id_("tight"))])

    assert "gluteus maximus" in {kb.label(site.muscle) for site, _ in known.probably_weak()}


def test_adding_gives_a_new_case(kb):
    """A case never changes; adding gives another one."""
    first = kb_case(kb, findings=["flat_back"])
    second = first.add(conditions=["osteoporosis"], pain="chronic")

    assert first.data.conditions == ()
    assert (len(second.data.conditions), second.data.pain) == (1, "chronic")
    assert second.data.findings == first.data.findings
