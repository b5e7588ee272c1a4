"""What tests of plans share: cases that reach most of a plan."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from myologic.cases import Case


@pytest.fixture(scope="session")
def desk(case: Callable[..., Case]) -> Case:
    """A desk worker with signs on both sides and one shoulder more rounded."""
    return case(
        findings=["forward_head", "rounded_shoulder_one_side@right", "anterior_tilt"], habits=["prolonged_sitting"]
    )


@pytest.fixture(scope="session")
def knee(case: Callable[..., Case]) -> Case:
    """Somebody whose left knee moves inward."""
    return case(findings=["knees_in@left"])
