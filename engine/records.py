"""`dataclass`, `field`, `replace` and `NamedTuple` as in the standard library, made when they are first used.

The standard decorator writes and compiles six functions for every class when a module is read, 0.6 ms a class, and
imports `inspect` for it. A question in a new process reads some sixty classes and makes objects of twenty. Here a class
costs 0.03 ms, and a function is compiled when it is first called; from then on it is as fast as the standard one.

Type checkers see the standard library's own names, so nothing is different for them. At run time `frozen`, `slots`,
`order`, `eq`, `kw_only` and defaults behave the same; `dataclasses.fields`, `asdict` and `replace` work on the classes;
`InitVar` and `init=False` are refused. A `NamedTuple` is a tuple with `_fields`, `_make`, `_replace` and `_asdict`.
"""

# No `from __future__ import annotations` is needed, and typing is not imported: this module is on every way.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
    from typing import NamedTuple
else:
    try:
        from _collections import _tuplegetter  # what the standard library's named tuples are read with
    except ImportError:  # a Python without it

        def _tuplegetter(place, about):
            return property(lambda record: record[place], doc=about)

    _MISSING = object()

    class _Field:
        """What `field` was told."""

        __slots__ = ("compare", "default", "factory", "kw_only", "name", "repr", "type")

        def __init__(self, default, factory, repr_, compare, kw_only):
            self.name = self.type = ""
            self.default = default
            self.factory = factory
            self.repr = repr_
            self.compare = compare
            self.kw_only = kw_only

    def field(*, default=_MISSING, default_factory=_MISSING, repr=True, compare=True, kw_only=False):
        """A field with more to say than its type; see `dataclasses.field`."""
        return _Field(default, default_factory, repr, compare, kw_only)

    def replace(record, /, **changes):
        """A copy of a record with some fields changed; see `dataclasses.replace`."""
        if not hasattr(record, "__record_fields__"):
            from dataclasses import replace as standard_replace

            return standard_replace(record, **changes)
        for each in type(record).__record_fields__:
            if each.name not in changes:
                changes[each.name] = getattr(record, each.name)
        return type(record)(**changes)

    def dataclass(cls=None, /, *, frozen=False, slots=False, eq=True, order=False, kw_only=False):
        """A class whose instances are told apart by their fields; see `dataclasses.dataclass`."""

        def make(cls):
            return _make(cls, frozen, slots, eq, order, kw_only)

        return make if cls is None else make(cls)

    def _make(cls, frozen, slots, eq, order, kw_only):
        inherited = {}
        for base in cls.__mro__[:0:-1]:
            for each in base.__dict__.get("__record_fields__", ()):
                inherited[each.name] = each
        members = dict(cls.__dict__)
        own = {}
        for name, annotation in members.get("__annotations__", {}).items():
            written = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))
            if "ClassVar" in written:
                continue
            if "InitVar" in written:
                raise TypeError(f"{cls.__qualname__}.{name}: InitVar is not supported")
            default = members.get(name, _MISSING)
            each = default if isinstance(default, _Field) else _Field(default, _MISSING, True, True, False)
            each.name, each.type, each.kw_only = name, annotation, each.kw_only or kw_only
            own[name] = each
        fields = tuple({**inherited, **own}.values())
        added = {
            "__record_fields__": fields,
            "__dataclass_fields__": _StandardFields(),
            "__match_args__": tuple(each.name for each in fields if not each.kw_only),
            "__init__": _late("__init__", _make_init, cell := []),
            "__replace__": replace,
        }
        if "__repr__" not in members:
            added["__repr__"] = _repr
        if eq and "__eq__" not in members:
            added["__eq__"] = _late("__eq__", _make_eq, cell)
        # Python itself writes `__hash__ = None` into a class with an `__eq__`: that is nobody's choice.
        chosen = "__hash__" in members and not (members["__hash__"] is None and "__eq__" in members)
        if eq and not chosen:
            added["__hash__"] = _late("__hash__", _make_hash, cell) if frozen else None
        if order:
            added |= {"__lt__": _less, "__le__": _less_or_equal, "__gt__": _greater, "__ge__": _greater_or_equal}
        if frozen:
            added |= {"__setattr__": _refuse_set, "__delattr__": _refuse_delete}
        if not slots:
            for name, value in added.items():
                setattr(cls, name, value)
            for each in own.values():
                if isinstance(members.get(each.name), _Field):
                    _unset(cls, each)
            cell.append(cls)
            return cls
        for name in own:
            members.pop(name, None)
        for name in ("__dict__", "__weakref__"):
            members.pop(name, None)
        members |= added
        members["__slots__"] = tuple(own)
        members["__getstate__"], members["__setstate__"] = _get_state, _set_state
        made = type(cls)(cls.__name__, cls.__bases__, members)
        made.__qualname__ = cls.__qualname__
        cell.append(made)
        return made

    def _unset(cls, each):
        """Without slots, a default stands as a class attribute, and what `field` returned does not."""
        if each.default is _MISSING:
            delattr(cls, each.name)
        else:
            setattr(cls, each.name, each.default)

    def _late(method, build, cell):
        """A function that makes the real one for the class in the cell when it is first called.

        Two threads may come at once: both make the same function, and it does not matter whose stays.
        """

        def first(self, *args, **kwargs):
            made = build(cell[0])
            setattr(cell[0], method, made)
            return made(self, *args, **kwargs)

        return first

    def _compile(source, names):
        exec(source, names)  # the source is made of field names only
        return names["made"]

    def _make_init(cls):
        names = {"MISSING": _MISSING, "put": object.__setattr__}
        plain, late, body = ["self"], [], []
        for each in cls.__record_fields__:
            name, value = each.name, each.name
            parameter = name
            if each.factory is not _MISSING:
                names[f"make_{name}"] = each.factory
                parameter, value = f"{name}=MISSING", f"make_{name}() if {name} is MISSING else {name}"
            elif each.default is not _MISSING:
                names[f"default_{name}"] = each.default
                parameter = f"{name}=default_{name}"
            (late if each.kw_only else plain).append(parameter)
            slot = getattr(cls, name, None)
            if type(slot).__name__ == "member_descriptor":
                names[f"put_{name}"] = slot.__set__
                body.append(f" put_{name}(self, {value})")
            else:
                body.append(f" put(self, {name!r}, {value})")
        if hasattr(cls, "__post_init__"):
            body.append(" self.__post_init__()")
        parameters = ", ".join([*plain, *(["*", *late] if late else [])])
        made = _compile(f"def made({parameters}):\n" + "\n".join(body or [" pass"]), names)
        made.__name__, made.__qualname__ = "__init__", f"{cls.__qualname__}.__init__"
        return made

    def _values(cls, of):
        parts = [f"{of}.{each.name}" for each in cls.__record_fields__ if each.compare]
        return "(" + ", ".join(parts) + ("," if len(parts) == 1 else "") + ")"

    def _make_eq(cls):
        test = f"{_values(cls, 'self')} == {_values(cls, 'other')}"
        source = f"def made(self, other):\n return {test} if other.__class__ is self.__class__ else NotImplemented"
        return _compile(source, {})

    def _make_hash(cls):
        return _compile(f"def made(self):\n return hash({_values(cls, 'self')})", {"hash": hash})

    def _repr(self):
        shown = ", ".join(f"{e.name}={getattr(self, e.name)!r}" for e in type(self).__record_fields__ if e.repr)
        return f"{type(self).__qualname__}({shown})"

    def _compared(record):
        return tuple(getattr(record, each.name) for each in type(record).__record_fields__ if each.compare)

    def _less(self, other):
        return _compared(self) < _compared(other) if type(self) is type(other) else NotImplemented

    def _less_or_equal(self, other):
        return _compared(self) <= _compared(other) if type(self) is type(other) else NotImplemented

    def _greater(self, other):
        return _compared(self) > _compared(other) if type(self) is type(other) else NotImplemented

    def _greater_or_equal(self, other):
        return _compared(self) >= _compared(other) if type(self) is type(other) else NotImplemented

    def _refuse_set(self, name, value):
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def _refuse_delete(self, name):
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def _get_state(self):
        return [getattr(self, each.name) for each in type(self).__record_fields__]

    def _set_state(self, state):
        for each, value in zip(type(self).__record_fields__, state, strict=True):
            object.__setattr__(self, each.name, value)

    class _StandardFields:
        """What `dataclasses.fields`, `asdict` and `replace` look for, made when they look."""

        def __get__(self, record, cls):
            import dataclasses

            rows = []
            for each in cls.__record_fields__:
                options = {"repr": each.repr, "compare": each.compare, "kw_only": each.kw_only}
                if each.factory is not _MISSING:
                    options["default_factory"] = each.factory
                elif each.default is not _MISSING:
                    options["default"] = each.default
                rows.append((each.name, each.type, dataclasses.field(**options)))
            return dataclasses.make_dataclass(cls.__name__, rows).__dataclass_fields__

    class _TupleMaker(type):
        """Makes of a class body with fields a plain subclass of tuple; nothing of this class is left in it."""

        def __new__(maker, name, bases, members):  # noqa: N804  # it makes classes, as a metaclass does
            if not bases:
                return type.__new__(maker, name, bases, members)
            fields = tuple(members.get("__annotations__", ()))
            defaults = {each: members.pop(each) for each in fields if each in members}
            members |= {each: _tuplegetter(place, f"Alias for field number {place}") for place, each in enumerate(fields)}
            members |= {
                "__slots__": (),
                "_fields": fields,
                "_field_defaults": defaults,
                "__match_args__": fields,
                "__new__": _first_new,
                "_make": classmethod(_make_tuple),
                "_replace": _replace_in_tuple,
                "_asdict": _tuple_as_dict,
                "__getnewargs__": _tuple_arguments,
            }
            members.setdefault("__repr__", _tuple_repr)
            return type(name, (tuple,), members)

    def _first_new(cls, *args, **kwargs):
        """Makes the real `__new__` of a class when it is first called; two threads may both make it."""
        parameters = ", ".join(f"{n}=defaults[{n!r}]" if n in cls._field_defaults else n for n in cls._fields)
        values = "".join(f"{n}, " for n in cls._fields)
        names = {"new": tuple.__new__, "defaults": cls._field_defaults}
        made = _compile(f"def made(cls, {parameters}):\n return new(cls, ({values}))", names)
        made.__name__, made.__qualname__ = "__new__", f"{cls.__qualname__}.__new__"
        cls.__new__ = made
        return made(cls, *args, **kwargs)

    def _make_tuple(cls, values):
        made = tuple.__new__(cls, values)
        if len(made) != len(cls._fields):
            raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
        return made

    def _replace_in_tuple(self, /, **changes):
        made = self._make(map(changes.pop, self._fields, self))
        if changes:
            raise ValueError(f"Got unexpected field names: {list(changes)!r}")
        return made

    def _tuple_as_dict(self):
        return dict(zip(self._fields, self, strict=True))

    def _tuple_arguments(self):
        return tuple(self)

    def _tuple_repr(self):
        shown = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
        return f"{type(self).__name__}({shown})"

    def NamedTuple():  # noqa: N802  # the name of the standard library
        """A tuple with named fields; see `typing.NamedTuple`. Only for the head of a class."""
        raise TypeError("NamedTuple is for the head of a class")

    _TUPLE_HEAD = (_TupleMaker("NamedTuple", (), {}),)
    NamedTuple.__mro_entries__ = lambda bases: _TUPLE_HEAD


__all__ = ["NamedTuple", "dataclass", "field", "replace"]
