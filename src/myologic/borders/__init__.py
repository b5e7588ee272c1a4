"""Borders to other programs and libraries: graphs, proofs and tables in the forms that they read. Each imported when used.

Nothing here is imported by a question; what belongs to the inside of the house imports from here late.
"""
