"""Forms for new things: what is asked of an author for each kind, and the Turtle block that the answers make.

Which fields a kind has stands in the content (`kb:form`); here is only how answers become terms.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from myologic.engine.errors import QuestionError
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, RDF_LANG_STRING, XSD, XSD_STRING, Literal
from myologic.kb.base import KnowledgeBase
from myologic.kb.characters import cleaned, forbidden_character
from myologic.kb.vocabulary import (
    ALT_LABEL,
    PREF_LABEL,
    PREFIXES,
    RANGE,
    RDFS_LABEL,
    SOURCE,
    TITLE,
    chk_,
    kb_,
    local_name,
    short,
)

OWN = "my"
"""The prefix of what a pack describes itself."""
_FORM, _ORDER, _NAME, _PROMPT = kb_("form"), kb_("formOrder"), kb_("fieldName"), kb_("prompt")
_FILLS, _OBLIGES, _CHOICES, _LIKE = kb_("fills"), kb_("obliges"), kb_("choices"), kb_("formLike")
_FEW = 24
"""Of so few things all may be named in a message."""
_YES, _NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")
_PREFIXED = re.compile(r"[A-Za-z][\w-]*:[\w-]+")


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form.

    Parameters
    ----------
    name
        The word by which programs fill it.
    prompt
        The question.
    fills
        The property.
    ranges
        What the property takes.
    obliges
        Whether it must be answered.
    choices
        The words among which the answer is one; empty where it is free.
    """

    name: str
    prompt: str
    fills: IRI
    ranges: tuple[IRI, ...]
    obliges: bool
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked for a new thing of a class."""

    cls: IRI
    label: str
    fields: tuple[Field, ...]


def forms(kb: KnowledgeBase) -> dict[str, Form]:
    """Every form by the label of its class, and by the local name in lower case with hyphens."""
    found = {}
    shaped = {t.subject: t.subject for t in kb.match(None, _FORM, None)}
    shaped |= {t.subject: t.object for t in kb.match(None, _LIKE, None)}
    for cls in sorted((each for each in shaped if isinstance(each, IRI)), key=lambda each: each.value):
        nodes = sorted(kb.objects(shaped[cls], _FORM), key=lambda node: int(kb.text(node, _ORDER) or 0))
        fields = tuple(field for node in nodes for field in _field(kb, node))
        found[kb.label(cls).lower().replace(" ", "-")] = Form(cls, kb.label(cls), fields)
    return found


def form_of(kb: KnowledgeBase, kind: str) -> Form:
    """The form for a kind.

    Raises
    ------
    QuestionError
        There is none; the message names those there are.
    """
    known = forms(kb)
    wanted = kind.strip().lower().replace(" ", "-").replace("_", "-")
    by_class = {local_name(form.cls).lower(): form for form in known.values()}
    form = known.get(wanted) or by_class.get(wanted.replace("-", ""))
    if form is None:
        near = get_close_matches(wanted, known, n=1, cutoff=0.6)
        hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(sorted(known))}"
        raise QuestionError(f"there is no form for `{cleaned(kind)}`; {hint}")
    return form


def _field(kb: KnowledgeBase, node: object) -> Iterator[Field]:
    fills = kb.value(node, _FILLS)  # type: ignore[arg-type]  # an object of a fact is a term
    if isinstance(fills, IRI):
        ranges = tuple(each for each in kb.objects(fills, RANGE) if isinstance(each, IRI))
        texts = [kb.text(node, each) for each in (_NAME, _PROMPT, _OBLIGES, _CHOICES)]  # type: ignore[arg-type]
        name, prompt, obliges, choices = texts
        yield Field(
            name or local_name(fills),
            prompt or kb.label(fills),
            fills,
            ranges,
            obliges in ("true", "1"),
            tuple(choices.split("|")) if choices else (),
        )


class Block:
    """Answers made into Turtle.

    Parameters
    ----------
    kb
        What is known already; answers may name any of it.
    form
        The form that is filled in.
    namespace
        Where own things live.
    """

    def __init__(self, kb: KnowledgeBase, form: Form, namespace: str) -> None:
        self._kb, self._form, self._namespace = kb, form, namespace
        self._new_sources: dict[str, str] = {}
        self._names: dict[IRI, dict[str, IRI]] = {}

    def choices(self, field: Field) -> tuple[str, ...]:
        """The names among which the answer is one, as far as they are few; empty otherwise."""
        if field.choices or field.fills == SOURCE:
            return field.choices
        things = {each for cls in self._things(field) for each in self._kb.instances(cls)}
        return tuple(sorted(self._kb.label(each) for each in things)) if 0 < len(things) <= _FEW else ()

    def _things(self, field: Field) -> list[IRI]:
        """The classes of things that a field takes; none where it takes texts, numbers or yes and no."""
        return [each for each in field.ranges if not each.value.startswith(XSD) and each.value != RDF_LANG_STRING]

    def values(self, field: Field, answer: str) -> list[str]:
        """The answer to one question as Turtle terms; several are divided by semicolons.

        Raises
        ------
        QuestionError
            Part of the answer names nothing known, or is not of the kind that is asked for.
        """
        parts = [part.strip() for part in answer.split(";") if part.strip()]
        hidden = forbidden_character(answer, in_name=True)
        if hidden is not None:
            raise QuestionError(f"`{cleaned(answer)}` holds the character {hidden}, which is invisible or a control")
        if field.obliges and not parts:
            raise QuestionError(f"`{field.name}` must be answered: {field.prompt}")
        return [self._value(field, part) for part in parts]

    def _value(self, field: Field, text: str) -> str:
        if field.choices and text not in field.choices:
            raise QuestionError(f"`{cleaned(text)}` is not one of {', '.join(f'`{each}`' for each in field.choices)}")
        datatypes = {each.value for each in field.ranges}
        if field.fills == SOURCE:
            return self._source(text)
        if XSD + "boolean" in datatypes:
            if text.lower() not in (*_YES, *_NO):
                raise QuestionError(f"`{cleaned(text)}` is neither yes nor no")
            return "true" if text.lower() in _YES else "false"
        if field.fills in (PREF_LABEL, RDFS_LABEL, TITLE) or RDF_LANG_STRING in datatypes:
            return f"{quoted(text)}@en"
        if XSD_STRING in datatypes:
            return quoted(text)
        numbers = {XSD + name for name in ("integer", "decimal", "gYear", "date")} & datatypes
        if numbers:
            datatype = short(IRI(min(numbers)))
            return text if datatype == "xsd:integer" and text.isdecimal() else f"{quoted(text)}^^{datatype}"
        things = self._things(field)
        return self._thing(text, field, things) if things else f"{quoted(text)}@en"

    def _source(self, text: str) -> str:
        known = self._known(kb_("Source")).get(text.casefold())
        if known is not None or _PREFIXED.fullmatch(text):
            return self._short(known) if known is not None else text
        name = slug(text)
        self._new_sources[name] = text
        return f"{OWN}:{name}"

    def _thing(self, text: str, field: Field, classes: Sequence[IRI]) -> str:
        if _PREFIXED.fullmatch(text):
            return text
        names: dict[str, IRI] = {}
        for cls in classes:
            names |= self._known(cls)
        found = names.get(text.casefold())
        if found is None:
            shown = {name: each for name, each in names.items() if name in self._public(each)}
            near = get_close_matches(text.casefold(), shown, n=1, cutoff=0.6)
            few = self.choices(field)
            hint = f"; did you mean `{near[0]}`?" if near else f"; there are {', '.join(few)}" if few else ""
            wanted = " or ".join(self._kb.label(cls) for cls in classes)
            raise QuestionError(f"`{cleaned(text)}` is no {wanted} on record{hint}")
        return self._short(found)

    def _public(self, thing: IRI) -> set[str]:
        """The names that may be suggested; hidden ones are for reading only."""
        others = {each.lexical for each in self._kb.objects(thing, ALT_LABEL) if isinstance(each, Literal)}
        return {name.casefold() for name in {self._kb.label(thing), *others}}

    def _short(self, iri: IRI) -> str:
        return short(iri, ((OWN, self._namespace), *PREFIXES))

    def _known(self, cls: IRI) -> dict[str, IRI]:
        known = self._names.get(cls)
        if known is None:
            things = self._kb.instances(cls)
            known = self._names[cls] = {name.casefold(): each for each in things for name in self._kb.names(each)}
            known |= {local_name(each).replace("-", " "): each for each in things if local_name(each) not in known}
        return known

    def turtle(self, answers: Mapping[str, Sequence[str]], prefixes: Mapping[str, str]) -> str:
        """The block, with the prefix lines that a file lacks.

        Parameters
        ----------
        answers
            Terms by the name of their field, from `values`.
        prefixes
            Prefixes that the file declares already, with their namespaces.
        """
        naming = next((field for field in self._form.fields if field.fills in (PREF_LABEL, RDFS_LABEL, TITLE)), None)
        label = answers[naming.name][0] if naming is not None and answers.get(naming.name) else ""
        if not label:  # what has no name is called after its kind and what it speaks of
            spoken = next(iter(answers.get(self._form.fields[0].name, ())), "")
            label = f"{self._form.label} {spoken.rpartition(':')[2]}"
        subject = f"{OWN}:{self._free(slug(label.rpartition('@')[0].strip(chr(34)) or label))}"
        lines = [f"{subject} a {short(self._form.cls)} ;"]
        for field in self._form.fields:
            if answers.get(field.name):
                lines.append(f"    {short(field.fills)} {' , '.join(answers[field.name])} ;")
        lines[-1] = lines[-1][:-1] + "."
        sources = [
            f"{OWN}:{name} a kb:Source ;\n    dct:title {quoted(title)}@en ." for name, title in self._new_sources.items()
        ]
        body = "\n\n".join([*sources, "\n".join(lines)]) + "\n"
        used = {name for name in re.findall(r"(?<![\w\"@])([A-Za-z][\w-]*):(?=[\w-])", re.sub(r'"(?:[^"\\]|\\.)*"', '""', body))}
        spaces = {**dict(PREFIXES), OWN: self._namespace}
        head = [f"@prefix {name}: <{spaces[name]}> ." for name in spaces if name in used and prefixes.get(name) != spaces[name]]
        return "\n".join(head) + ("\n\n" if head else "") + body


    def _free(self, name: str) -> str:
        """A local name that nothing described has yet; rules and checks have the name of what they describe."""
        described = self._form.cls.value in (kb_("Rule").value, chk_("Check").value)
        number, free = 2, name
        while not described and next(iter(self._kb.match(IRI(self._namespace + free), None, None)), None) is not None:
            number, free = number + 1, f"{name}-{number}"
        return free


def prefixes_of(path: str) -> tuple[str, dict[str, str]]:
    """The text of a Turtle file and the prefixes it declares; both empty where there is no file.

    Raises
    ------
    ContentError
        The file cannot be read as Turtle.
    """
    from myologic.grammar.turtle import decode, read_turtle

    if not os.path.exists(path):
        return "", {}
    with open(path, "rb") as stream:
        text = decode(stream.read(), path)
    return text, dict(read_turtle(text, path).prefixes)


def slug(text: str) -> str:
    """A local name for a label: lower case, ASCII, with hyphens.

    Examples
    --------
    >>> slug("Größe & Form, Vol. 2")
    'grosse-form-vol-2'
    """
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "thing"


def quoted(text: str) -> str:
    r"""A text as a Turtle string in one line.

    Examples
    --------
    >>> quoted('say "ah"')
    '"say \\"ah\\""'
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return f'"{escaped}"'
