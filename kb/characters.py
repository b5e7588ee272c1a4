"""Which characters no text of the knowledge base may hold: controls, marks that turn text around, invisible ones."""

from __future__ import annotations

import re

# Controls but for newline and tab; zero-width characters; marks that turn the direction of text; tags; non-characters.
_FORBIDDEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f"
)
_IN_TEXT = re.compile(f"[{_FORBIDDEN}]")
_IN_NAME = re.compile(f"[{_FORBIDDEN}\n\t]")


def forbidden_character(text: str, *, in_name: bool) -> str | None:
    r"""The first character that a text may not hold, as `U+0007`, or None.

    Parameters
    ----------
    in_name
        Names may not hold a newline or a tab either.

    Examples
    --------
    >>> forbidden_character("bell\x07", in_name=False)
    'U+0007'
    """
    found = (_IN_NAME if in_name else _IN_TEXT).search(text)
    return None if found is None else f"U+{ord(found.group()):04X}"


def cleaned(text: str, longest: int = 60) -> str:
    """A text as a message may show it: without forbidden characters, in one line, not endless."""
    clean = " ".join(_IN_TEXT.sub("", text).split())
    return clean if len(clean) <= longest else clean[: longest - 1] + "…"
