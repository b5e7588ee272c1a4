"""What tests of pictures share: cases, and pictures as trees."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator

import pytest

from myologic.cases import Case
from myologic.casework.result import Result
from myologic.casework.safety import Safety
from myologic.casework.verdicts import Verdict
from myologic.kb.base import KnowledgeBase
from myologic.kb.vocabulary import id_

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="session")
def desk(case: Callable[..., Case]) -> Case:
    """Signs of both sides and of one side, in all layers."""
    return case(
        findings=["low_shoulder@left", "lower_crossed", "knees_in@right", "rounded_shoulder_one_side@right"],
        habits=["prolonged_sitting"],
    )


@pytest.fixture(scope="session")
def regions() -> Callable[[str], Iterator[ET.Element]]:
    """The regions of a picture."""

    def look(svg: str) -> Iterator[ET.Element]:
        for each in ET.fromstring(svg).iter(f"{SVG}path"):
            if each.get("class", "").startswith("region"):
                yield each

    return look


Rows = tuple[tuple[str, str, str, str], ...]
"""Muscle, side, verdict and certainty of each row."""


def made_result(kb: KnowledgeBase, rows: Rows) -> Result:
    """A result with some verdicts, whatever the rules conclude today: for pictures that are compared with kept ones."""
    verdicts = tuple(
        Verdict(id_(muscle), kb.label(id_(muscle)), None, side, verdict, None, None, level, (), (), (), (), False, False, ())
        for muscle, side, verdict, level in rows
    )
    return Result("inferred", verdicts, (), (), (), Safety("none", (), "", False, ()), (), ())


@pytest.fixture(scope="session")
def result_of() -> Callable[[KnowledgeBase, Rows], Result]:
    """Makes results of rows."""
    return made_result
