"""The command line: arguments in, text and exit code out. Uses the public face only."""
