"""What a text may ask of us: every limit of the readers, in one place."""

from __future__ import annotations

NESTING = 64  # brackets open at a time, and the depth of an expression
LITERAL_BYTES = 64 * 1024  # of one literal's lexical form, in UTF-8
NUMERAL_DIGITS = 40
PREFIXES = 1000  # different ones in a document
FILE_BYTES = 32 * 1024 * 1024
PREFIX_CHARACTERS = 250  # of one prefix's name
PROBLEMS = 20  # reported of one file
