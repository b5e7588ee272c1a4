"""The content (Turtle and rule files) and the loader that reads, checks and compiles it.

Imports engine and grammar; may be imported by the face and cli.
"""
