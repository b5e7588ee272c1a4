"""What tests of tables share."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

import myologic

pytest.importorskip("pyarrow", reason="needs the extra `table`")


@pytest.fixture(scope="session")
def kb():
    """The shipped knowledge base."""
    return myologic.load()


@pytest.fixture(scope="session")
def drawing():
    """Random people, as tables and as cases; see random_people.py beside this file."""
    spec = importlib.util.spec_from_file_location("random_people", Path(__file__).with_name("random_people.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
