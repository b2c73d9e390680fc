"""Where the register lies that a command speaks of."""

from pathlib import Path


def root() -> Path:
    """Return the register's folder: the nearest one upward with pelicanconf.py, else where the package lies."""
    here = Path.cwd()
    marked = (folder for folder in (here, *here.parents) if (folder / "pelicanconf.py").exists())
    return next(marked, Path(__file__).parent.parent.parent)
