"""`draw`: a case on the body map, a proof or a thing's neighbours as a picture; `case --html`: the report."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import myologic
from myologic import exits
from myologic.cli.opening import open_base
from myologic.cli.output import complain, say, write_bytes, write_file

if TYPE_CHECKING:
    from myologic.cases import Case
    from myologic.drawing.network import Network

FORMS = ("svg", "html", "png", "dot")


def draw_case(
    file: str, *, output: str, view: str, layer: str, theme: str | None, form: str | None, packs: Sequence[str]
) -> int:
    """Write the body map of a case; its table goes to stdout where the picture goes to a file.

    Parameters
    ----------
    file
        A case file.
    output
        A file, or `-` for stdout.
    view, layer, theme
        As for `Case.draw`; without a theme auto, and light for PNG.
    form
        svg, html or png; by default the ending of `output` decides.
    packs
        Folders to read on top of the shipped content.

    Returns
    -------
    int
        The exit code of the case.

    Raises
    ------
    MyologicError
        If the content cannot be loaded, or the file is no case.
    """
    case = open_base(packs).read_case(file)
    wanted = _form(output, form, ("svg", "html", "png"))
    if wanted == "html":
        from myologic.drawing.report import body_page

        write_file(output, body_page(case, view=view, layer=layer, theme=theme or "auto"))
    else:
        _write_picture(output, wanted, case.draw(view=view, layer=layer, theme=_theme(theme, wanted)))
    if output != "-":
        _say_table(case)
    return exits.OF_CASE[case.outcome.status]


def draw_proof(file: str, site: str, *, output: str, theme: str | None, form: str | None, packs: Sequence[str]) -> int:
    """Write the proof of what is said of a muscle.

    Parameters
    ----------
    file
        A case file.
    site
        A muscle, and a side after `@`, such as `gluteus_medius@left`.
    output, theme, form, packs
        As for `draw_case`; the forms are svg, dot and png.

    Returns
    -------
    int
        0, or 1 where nothing is said of it, or 5 where a warning sign comes first.
    """
    from myologic.drawing.proofs import proof_network, proof_title, proved_site

    case = open_base(packs).read_case(file)
    wanted = _form(output, form, ("svg", "dot", "png"))
    if case.outcome.safety.stops:
        complain(case.outcome.safety.text)
        return exits.SAFETY
    proofs = case.why(site)
    if not proofs:
        complain(f"nothing is said of `{site}`, so there is no proof to draw")
        return exits.NOTHING
    if len(proofs) > 1:
        others = ", ".join(f"`{proved_site(each)}`" for each in proofs)
        complain(f"`{site}` has several verdicts ({others}); the first is drawn, name a side for another")
    network = proof_network(case.inferred, proofs[0], proof_title(case, proofs[0]))
    _write_network(output, wanted, network, theme, f"{case.kb.name} {case.kb.hash[:12]}", tree=True)
    return exits.ANSWERED


def draw_thing(thing: str, *, output: str, theme: str | None, form: str | None, packs: Sequence[str]) -> int:
    """Write what a thing points to and what points to it.

    Parameters
    ----------
    thing
        A name, an id or an address.
    output, theme, form, packs
        As for `draw_case`; the forms are svg, dot and png.

    Returns
    -------
    int
        0.

    Raises
    ------
    QuestionError
        If nothing has that name; the message names the nearest.
    """
    from myologic.drawing.naming import named_thing
    from myologic.drawing.proofs import neighbourhood

    base = open_base(packs).base
    wanted = _form(output, form, ("svg", "dot", "png"))
    network = neighbourhood(base, named_thing(base, thing))
    _write_network(output, wanted, network, theme, f"{base.name} {base.hash[:12]}")
    return exits.ANSWERED


def write_report(file: str, output: str, *, packs: Sequence[str]) -> int:
    """Write the report of a case as one HTML page.

    Parameters
    ----------
    file
        A case file.
    output
        A file, or `-` for stdout.
    packs
        Folders to read on top of the shipped content.

    Returns
    -------
    int
        The exit code of the case.
    """
    from myologic.drawing.report import report_page

    case = open_base(packs).read_case(file)
    write_file(output, report_page(case))
    return exits.OF_CASE[case.outcome.status]


def _form(output: str, form: str | None, forms: Sequence[str]) -> str:
    ending = os.path.splitext(output)[1].lstrip(".").lower()
    wanted = form or ending or "svg"
    if wanted not in forms:
        raise myologic.QuestionError(f"`{wanted}` is not possible here; known are {', '.join(forms)}")
    return wanted


def _theme(theme: str | None, form: str) -> str:
    return theme or ("light" if form == "png" else "auto")


def _write_picture(output: str, form: str, svg: str) -> None:
    if form == "png":
        from myologic.drawing.raster import to_png

        write_bytes(output, to_png(svg))
    else:
        write_file(output, svg + "\n")


def _write_network(
    output: str, form: str, network: Network, theme: str | None, footer: str, *, tree: bool = False
) -> None:
    if form == "dot":
        from myologic.drawing.network import to_dot

        write_file(output, to_dot(network))
        return
    from myologic.drawing.network_picture import draw_network
    from myologic.drawing.tree_picture import draw_tree

    draw = draw_tree if tree else draw_network
    _write_picture(output, form, draw(network, theme=_theme(theme, form), footer=footer))


def _say_table(case: Case) -> None:
    """The picture in words: what comes first, then the table."""
    from myologic.casework.render import questions_first
    from myologic.drawing.pack_shapes import map_of
    from myologic.drawing.table import table_text

    result = case.outcome
    blocks = [result.safety.text, "\n".join(questions_first(result)), table_text(result.verdicts, case.kb, map_of(case.kb))]
    found = "\n\n".join(block for block in blocks if block)
    say(found or "Nothing can be inferred from this, so nothing is painted.")
