"""`python -m myologic`: the same as the command `myologic`."""

from __future__ import annotations

if __name__ == "__main__":
    from importlib import import_module

    # By name: the command line is to the right of this package, so that nothing here may import it while being read.
    import_module("myologic.cli.main").start()
