"""Plain values are read as the standard library reads them, without its import."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from myologic.engine.plain_json import read_json


@pytest.mark.parametrize(
    "value", [None, True, 0, -12, 2.5, 1e300, "", "é\n\"\\\u2028", [], {}, [1, [2, {"a": [None]}]], {"a": {"b": ["c"]}}]
)
def test_values_come_back(value: object) -> None:
    """What was written is read, compact or with white space around it."""
    assert read_json(json.dumps(value)) == value
    assert read_json(f" {json.dumps(value, indent=1)}\n") == value


@pytest.mark.parametrize("text", ["", " ", "{", "[1,]", "nonsense", '"\n"', "1 2", "[1] x"])
def test_what_is_no_json_is_refused_as_elsewhere(text: str) -> None:
    """The same error with the same words."""
    with pytest.raises(ValueError) as expected:
        json.loads(text)
    with pytest.raises(ValueError) as found:
        read_json(text)

    assert str(found.value) == str(expected.value)


def test_it_does_not_import_the_package() -> None:
    """What it is for."""
    code = "import sys\nfrom myologic.engine.plain_json import read_json\nprint(read_json('[1]'), 'json' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[1] False\n"
