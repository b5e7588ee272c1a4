"""What tests of every folder share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest


@pytest.fixture
def steps() -> Callable[[Callable[[], object]], int]:
    """Count the calls, of Python and of C, that a piece of work makes: the same number on every machine, quiet or busy."""

    def count(work: Callable[[], object]) -> int:
        made = 0

        def heard(frame: FrameType, event: str, argument: object) -> None:
            nonlocal made
            made += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(heard)
        try:
            work()
        finally:
            sys.setprofile(before)
        return made

    return count
