"""From a typed question and a knowledge base to a typed answer.

One pass: `Question → Plan → Outcome → Answer`. `plan` says what to look for, the `find_*` modules look for it,
`compose` adds paraphrase and suggestions, `render` makes the text. Imported by the session and the command line only.
"""
