"""What tests of cases share: short ways to look at a result."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture(scope="session")
def rows() -> Callable[[dict[str, Any]], dict[tuple[str, str], str]]:
    """Verdicts of a result by muscle and side, parts apart; a row of both sides stands for each."""

    def look(result: dict[str, Any]) -> dict[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for row in result["verdicts"]:
            for side in ("left", "right") if row["side"] == "both" else (row["side"],):
                name = row["muscle"] + (f" ({row['part']})" if row["part"] else "")
                assert (name, side) not in found, "one verdict a muscle, part and side"
                found[name, side] = row["verdict"]
        return found

    return look


@pytest.fixture(scope="session")
def offered() -> Callable[[dict[str, Any]], set[str]]:
    """The ids of the exercises that a result offers."""
    return lambda result: {each["id"] for each in result["exercises"]}


@pytest.fixture(scope="session")
def row_of() -> Callable[..., dict[str, Any]]:
    """The one row of a muscle and a side."""

    def look(result: dict[str, Any], muscle: str, side: str = "both") -> dict[str, Any]:
        found = [row for row in result["verdicts"] if row["muscle"] == muscle and row["side"] == side]
        assert len(found) == 1, found
        row: dict[str, Any] = found[0]
        return row

    return look
