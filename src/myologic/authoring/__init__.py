"""What content authors use: checking with test questions, comparing two versions, coverage, new blocks, tidy files, tables.

Imported by the command line only; it may import everything to its left.
"""
