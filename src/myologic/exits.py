"""Every exit code of the command, in one place. Errors carry theirs with them, from the same list (`engine/errors.py`).

====  ==========================================================
0     answered
1     nothing on record; or `check` has findings
2     misuse, or a question that is not understood
3     several readings, or a side is missing: a question back
4     content cannot be loaded
5     safety stop: care comes first
70    an error of this program
130   stopped with Ctrl-C
141   the reader of the output went away
====  ==========================================================
"""

from __future__ import annotations

ANSWERED = 0
NOTHING = 1
MISUSE = 2
READINGS = 3
CONTENT = 4
SAFETY = 5
INTERNAL = 70
INTERRUPTED = 130
BROKEN_PIPE = 141

OF_ANSWER = {
    "answered": ANSWERED,
    "not_on_record": NOTHING,
    "refused": MISUSE,
    "clarify": READINGS,
    "safety": SAFETY,
}
"""The exit code of an answer, by its status."""

OF_CASE = {
    "inferred": ANSWERED,
    "nothing": NOTHING,
    "needs_side": READINGS,
    "conflict": READINGS,
    "safety": SAFETY,
}
"""The exit code of a case's result, by its status."""
