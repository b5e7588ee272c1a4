"""The table of mistakes: every row is used, and every use has a row."""

from __future__ import annotations

import re
from pathlib import Path

from myologic.kb.codes import MISTAKES
from myologic.kb.files import shipped_root


def test_codes_and_rows_belong_together() -> None:
    """No code of `check` is used without a row, and no row is left over."""
    text = "".join(path.read_text(encoding="utf-8") for path in Path(shipped_root()).glob("*.py") if path.stem != "codes")

    assert set(re.findall(r'"([AKFI]\d{3})"', text)) == set(MISTAKES)
