"""Text to typed values: Turtle and rules by one grammar, questions by another.

Knows the engine's types and no facts. May be imported by kb, the face and cli; imports engine only.
"""
