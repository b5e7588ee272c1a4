"""A case: what is known of one person, read, inferred and reported.

`entries` holds what is known, `reading` and `files` make it from data and files, `facts` turns it into facts.
`evidence` and `verdicts` read what the rules derived, `exercises`, `safety` and `asks` the rest; `result` puts it
together, `render` writes it for people. Imported by `myologic.cases`; imports nothing from the commands.
"""
