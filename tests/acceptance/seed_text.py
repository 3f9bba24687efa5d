"""Seeds as text, for tests that write their own."""

from pathlib import Path


def seed(number: int, *lines: str, **changes: str) -> str:
    """Return a valid article; *changes* replace lines by field name, *lines* are added."""
    fields = {
        "title": f'"Title {number}"',
        "publishedDateTime": f"2022-09-{number:02}T13:00:00Z",
        "webUrl": f"https://example.org/{number}",
        "type": "article",
        "provider": "{name: ZDNet, domain: example.org}",
        "topics": "[AI]",
    } | changes
    written = [f"{name}: {value}" for name, value in fields.items() if value]
    return "\n".join(["---", *written, *lines, "---", ""])


def write_seeds(folder: Path, *texts: str) -> None:
    """Write *texts* as ``1.md``, ``2.md`` and so on into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts, 1):
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
