"""The rule engine: terms, facts, rules, inference, certainty and proofs.

Knows no files, no text formats and no subject matter. May be imported by every other package; imports none of them.
"""
