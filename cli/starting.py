"""`new`: a valid block for a new thing, from a few questions or from the command line."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

import myologic
from myologic import exits
from myologic.authoring.checking import errors_with
from myologic.authoring.forms import OWN, Block, Field, Form, form_of, forms, prefixes_of
from myologic.cli.opening import open_base
from myologic.cli.output import CannotWrite, complain, say, write_data, write_file

DEFAULT_NAMESPACE = "https://example.org/my-pack/"
MOST_WRONG = 20
"""After so many answers to one question that do not fit, nobody is there who reads."""
_FEW = 8
"""So many choices stand beside the question; more are named when an answer does not fit."""


def start_thing(kind: str, settings: Sequence[str], *, output: str, namespace: str | None) -> int:
    """Write a block for a new thing to stdout or at the end of a file.

    Parameters
    ----------
    kind
        What it is: `muscle`, `exercise` …; `kinds` lists what there is.
    settings
        `name=value`, several times; none to be asked on stdin.
    output
        The file, which may exist; `-` for stdout.
    namespace
        Where own things live; that of the file's own prefix, or an example, by default.

    Returns
    -------
    int
        0 done, 1 the block has a problem and nothing was written.

    Raises
    ------
    QuestionError
        There is no form for the kind, or an answer cannot be used.
    MyologicError
        The content around the file cannot be loaded.
    """
    if output != "-" and os.path.exists(output) and not os.path.isfile(output):
        raise CannotWrite(f"`{output}` cannot be written: a block is added to a file, and this is none")
    folder = os.path.dirname(output) or os.curdir
    beside = output != "-" and os.path.isdir(folder) and any(e.endswith((".ttl", ".srl")) for e in os.listdir(folder))
    base = _around(folder if beside else None, output).base
    if kind == "kinds":
        say("\n".join(sorted(forms(base))))
        return exits.ANSWERED
    form = form_of(base, kind)
    old, prefixes = ("", {}) if output == "-" else prefixes_of(output)
    block = Block(base, form, namespace or prefixes.get(OWN) or DEFAULT_NAMESPACE)
    answers = _filled(block, form, settings) if settings else _asked(block, form)
    text = block.turtle(answers, prefixes)
    if output == "-":
        whole, written = text, text
    else:
        whole = written = f"{old.rstrip()}\n\n{text}" if old.strip() else f"# A new {form.label}.\n\n{text}"
    if not _is_sound(whole, output, folder if beside else None):
        return exits.NOTHING
    if output == "-":
        write_data(written)
    else:
        write_file(output, written)
        complain(f"written to {output}")
    return exits.ANSWERED


def _around(folder: str | None, output: str) -> myologic.KnowledgeBase:
    """The knowledge base with the pack that the file belongs to; None for no pack."""
    if folder is None:
        return open_base()
    try:
        return open_base([folder])
    except myologic.ContentError as mistake:
        named = ", ".join(f"`{each}`" for each in dict.fromkeys(os.path.normpath(each.file) for each in mistake.problems))
        complain(f"myologic new: the folder of `{output}` is read as a pack, which cannot be done before {named} is mended")
        raise


def _filled(block: Block, form: Form, settings: Sequence[str]) -> Mapping[str, Sequence[str]]:
    given: dict[str, str] = {}
    known = {field.name: field for field in form.fields}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals or name not in known:
            names = ", ".join(f"`{each}`" for each in known)
            raise myologic.QuestionError(f"`{setting[:60]}` is not `name=value` with a name of this form: {names}")
        given[name] = f"{given[name]};{value}" if name in given else value
    return {field.name: block.values(field, given.get(field.name, "")) for field in form.fields}


def _asked(block: Block, form: Form) -> Mapping[str, Sequence[str]]:
    complain(f"a new {form.label}; several answers are divided by semicolons, an empty one leaves the field out")
    return {field.name: _ask(block, field) for field in form.fields}


def _ask(block: Block, field: Field) -> Sequence[str]:
    known = block.choices(field)
    choices = f" ({', '.join(known)})" if 0 < len(known) <= _FEW else ""
    for _ in range(MOST_WRONG):  # until an answer fits, or stdin ends: what was answered before is not thrown away
        sys.stderr.write(f"{field.prompt}{choices}{' *' if field.obliges else ''}: ")
        sys.stderr.flush()
        line = sys.stdin.readline() if sys.stdin is not None else ""
        if not line:
            raise myologic.QuestionError(f"the answers end before `{field.name}`")
        try:
            return block.values(field, line.strip())
        except myologic.QuestionError as mistake:
            complain(str(mistake))
    raise myologic.QuestionError(f"{MOST_WRONG} answers one after another do not fit `{field.name}`")


def _is_sound(text: str, output: str, beside: str | None) -> bool:
    """Whether a pack with the block passes the check; what is wrong goes to stderr."""
    wrong = errors_with(text, "new.ttl" if output == "-" else os.path.basename(output), beside)
    for each in wrong:
        complain(f"myologic new: {each.message}" + (f"; did you mean {each.suggestion}?" if each.suggestion else ""))
    return not wrong
