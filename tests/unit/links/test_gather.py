"""Links are gathered from the seeds that a run is about, until it is stopped."""

import threading
from pathlib import Path

from feeds.links.gather import Gathered, gather, reread
from feeds.links.select import Selection
from feeds.links.targets import Place
from feeds.seeds.find import SeedFile


def write(folder: Path, *texts: str) -> list[SeedFile]:
    """Write seeds ``0.md`` and so on, and return them."""
    for number, text in enumerate(texts):
        (folder / f"{number}.md").write_text(text)
    return [SeedFile(folder / f"{number}.md", f"{number}.md") for number in range(len(texts))]


def seed(topic: str, url: str) -> str:
    return f"---\ntitle: T\ntopics: [{topic}]\nwebUrl: {url}\n---\n"


def gather_all(files: list[SeedFile], *topics: str, stop: threading.Event) -> Gathered:
    selection = Selection(topics=frozenset(topics) or None)
    return gather(files, selection, frozenset(), stop=stop, progress=lambda *_: None)


def test_only_what_is_selected_counts_and_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    files = write(
        tmp_path, seed("a", "https://a.example/"), seed("b", "https://b.example/"), "nothing"
    )
    found = gather_all([*files, SeedFile(tmp_path / "no", "no")], "a", stop=threading.Event())
    assert found.seeds == 1
    assert {url: found.usages.places(url) for url in found.usages} == {
        "https://a.example/": (Place("0.md", 4, 9),)
    }
    assert [(each.path, each.rule) for each in found.unread] == [
        ("2.md", "missing-front-matter"),
        ("no", "ignored-path"),
    ]


def test_a_stop_leaves_the_rest_unread(tmp_path: Path) -> None:
    texts = [seed("a", f"https://a.example/{number}") for number in range(100)]
    stop = threading.Event()
    stop.set()
    assert gather_all(write(tmp_path, *texts), stop=stop).seeds < 100


def test_what_has_gone_meanwhile_is_not_read_again(tmp_path: Path) -> None:
    files = write(tmp_path, seed("a", "https://a.example/"), "nothing")
    paths = [*(str(file.location) for file in files), str(tmp_path / "no")]
    assert [each.path for each in reread(paths)] == paths[:1]
