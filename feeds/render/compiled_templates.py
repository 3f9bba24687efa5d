"""The templates of pages, compiled once rather than in every run and by every worker."""

import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, compiler
from jinja2.bccache import Bucket


def open_templates(folder: Path) -> Environment:
    """Return what loads the templates in *folder*.

    Compiled they are kept where Python keeps the modules of a folder, and if Python may do so: in
    ``__pycache__``, which nobody can write who could not change the program as well.
    """
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        keep_trailing_newline=True,
        bytecode_cache=_open_cache(folder),
    )


class _Cache(FileSystemBytecodeCache):
    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(source + _compiler_digest())

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:  # whatever comes of reading a damaged file: it is compiled again
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # a full disk: it is compiled again the next time
            super().dump_bytecode(bucket)


@cache
def _compiler_digest() -> str:
    """Return the SHA-256 of what templates are compiled by: the options above, and Jinja."""
    return sha256(Path(__file__).read_bytes() + Path(compiler.__file__).read_bytes()).hexdigest()


def _open_cache(templates: Path) -> _Cache | None:
    if sys.dont_write_bytecode:
        return None
    try:
        # The place of a module beside the templates, with the tag of this Python in its name.
        module = Path(cache_from_source(templates / "%s.py"))
        module.parent.mkdir(parents=True, exist_ok=True)
    except (NotImplementedError, OSError):
        return None
    return _Cache(str(module.parent), f"{module.stem}.jinja")
