"""myologic: a knowledge base, a rule engine and a question language."""
