"""Pictures as SVG text: a case on a body map, proofs and neighbourhoods as graphs, and a report as one page.

The shapes and the looks are data in `kb/bodymap/`; names come from the knowledge base. Nothing here infers anything.
Only `myologic.cases` and the command line import it, and only when a picture is wanted.
"""
