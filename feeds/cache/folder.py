"""The folder that caches are kept in, marked as such."""

from pathlib import Path

_NOTES = {
    # https://bford.info/cachedir/: what the first 43 bytes must be.
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This is the cache of feeds: what its builds and its checks of links have learnt.\n"
    "# It may be deleted. About such tags: https://bford.info/cachedir/\n",
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
