"""The folder that caches are kept in, marked as such."""

from pathlib import Path

_NOTES = {
    # https://bford.info/cachedir/: what the first 43 bytes must be.
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This folder is the cache of feeds (build and check-links); it may be deleted.\n",
    ".gitignore": "*\n",
}


def make_folder(folder: Path) -> None:
    """Make *folder*, marked as a cache that neither backups nor git take; raise OSError if not."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in _NOTES.items():
        mark = folder / name
        # A full disk leaves it empty.
        if not mark.exists() or not mark.stat().st_size:
            mark.write_text(text, encoding="ascii")
