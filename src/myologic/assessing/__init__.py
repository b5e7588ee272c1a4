"""The self-check as an interview: one question at a time, warning signs first, then what decides most.

`questions` makes the questions from the knowledge base, `interview` keeps the answers and says what comes next, `files` reads and
writes answers that a person wants to keep. Imported by `myologic.knowledge`.
"""
