"""XML text from names, attributes and children: everything that is shown is cleaned and escaped here."""

from __future__ import annotations

from html import escape

from myologic.answering.clean import clean
from myologic.drawing.curves import number


def shown(text: str) -> str:
    """Text as it may stand in XML: no control characters, and no character that has a meaning there.

    Examples
    --------
    >>> shown('a < "b"')
    'a &lt; &quot;b&quot;'
    """
    return escape(clean(text), quote=True)


def element(name: str, *children: str, **attributes: str | float | None) -> str:
    """An element; its children are XML already.

    Parameters
    ----------
    name
        Its name.
    children
        XML text, for example from `element` or `shown`.
    attributes
        Their values are escaped; one that is None is left out. `_` in a name is `-`, one at the end goes away.

    Examples
    --------
    >>> element("text", shown("<"), font_size=12, class_="a")
    '<text font-size="12" class="a">&lt;</text>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{shown(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    content = "".join(children)
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def wrapped(text: str, width: int) -> tuple[str, ...]:
    """Text in lines of at most some characters; a longer word is broken."""
    lines: list[str] = []
    for word in clean(text).split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
            continue
        while len(word) > width:
            lines.append(word[: width - 1] + "-")
            word = word[width - 1 :]
        lines.append(word)
    return tuple(lines)
