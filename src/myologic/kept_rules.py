"""Rule files that were read, checked and ordered before: kept between runs beside the compiled knowledge bases.

What is kept is named by the files' paths and holds what the file system says of them and of the code (`kb/cache.py`); where
any of that is another today, or the kept file is damaged, the rules are read as if nothing were kept. Rules only: what is
kept is data, and no code is made of it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from time import time

from myologic.engine.kept_program import program_from_parts, program_to_parts
from myologic.engine.plain_json import read_json
from myologic.engine.program import Program
from myologic.engine.rules import RuleSet
from myologic.kb.cache import SETTLED_SECONDS, Listing, cache_folder, list_inputs, store
from myologic.kb.files import ContentFile
from myologic.kb.rule_codec import RuleTable, encode_rules
from myologic.kb.snapshot import read_snapshot


class KeptRules:
    """Where the rules of some files are kept.

    Parameters
    ----------
    files
        The files, as they were named: messages and proofs name them so.

    Raises
    ------
    OSError
        If one of them is not there.
    """

    def __init__(self, files: Sequence[str]) -> None:
        self._began = time()
        inputs = tuple(ContentFile(file, os.path.realpath(file), "", file) for file in files)
        self._names = "\n".join((*files, *(file.path for file in inputs)))
        self._listing: Listing = list_inputs(inputs)
        number = int.from_bytes(self._names.encode("utf-8", "surrogateescape"), "big") % (2**61 - 1)
        self._name = f"{number:016x}.rules"

    def read(self) -> tuple[RuleSet, Program] | None:
        """The rules and the program, or None where nothing is kept or it is not of these files as they are."""
        kept = read_snapshot(os.path.join(cache_folder(), self._name))
        if kept is None or bytes(kept.get("of", b"")) != self._of():
            return None
        table = RuleTable(bytes(kept["rules"]))
        count, prefixes = read_json(bytes(kept["about"]).decode())
        rules = tuple(map(table.rule, range(count)))
        return RuleSet(rules, (), (), tuple(map(tuple, prefixes))), program_from_parts(kept, table.rule)

    def keep(self, rules: RuleSet, program: Program) -> None:
        """Keep rules that were just read, where that can be: they hold no data and come from no other file."""
        if rules.data or rules.imports or self._listing.newest_seconds > self._began - SETTLED_SECONDS:
            return
        import json

        about = json.dumps([len(rules.rules), rules.prefixes]).encode()
        sections = {"of": self._of(), "about": about, "rules": encode_rules(rules), **program_to_parts(program)}
        try:
            store(cache_folder(), self._name, sections)
        except OSError:
            return  # the folder cannot be written: every run reads the rules

    def _of(self) -> bytes:
        return f"{self._names}\n{self._listing.text}".encode("utf-8", "surrogateescape")
