"""New seeds are sound, stand where nothing was, and nowhere outside of the collection."""

from pathlib import Path

import pytest

from feeds.clippings.run import Made
from feeds.problems.errors import ConfigError, OutputError
from feeds.settings import Settings
from tests.unit.clippings.written_pages import (
    Host,
    article,
    begin,
    only,
    reason,
    seed,
    serve,
    take,
)


def test_two_articles_of_one_title_and_day_get_names_of_their_own(
    host: Host, settings: Settings
) -> None:
    site = host({"/a": serve(article()), "/b": serve(article()), "/c": serve(article("A TITLE"))})
    made = take(site, settings, "/a", "/b", "/c")
    names = [each.path.name for each in made if isinstance(each, Made)]
    assert names == [f"2026-01-02-a-title{end}.md" for end in ("", "-2", "-3")]


def test_a_file_of_ones_own_has_to_be_new_and_among_the_seeds(
    host: Host, settings: Settings
) -> None:
    site = host({"/a": serve(article())})
    folder = settings.seeds.folder
    for path, said in (
        (folder / ".." / "a.md", "is not in the folder of seeds"),
        (folder / "2022-09-01-one.md", "is there already"),
        (folder / "a.txt", "is not among the seeds"),
        (folder / "_drafts" / "a.md", "is not among the seeds"),
    ):
        with pytest.raises(ConfigError, match=said):
            take(site, settings, "/a", file=path)
    made = only(take(site, settings, "/a", file=folder / "sub" / "mine.md"))
    assert made.path == folder / "sub" / "mine.md"
    assert made.path.read_text(encoding="utf-8") == made.text


@pytest.mark.parametrize("folder", ["2025", "2025/01"])
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path, host: Host, folder: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    settings = begin(tmp_path / "news", {f"{folder}/a.md": seed(5, "A", "page.test", "AI")})
    (settings.seeds.folder / "2026").symlink_to(outside)
    site = host({"/a": serve(article())})
    with pytest.raises(OutputError, match=r"2026 is a link out of .*seeds"):
        take(site, settings, "/a")
    assert list(outside.iterdir()) == []


def test_a_seed_that_would_be_invalid_is_not_written(host: Host, settings: Settings) -> None:
    secret = "c2VlZCBmaWVsZHMgMTIzNA==;c2VlZCBmaWVsZHMgMTIzNA=="
    site = host({"/a": serve(article(f"Keys {secret}"))})
    assert "makes no valid seed" in reason(take(site, settings, "/a"))


def test_what_the_page_gets_wrong_is_left_out(host: Host, settings: Settings) -> None:
    body = article(more='<meta property="og:image" content="http://[bad/x.png">')
    site = host({"/a": serve(body.replace(b'lang="en"', b'lang="english (US)"'))})
    made = only(take(site, settings, "/a"))
    assert "locale" not in made.text
    assert "images" not in made.text
    assert "locale was left out: what the page says of it is not valid" in made.notes


def test_nothing_is_written_if_it_is_only_to_be_shown(host: Host, settings: Settings) -> None:
    site = host({"/a": serve(article())})
    made = only(take(site, settings, "/a", write=False))
    assert not made.path.exists()
    assert 'title: "A title"' in made.text
