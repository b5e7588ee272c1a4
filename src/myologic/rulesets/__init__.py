"""Rule sets that come with myologic and can be named instead of a file: RDFS, and OWL RL as far as rules can say it."""

from __future__ import annotations

import os
from pathlib import Path

NAMES = ("owl-rl", "rdfs")


def rule_source(name: str) -> Path:
    """The rule file that a word means.

    Parameters
    ----------
    name
        A file; or, where there is no such file, the name of a shipped rule set.

    Examples
    --------
    >>> rule_source("rdfs").name
    'rdfs.srl'
    """
    if name in NAMES and not os.path.exists(name):
        return Path(__file__).with_name(name + ".srl")
    return Path(name)
