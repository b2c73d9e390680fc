"""Keeps templates as they were compiled: a build renders in several environments, each would compile them anew."""

from types import CodeType

from jinja2.bccache import Bucket, BytecodeCache


class Compiled(BytecodeCache):
    """The templates that this process has compiled, by their source and by how their environment reads it."""

    def __init__(self) -> None:
        self.held: dict[tuple[object, ...], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a bucket what was compiled of its template before."""
        bucket.code = self.held.get(_called(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code:
            self.held[_called(bucket)] = bucket.code


def _called(bucket: Bucket) -> tuple[object, ...]:
    """Return what two templates have alike that compile to the same."""
    env = bucket.environment
    settings = env.trim_blocks, env.lstrip_blocks, env.autoescape, getattr(env, "words", "")
    return bucket.key, bucket.checksum, *settings, *sorted(env.extensions)


COMPILED = Compiled()
