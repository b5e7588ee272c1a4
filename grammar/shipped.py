"""The files that lie beside these modules: tables and word lists."""

from __future__ import annotations


def shipped_text(name: str) -> str:
    """The text of a file of this package.

    The package's own loader is what `importlib.resources` asks in the end; going there directly saves a question in a
    new process the import of that module and of all it brings.

    Parameters
    ----------
    name
        The file's name.

    Raises
    ------
    OSError
        If there is no such file.
    """
    import myologic.grammar as package

    loader = package.__spec__.loader if package.__spec__ is not None else None
    if loader is None or not hasattr(loader, "get_data"):
        from importlib.resources import files

        return (files(package) / name).read_text(encoding="utf-8")
    data: bytes = loader.get_data(f"{next(iter(package.__path__))}/{name}")
    return data.decode("utf-8")
