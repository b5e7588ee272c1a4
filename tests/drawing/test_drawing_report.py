"""The report of a case: complete, escaped, self-contained, and silent where a warning sign comes first."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

from myologic.cases import Case
from myologic.drawing.report import body_page, report_page
from myologic.kb.base import KnowledgeBase

VOID = frozenset({"meta", "br", "hr", "img", "link", "input"})


class Balance(HTMLParser):
    """Collects tags and whether each that is opened is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that is closed at once."""
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Take back the last tag."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text.append(data)


def read(page: str) -> Balance:
    """A page that was read to its end."""
    found = Balance()
    found.feed(page)
    found.close()
    return found


def test_a_report_is_well_formed_and_needs_nothing(desk: Case) -> None:
    """Every tag is closed in order; no script, no frame, no picture or sheet from elsewhere."""
    page = report_page(desk)
    found = read(page)

    assert found.open == []
    assert not {"script", "iframe", "img", "link", "object", "form"} & set(found.tags)
    assert set(re.findall(r"(?:src|href|url)\s*[=(]\s*[\"']?([^\"')\s>]+)", page)) <= set(
        re.findall(r"url\((#[^)]+)\)", page)
    )
    assert "default-src 'none'" in page


def test_a_report_tells_everything(desk: Case, kb: KnowledgeBase) -> None:
    """Each verdict in the table and with a proof that unfolds; exercises, sources, purpose, the content's hash."""
    page = report_page(desk)
    text = " ".join(read(page).text)

    assert page.count("<details>") == len(desk.verdicts())
    assert all(row.label in text for row in desk.verdicts())
    assert all(source.citation in text for row in desk.verdicts() for source in row.sources)
    assert all(each.label in text for each in desk.outcome.exercises)
    assert kb.hash in text
    assert "general education and wellness" in text
    assert all(line.label in text for line in desk.plan().lines)


def test_a_report_of_a_warning_sign_has_no_exercise(case: Callable[..., Case]) -> None:
    """The fixed words stand first; no body map, no exercise, no verdict."""
    flagged = case(findings=["low_shoulder@left"], red_flags=["rf_saddle"])
    found = read(report_page(flagged))
    text = " ".join(found.text)

    assert flagged.outcome.safety.text.splitlines()[0] in text
    assert "svg" not in found.tags
    assert "What suits" not in text
    assert "A plan" not in text
    assert "details" not in found.tags


def test_a_report_of_nothing_says_so(case: Callable[..., Case]) -> None:
    """A case that nothing follows from has no empty sections."""
    text = " ".join(read(report_page(case())).text)

    assert "Nothing can be inferred from this." in text
    assert "What suits" not in text
    assert "A plan" not in text


def test_a_missing_side_is_asked_for(case: Callable[..., Case]) -> None:
    """The question stands at the top."""
    unsure = case(findings=["low_shoulder"])
    text = " ".join(read(report_page(unsure)).text)

    assert unsure.outcome.asks
    assert unsure.outcome.asks[0] in text


def test_the_map_as_a_page_has_its_table(desk: Case) -> None:
    """The page of `draw` is the picture, for wide and for narrow screens, and the table beside it."""
    found = read(body_page(desk, view="front", layer="deep"))

    assert found.tags.count("svg") == 2
    assert found.tags.count("table") == 1
    assert found.tags.count("tr") == len(desk.verdicts()) + 1


def test_a_page_says_once_what_its_pictures_would_say(desk: Case) -> None:
    """The pictures on a page draw no words that the page has of its own; those who cannot see them hear the headline."""
    for page in (body_page(desk), report_page(desk)):
        drawn = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", page))
        assert "Body map" not in drawn and "likely from signs" not in drawn and "general education" not in drawn
        assert page.count("general education") == 1
        assert len(re.findall(r"<title[^>]*>Body map</title>", page)) >= 2


def test_a_report_is_the_same_twice(desk: Case) -> None:
    """The same case gives the same bytes."""
    assert report_page(desk) == report_page(desk)
