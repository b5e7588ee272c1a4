"""The plain data that leaves the program, as types; and the JSON Schemas that are made from them and shipped beside them.

`shapes` has a typed dictionary for each object, `making` turns these into JSON Schema, and `python -m myologic.schemas.making`
writes the `.json` files; a test makes them again and compares.
"""
