"""What page after page looks rows up in is reckoned once for all processes of a build, and kept for the next one.

What was made of tables that are as they were is copied; of the rest it is found what differs.
"""

from contextlib import closing
from pathlib import Path

from ..database.differing import KEPT, Asking, Differing, compare, opened
from ..statements import quoted
from .kept import KEYS, told_of
from .reading import WHOLE, Reader


def reckon(database: Path, path: Path, before: Path | None, differing: Differing) -> None:
    """Reckon into a file what readers of a database keep; what of it is as in the file `before` is noted."""
    reader = Reader(str(database))
    asking = Asking(lambda: reader.connection, differing)
    with closing(reader.connection):
        reader.connection.execute("attach ? as kept", [path.resolve().as_uri()])
        reader.connection.execute("pragma kept.synchronous = off")
        if before:
            reader.connection.execute("attach ? as former", [f"{before.resolve().as_uri()}?mode=ro"])
        for name in KEYS:
            sql = told_of(name)
            is_same = before is not None and asking.is_always_same(sql, WHOLE)
            reader.reckon(name, f"select * from former.{quoted(name)} order by rowid" if is_same else sql)
            reader.look_up(name)
            if before:
                with closing(opened(path)) as new, closing(opened(before)) as old:
                    compare(differing, name, new, old, f"{KEPT}.", is_same)
