"""Which ids may stand in which list of a case, and what is nearest to one that is unknown."""

from __future__ import annotations

from myologic.engine.terms import IRI, Literal
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import id_, kb_, local_name

SIDED = kb_("sided")

LISTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "findings": (("Finding",), ("ClinicalTest", "Group")),
    "habits": (("HabitCause", "Sport", "Occupation"), ("Group",)),
    "causes": (("Cause",), ("HabitCause", "Sport", "Occupation", "Group")),
    "conditions": (("Condition",), ()),
    "red_flags": (("RedFlag",), ()),
    "tests": (("ClinicalTest",), ("Group",)),
}
"""The lists of a case: the classes whose things belong there, and the classes whose things do not."""


class Catalogue:
    """The things that a case may name.

    Parameters
    ----------
    kb
        The knowledge base.
    """

    __slots__ = ("_kb",)

    def __init__(self, kb: Reading) -> None:
        self._kb = kb

    def find(self, key: str, name: str) -> IRI | str:
        """The thing with an id in one of the lists, or what is wrong with the id, in words.

        Parameters
        ----------
        key
            The local name of the thing, or its whole address; `-` and `_` are the same letter.
        name
            One of `LISTS`.
        """
        thing = self.thing(key, name)
        if thing is not None and self._fits(thing, name):
            return thing
        if thing is not None:
            home = next((each for each in LISTS if self._fits(thing, each)), None)
            if home is not None:
                return f"`{key}` is a {self._kb.kind(thing)}: it belongs under `{home}`"
        from myologic.casework.reading import nearest

        hint = nearest(key.strip().replace(" ", "_"), self.words())
        return f"unknown id `{_clean(key)}`" + (f"; did you mean `{hint}`?" if hint else "")

    def thing(self, key: str, name: str | None = None) -> IRI | None:
        """The thing with an id, whatever list it belongs to."""
        key = key.strip().strip("<>")
        candidate = IRI(key) if "://" in key else id_(key.lower())
        if self._listed(candidate):
            return candidate
        wanted = local_name(candidate).replace("_", "-")
        for each in LISTS if name is None else (name, *LISTS):
            for thing in self.things(each):
                if local_name(thing).replace("_", "-") == wanted:
                    return thing
        words = key.lower().replace("_", " ").replace("-", " ")
        for each in LISTS if name is None else (name,):
            for thing in self.things(each):
                if any(word.lower().replace("-", " ") == words for word in self._kb.names(thing)):
                    return thing
        return None

    def things(self, name: str) -> tuple[IRI, ...]:
        """Everything that may stand in a list, sorted by address."""
        wanted, excluded = LISTS[name]
        found = {each for cls in wanted for each in self._kb.instances(kb_(cls))}
        for cls in excluded:
            found.difference_update(self._kb.instances(kb_(cls)))
        return tuple(sorted(found, key=lambda each: each.value))

    def names(self, name: str) -> tuple[str, ...]:
        """The preferred names of everything that may stand in a list."""
        return tuple(self._kb.label(each) for each in self.things(name))

    def is_sided(self, thing: IRI) -> bool:
        """Whether a thing has a left and a right."""
        return any(
            isinstance(each, Literal) and each.lexical in ("true", "1") for each in self._kb.objects(thing, SIDED)
        )

    def lists_of(self, thing: IRI) -> tuple[str, ...]:
        """The lists that a thing may stand in."""
        return tuple(each for each in LISTS if self._fits(thing, each))

    def _fits(self, thing: IRI, name: str) -> bool:
        wanted, excluded = LISTS[name]
        types = {local_name(each) for each in self._kb.types(thing)}
        return not types.isdisjoint(wanted) and types.isdisjoint(excluded)

    def _listed(self, thing: IRI) -> bool:
        return any(self._fits(thing, each) for each in LISTS)

    def words(self) -> set[str]:
        """What things may be called in a case: their ids, and their names written like ids."""
        things = {each for name in LISTS for each in self.things(name)}
        found = {word.lower().replace(" ", "_").replace("-", "_") for each in things for word in self._kb.names(each)}
        return found | {local_name(each).replace("-", "_") for each in things}


def _clean(key: str) -> str:
    return "".join(each if each.isprintable() else "?" for each in key.strip())[:60]
