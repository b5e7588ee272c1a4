"""`stats`: how much content there is, and what is missing."""

from __future__ import annotations

from myologic import exits
from myologic.authoring.checking import written_in
from myologic.authoring.coverage import coverage, coverage_dict, coverage_text
from myologic.cli.opening import open_base
from myologic.cli.output import say, write_data


def show_coverage(path: str | None, *, form: str) -> int:
    """Write the coverage of a pack, or of the shipped content, to stdout.

    Parameters
    ----------
    path
        The folder of a pack; None for the shipped content.
    form
        "text" or "json".

    Returns
    -------
    int
        0.

    Raises
    ------
    MyologicError
        If the content cannot be loaded.
    FileNotFoundError
        If the folder does not exist.
    """
    files = None if path is None else written_in([path])
    found = coverage(open_base([] if files is None or path is None else [path]).base, files)
    if form == "json":
        import json

        write_data(json.dumps(coverage_dict(found), ensure_ascii=False, indent=1) + "\n")
    else:
        say(coverage_text(found))
    return exits.ANSWERED
