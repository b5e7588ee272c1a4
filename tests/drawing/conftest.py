"""What tests of pictures share: cases, and pictures as trees."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator

import pytest

from myologic.cases import Case

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
