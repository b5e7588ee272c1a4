"""Rule sets that come with myologic and can be named instead of a file: RDFS, and OWL RL as far as rules can say it."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("owl-rl", "rdfs")


def rule_file(name: str) -> str:
    """The rule file that a word means.

    Parameters
    ----------
    name
        A file; or, where there is no such file, the name of a shipped rule set.

    Examples
    --------
    >>> os.path.basename(rule_file("rdfs")), rule_file("mine.txt")
    ('rdfs.srl', 'mine.txt')
    """
    if name in NAMES and not os.path.exists(name):
        return os.path.join(os.path.dirname(__file__), name + ".srl")
    return name


def rule_source(name: str) -> Path:
    """The rule file that a word means, as a path: whatever its name, it is a file and not the rules themselves."""
    from pathlib import Path

    return Path(rule_file(name))
