"""Ids of unusual schemes: old ones stay, new ones are kept out, by validate and build alike."""

import json
from pathlib import Path

import pytest

from tests.acceptance.seed_text import seed, write_seeds
from tests.plugins.command import RunFeeds


@pytest.fixture
def published(run_feeds: RunFeeds, tmp_path: Path) -> Path:
    """Return a folder that published an entry as ``doi:1``, as programs before this one may."""
    write_seeds(tmp_path / "seeds", seed(1, id="doi:1"), seed(2, id="tag:a.example,2022:2"))
    (tmp_path / "feeds.toml").write_text('[validate.severity]\nunusual-id-scheme = "warning"\n')
    assert run_feeds("build").returncode == 0
    (tmp_path / "feeds.toml").unlink()
    return tmp_path


def ids(folder: Path) -> set[str]:
    items = json.loads((folder / "out" / "all" / "feed.json").read_text())["items"]
    return {item["id"] for item in items}


@pytest.mark.parametrize("cache", [[], ["--no-cache"]])
def test_a_new_id_of_an_unusual_scheme_is_kept_out_and_an_old_one_stays(
    run_feeds: RunFeeds, published: Path, cache: list[str]
) -> None:
    write_seeds(
        published / "seeds",
        seed(1, id="doi:1"),
        seed(2, id="tag:a.example,2022:2"),
        seed(3, id="doi:3"),
    )
    for _ in range(2):
        checked = run_feeds("validate", "--format", "concise")
        assert checked.returncode == 1
        assert checked.stdout.splitlines() == [
            'seeds/3.md:8:5: error unusual-id-scheme id "doi:3" is not of the scheme http, https, urn'
            " or tag",
            'seeds/1.md:8:5: warning unusual-id-scheme id "doi:1" is of an unusual scheme',
            "checked 3 seeds: 1 error, 1 warning",
        ]
        built = run_feeds("build", *cache)
        assert (built.returncode, ids(published)) == (1, {"doi:1", "tag:a.example,2022:2"})
        assert 'error[unusual-id-scheme] id "doi:3" is not of the scheme' in built.stderr
        assert "doi:1" not in built.stderr


def test_without_the_output_folder_the_old_one_is_as_good_as_new(
    run_feeds: RunFeeds, published: Path
) -> None:
    (published / "out").rename(published / "elsewhere")
    assert run_feeds("validate").returncode == 1
    assert run_feeds("build", "--no-cache").returncode == 1
    assert ids(published) == {"tag:a.example,2022:2"}
