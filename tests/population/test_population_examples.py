"""The examples of tables run and print what their page shows; that of Spark where pyspark and Java are present."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "population.md").read_text(encoding="utf-8")


def test_the_example_with_data_frames_prints_what_its_page_shows(capfd):
    """pandas in, polars out: line by line as in docs/population.md."""
    shown = re.search(r"^\$ python examples/population_table\.py\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert shown is not None
    runpy.run_path(str(ROOT / "examples" / "population_table.py"), run_name="__main__")

    assert capfd.readouterr().out == shown[1]


@pytest.mark.skipif(
    find_spec("pyspark") is None or shutil.which("java") is None or "MYOLOGIC_SPARK" not in os.environ,
    reason="needs pyspark, Java, and MYOLOGIC_SPARK in the environment, because it takes a minute",
)
def test_the_example_on_spark_says_the_same():
    """A local Spark gives the verdicts of the kernel through mapInArrow."""
    words = [sys.executable, "-W", "ignore", str(ROOT / "examples" / "spark_population.py")]
    found = subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()

    assert found[0] == "a inferred adductors left tight very-low"
    assert found[-1].startswith("b safety None")
