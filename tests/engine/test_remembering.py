"""Results that are remembered, and properties that are worked out once."""

from __future__ import annotations

from myologic.engine.remembering import cached_property, remembered


def test_a_result_is_worked_out_once() -> None:
    """The same arguments are answered from memory, by place or by name."""
    asked: list[tuple[int, int]] = []

    @remembered(9)
    def added(one: int, other: int = 0) -> int:
        asked.append((one, other))
        return one + other

    assert [added(1), added(1), added(1, 2), added(1, other=2), added(1, other=2)] == [1, 1, 3, 3, 3]
    assert asked == [(1, 0), (1, 2), (1, 2)]


def test_no_more_is_remembered_than_was_said() -> None:
    """Arguments that come without end do not fill the memory; None is a result like others."""
    asked: list[int] = []

    @remembered(2)
    def nothing(number: int) -> None:
        asked.append(number)

    for number in (1, 2, 2, 3, 3, 1):
        nothing(number)

    assert asked == [1, 2, 3, 1]


def test_a_property_is_worked_out_once_for_each_object() -> None:
    """Kept with the object; the class shows the property itself, with what is said of it."""

    class Box:
        def __init__(self) -> None:
            self.opened = 0

        @cached_property
        def inside(self) -> int:
            """What is in it."""
            self.opened += 1
            return self.opened

    box = Box()

    assert [box.inside, box.inside, Box().inside] == [1, 1, 1] and box.opened == 1
    assert Box.inside.__doc__ == "What is in it."
