"""`Generic`, `Protocol` and `TypeVar` for classes on the way of a cold question: type checkers see the standard library's.

At run time a class over them is a plain class that may be written with brackets. `typing`, which is for type checkers, is
not imported: with what it brings it costs a cold question as much as its answer.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Generic, Protocol, TypeVar
else:

    class Generic:
        """A base that takes types in brackets and forgets them."""

        __slots__ = ()

        def __class_getitem__(cls, types):
            return cls

    Protocol = Generic

    def TypeVar(name, *bounds, **customs):  # noqa: N802  # the name of the standard library
        """Something that stands for a type."""
        return object


__all__ = ["Generic", "Protocol", "TypeVar"]
