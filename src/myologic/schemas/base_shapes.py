"""What the plain data of several kinds share, as typed dictionaries; see `shapes`."""

from __future__ import annotations

from typing import Annotated, TypeAlias, TypedDict

Plain: TypeAlias = "str | int | float | bool | None | list[Plain] | dict[str, Plain]"


class BaseData(TypedDict):
    """Which knowledge base gave it."""

    name: str
    hash: Annotated[str, "Of all content: the same for the same files, wherever they lie."]


class SourceData(TypedDict):
    """A published source."""

    id: str
    citation: str
