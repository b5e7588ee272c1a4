"""A plan as text, Markdown, a page and a calendar."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest

from myologic.engine.errors import QuestionError


def events(text):
    """The events of a calendar: name to value, folded lines joined."""
    joined = text.replace("\r\n ", "")
    found = []
    for block in joined.split("BEGIN:VEVENT\r\n")[1:]:
        lines = block.split("END:VEVENT")[0].strip().split("\r\n")
        found.append(dict(line.split(":", 1) for line in lines))
    return found


def test_text_says_everything_once(desk):
    """Every exercise, habit and stop sign stands in the text, and what is done twice is described once."""
    plan = desk.plan()
    text = plan.text()
    for line in plan.lines:
        assert line.label in text
        assert text.count(f"how: {line.how}") <= 1
    assert all(each.text in text for each in (*plan.stop, *plan.guides, *plan.review))
    assert plan.purpose in text


def test_every_source_cited_is_listed(desk):
    """What stands in brackets is in the list of sources."""
    text = desk.plan().text()
    listed = set(re.findall(r"^  - ([\w.-]+): ", text.split("\nSources\n")[1], re.MULTILINE))
    cited = {each for group in re.findall(r"\[([\w., -]+)\]", text) for each in group.split(", ")}
    assert cited and cited <= listed


def test_markdown_escapes_and_nests(desk):
    """Headings and lists are Markdown's, brackets of citations are escaped."""
    text = desk.plan().to_markdown()

    assert text.startswith("# A plan to try")
    assert "\n## Stop for\n" in text
    assert not re.search(r"(?<!\\)[\[\]]", text)


def test_page_is_well_formed_and_needs_nothing(desk):
    """Every element is closed, and nothing is loaded or run."""

    class Tags(HTMLParser):
        open: list[str]

        def __init__(self):
            super().__init__()
            self.open = []

        def handle_starttag(self, tag, attrs):
            assert tag not in ("script", "link", "img", "iframe")
            assert not {"src", "href"} & {name for name, _ in attrs}
            if tag not in ("meta", "br"):
                self.open.append(tag)

        def handle_endtag(self, tag):
            assert self.open.pop() == tag

    reader = Tags()
    reader.feed(desk.plan().to_html())
    assert reader.open == []


def test_page_of_a_stop_holds_the_words_only(case):
    """A warning sign leaves the care text on the page and no table."""
    page = case(findings=["anterior_tilt"], red_flags=["rf_saddle"]).plan().to_html()

    assert 'role="alert"' in page and "<table" not in page


def test_calendar_keeps_the_standard(desk):
    """Lines end in CR LF, have at most 75 octets, and no time has a zone."""
    text = desk.plan().to_ics("2027-01-04", "07:30")
    lines = text.split("\r\n")

    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in lines)
    for event in events(text):
        start = event.get("DTSTART", event.get("DTSTART;VALUE=DATE"))
        assert re.fullmatch(r"\d{8}(T073000)?", start)


def test_calendar_has_each_session_on_its_days(desk):
    """Every session of every week is there once, and no two events share an id."""
    plan = desk.plan()
    found = events(plan.to_ics("2027-01-04"))
    days = []
    for event in found:
        if "RRULE" in event:
            first = date.fromisoformat(event["DTSTART"][:8])
            count = int(re.search(r"COUNT=(\d+)", event["RRULE"])[1])
            days += [first + timedelta(weeks=week) for week in range(count)]
    expected = [
        date(2027, 1, 4) + timedelta(weeks=week, days=day - 1)
        for week in range(6)
        for session in plan.sessions
        for day in session.days
    ]
    assert sorted(days) == sorted(expected)
    assert len({event["UID"] for event in found}) == len(found)


def test_calendar_text_is_escaped(desk):
    """Commas and semicolons of a description are escaped, line ends are written as \\n."""
    for event in events(desk.plan().to_ics("2027-01-04")):
        assert not re.search(r"(?<!\\)[,;]", event["DESCRIPTION"])


@pytest.mark.parametrize(("start", "time"), [("4.1.2027", "18:00"), ("2027-02-30", "18:00"), ("2027-01-04", "25:00"), ("9999-12-30", "18:00")])
def test_a_wrong_day_or_time_is_named(desk, start, time):
    """A day that is none, or a time that is none, is an error."""
    with pytest.raises(QuestionError):
        desk.plan().to_ics(start, time)


def test_a_stopped_plan_has_no_events(case):
    """A warning sign gives a calendar without sessions."""
    assert not events(case(red_flags=["rf_saddle"]).plan().to_ics("2027-01-04"))
