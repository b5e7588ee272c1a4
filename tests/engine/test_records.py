"""Records behave as the standard library's dataclasses do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
import typing
from typing import Any, ClassVar

import pytest

from myologic.engine import records


def make(library: Any) -> dict[str, Any]:
    """The same classes by the standard library or by ours."""
    dataclass, field = library.dataclass, library.field

    @dataclass(frozen=True, slots=True)
    class Point:
        """A point."""

        limit: ClassVar[int] = 9
        x: int
        y: int = 2
        tags: list[str] = field(default_factory=list, compare=False)

        def sum(self) -> int:
            """Both together."""
            return self.x + self.y

    @dataclass(frozen=True, slots=True)
    class Named(Point):
        name: str = field(default="", kw_only=True, repr=False)

    @dataclass(slots=True)
    class Open:
        x: int = 1
        seen: bool = False

        def __post_init__(self) -> None:
            self.seen = True

    @dataclass(frozen=True, order=True)
    class Ordered:
        a: int
        b: str = "b"

    @dataclass(frozen=True, slots=True, eq=False)
    class Same:
        a: int

    @dataclass(frozen=True, slots=True)
    class Loose:
        a: int

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Loose)

    @dataclass(frozen=True, slots=True)
    class Hashed:
        a: int

        def __hash__(self) -> int:
            return 7

    return {"Loose": Loose, "Hashed": Hashed, "Point": Point, "Named": Named, "Open": Open, "Ordered": Ordered, "Same": Same}


OURS, THEIRS = make(records), make(dataclasses)


def outcome(action: Any, classes: dict[str, Any]) -> Any:
    """What an action gives, or the kind of exception it raises."""
    try:
        return action(classes)
    except Exception as error:  # any: what is compared is the kind
        return type(error)


ACTIONS: list[Any] = [
    lambda c: repr(c["Point"](1)).split(".")[-1],
    lambda c: repr(c["Named"](1, name="n")).split(".")[-1],
    lambda c: (c["Point"](1).y, c["Point"](1, 5).sum(), c["Point"](x=3, y=4).sum()),
    lambda c: c["Point"](1) == c["Point"](1, 2, ["t"]),
    lambda c: c["Point"](1) == c["Point"](2),
    lambda c: c["Point"](1) == c["Named"](1),
    lambda c: c["Named"](1, name="a") == c["Named"](1, name="b"),
    lambda c: c["Point"](1) == 1,
    lambda c: hash(c["Point"](1)) == hash(c["Point"](1, tags=["x"])),
    lambda c: hash(c["Named"](1)) == hash(c["Named"](1)),
    lambda c: len({c["Point"](1), c["Point"](1), c["Point"](2)}),
    lambda c: c["Point"](),
    lambda c: c["Point"](1, 2, [], 4),
    lambda c: c["Point"](1, z=4),
    lambda c: c["Named"](1, 2, [], "n"),
    lambda c: setattr(c["Point"](1), "x", 2),
    lambda c: delattr(c["Point"](1), "x"),
    lambda c: setattr(c["Open"](1), "z", 2),
    lambda c: hash(c["Open"]()),
    lambda c: (c["Open"]().seen, c["Open"](3).x),
    lambda c: c["Open"]() == c["Open"](1),
    lambda c: sorted([c["Ordered"](2), c["Ordered"](1, "c"), c["Ordered"](1)])[0].b,
    lambda c: c["Ordered"](1) < c["Ordered"](2) <= c["Ordered"](2) and c["Ordered"](2) >= c["Ordered"](1),
    lambda c: c["Ordered"](1) < 3,
    lambda c: c["Same"](1) == c["Same"](1),
    lambda c: c["Point"](1).tags is c["Point"](1).tags,
    lambda c: c["Point"].__match_args__,
    lambda c: c["Point"].__slots__,
    lambda c: c["Named"].__slots__,
    lambda c: c["Point"].limit,
    lambda c: dataclasses.asdict(c["Named"](1, 2, ["t"], name="n")),
    lambda c: [f.name for f in dataclasses.fields(c["Named"])],
    lambda c: dataclasses.replace(c["Named"](1), y=7).y,
    lambda c: copy.copy(c["Point"](1, 3)).y,
    lambda c: copy.deepcopy(c["Point"](1, 3, ["t"])).tags,
    lambda c: hasattr(c["Point"](1), "__dict__"),
    lambda c: (c["Loose"](1) == c["Loose"](2), hash(c["Loose"](1)) == hash(c["Loose"](1))),
    lambda c: (hash(c["Hashed"](1)), c["Hashed"](1) == c["Hashed"](2)),
]


@pytest.mark.parametrize("number", range(len(ACTIONS)))
def test_the_same_as_the_standard_library(number: int) -> None:
    """Every use gives the same value, or the same kind of error."""
    assert outcome(ACTIONS[number], OURS) == outcome(ACTIONS[number], THEIRS)


def test_replace_changes_what_it_is_told() -> None:
    """The rest stays, and the old record too."""
    point = OURS["Point"](1, 3)

    assert records.replace(point, x=2).sum() == 5
    assert point.x == 1


def test_patterns_match() -> None:
    """`match` takes fields by position."""
    from myologic.engine.terms import IRI, Triple

    match Triple(IRI("a:s"), IRI("a:p"), IRI("a:o")):
        case (_, IRI(address), _):
            assert address == "a:p"
        case _:
            pytest.fail("no match")


def test_a_term_can_be_pickled() -> None:
    """Records at the top of a module go through pickle."""
    from myologic.engine.terms import IRI, Literal

    assert pickle.loads(pickle.dumps((IRI("a:b"), Literal("x")))) == (IRI("a:b"), Literal("x"))


def test_an_init_var_is_refused() -> None:
    """What is not supported is an error where the class is made."""
    with pytest.raises(TypeError, match="InitVar"):

        @records.dataclass
        class Broken:
            x: dataclasses.InitVar[int]


def test_threads_may_make_the_first_one_together() -> None:
    """A class whose functions are compiled when first called can be used by many threads at once."""
    from concurrent.futures import ThreadPoolExecutor

    for _ in range(30):
        classes = make(records)
        with ThreadPoolExecutor(8) as pool:
            made = list(pool.map(lambda x, c=classes: c["Named"](x, name="n"), [1] * 16))
            assert len(set(pool.map(hash, made))) == 1
            assert all(pool.map(lambda each, first=made[0]: each == first, made))


def test_a_record_may_call_the_one_above_it() -> None:
    """A class with an `__init__` of its own that calls that of a record."""

    class Longer(OURS["Open"]):  # type: ignore[misc]  # the class comes out of a dictionary
        def __init__(self, x: int) -> None:
            super().__init__(x + 1)

    assert Longer(1).x == 2 and Longer(1).seen


class Word(records.NamedTuple):
    """A word and where it stands."""

    form: str
    at: int = 0
    marks: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.at + len(self.form)


class StandardWord(typing.NamedTuple):
    """The same by the standard library."""

    form: str
    at: int = 0
    marks: tuple[str, ...] = ()


def test_named_tuples_behave_as_the_standard_ones() -> None:
    """Made by place or by name, taken apart, changed, compared, shown and matched."""
    ours, theirs = Word("hip", at=3), StandardWord("hip", at=3)

    assert ours == theirs == ("hip", 3, ()) and hash(ours) == hash(theirs) and ours.end == 6
    assert repr(ours).replace("Word", "") == repr(theirs).replace("StandardWord", "")
    assert ours._replace(at=1) == theirs._replace(at=1) and type(ours._replace(at=1)) is Word
    assert ours._asdict() == theirs._asdict() and ours._fields == theirs._fields
    assert Word._make(["a", 1, ()]) == ("a", 1, ()) and type(Word) is type(StandardWord)
    assert Word._field_defaults == StandardWord._field_defaults and Word.__mro__[1:] == StandardWord.__mro__[1:]
    assert pickle.loads(pickle.dumps(ours)) == ours and copy.copy(ours) == ours and type(copy.deepcopy(ours)) is Word
    match ours:
        case Word(form="hip", at=at):
            assert at == 3


@pytest.mark.parametrize("values", [(), (1, 2, 3, 4)])
def test_named_tuples_refuse_what_the_standard_ones_refuse(values: tuple[int, ...]) -> None:
    """Too few or too many values, names that are none, and changes."""
    for cls in (Word, StandardWord):
        with pytest.raises(TypeError):
            cls(*values)  # type: ignore[arg-type]  # that is the test
        with pytest.raises(TypeError):
            cls._make(values)
        with pytest.raises(ValueError, match="unexpected"):
            cls("a")._replace(colour=1)  # type: ignore[call-arg]
        with pytest.raises(AttributeError):
            cls("a").form = "b"  # type: ignore[misc]


def test_neither_dataclasses_nor_inspect_is_loaded() -> None:
    """Making and using records imports nothing."""
    code = (
        "import sys; before = set(sys.modules)\n"
        "from myologic.engine.records import NamedTuple, dataclass\n"
        "class B(NamedTuple):\n x: int\n"
        "assert B(1).x == 1\n"
        "@dataclass(frozen=True, slots=True)\n"
        "class A:\n x: int\n"
        "assert A(1) == A(1) and hash(A(1)) == hash(A(1)) and repr(A(1)) == 'A(x=1)'\n"
        "print(sorted((set(sys.modules) - before) & {'dataclasses', 'inspect', 'typing'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)

    assert done.stdout.strip() == "[]"
