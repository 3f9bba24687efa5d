"""``feeds build`` names feeds that come and go, and what keeps their addresses."""

import json
import tomllib
from pathlib import Path

import pytest

from tests.acceptance.seed_text import seed, write_seeds
from tests.plugins.command import RunFeeds

SITE = '[site]\nurl = "https://news.example/"\n'


class Folder:
    """A folder of twelve articles on two topics, of which the second is called something else."""

    def __init__(self, path: Path, run_feeds: RunFeeds, config: str = "") -> None:
        self.path = path
        self.out = path / "out"
        self.run = run_feeds
        self.configure(config)

    def configure(self, text: str, site: str = SITE) -> None:
        (self.path / "feeds.toml").write_text(site + text, encoding="utf-8")

    def call(self, topic: str, provider: str = "ZDNet") -> None:
        """Let the second topic, and the provider, have these names."""
        named = {"provider": f"{{name: {json.dumps(provider)}, domain: example.org}}"}
        topics = {0: '["AI"]', 1: f'["AI", {json.dumps(topic)}]'}
        write_seeds(
            self.path / "seeds",
            *(seed(n, topics=topics[n % 2], **named) for n in range(1, 13)),
        )

    def build(self, *options: str, code: int = 0) -> str:
        """Return what a quiet build says."""
        done = self.run("build", "--quiet", *options)
        assert (done.stdout, done.returncode) == ("", code), done.stderr
        return done.stderr

    def feeds(self) -> dict[str, tuple[str, str]]:
        """Return name and id of each feed by its path."""
        listed = json.loads((self.out / "feeds.json").read_bytes())["feeds"]
        return {feed["path"]: (feed["name"], feed["id"]) for feed in listed}

    def ids(self) -> set[str]:
        files = self.out.rglob("feed.json")
        return {item["id"] for file in files for item in json.loads(file.read_bytes())["items"]}


def pasted(said: str) -> str:
    """Return the lines that a message gives to paste."""
    return "".join(f"{line}\n" for line in said.splitlines() if line.startswith("    "))


NAMES = [
    ("Facebook AI", "Meta AI"),
    ("C++", "C#"),
    ('The "Edge"', 'The "Edge" \\ Fog'),
    ("Künstliche Intelligenz", "KI 🤖"),
    ("a.b", "[x]"),
    ("AI\u200d2", "AI \u202e3"),
    ("x", "##[y"),
    ("true", "2.0"),
]


@pytest.mark.parametrize(("old", "new"), NAMES)
@pytest.mark.parametrize("kind", ["topics", "providers"])
def test_lines_that_keep_the_address_of_what_was_renamed_work(
    tmp_path: Path, run_feeds: RunFeeds, kind: str, old: str, new: str
) -> None:
    folder = Folder(tmp_path, run_feeds)
    call = folder.call if kind == "topics" else lambda name: folder.call("Chips", name)
    call(old)
    assert "feed" not in folder.build()
    before, ids = folder.feeds(), folder.ids()
    call(new)
    (path,) = (path for path, (name, _) in before.items() if name == old and path != "all")
    said = folder.build("--dry-run")
    assert f"feeds: would withdraw 1 feed: {path}\n" in said
    assert tomllib.loads(pasted(said))[kind] == {new: {"aliases": [old]}}
    folder.configure(pasted(said))
    assert "feed:" not in folder.build()
    after = folder.feeds()
    assert {path: found for path, (_, found) in after.items()} == {
        path: found for path, (_, found) in before.items()
    }
    assert (after[path][0], folder.ids()) == (new, ids)


def test_lines_work_once_the_feed_has_moved_as_well(tmp_path: Path, run_feeds: RunFeeds) -> None:
    folder = Folder(tmp_path, run_feeds)
    folder.call("Facebook AI")
    folder.build()
    before = folder.feeds()
    folder.call("Meta AI")
    said = folder.build()
    assert said == (
        "feeds: added 1 feed: topics/meta-ai\n"
        "feeds: withdrew 1 feed: topics/facebook-ai\n"
        "feeds: of topics/facebook-ai (Facebook AI) 6 entries stand in topics/meta-ai (Meta AI)"
        " now, which is new; to keep address and subscribers, write into feeds.toml:\n"
        '    [topics."Meta AI"]\n'
        '    aliases = ["Facebook AI"]\n'
    )
    assert folder.build() == ""
    gone = json.loads((folder.out / "feeds.json").read_bytes())["gone"]
    assert gone == [{"path": "topics/facebook-ai", "moved_to": "topics/meta-ai"}]
    folder.configure(pasted(said))
    assert folder.build() == (
        "feeds: added 1 feed: topics/facebook-ai\nfeeds: withdrew 1 feed: topics/meta-ai\n"
        "feeds: topics/meta-ai (Meta AI) is topics/facebook-ai (Meta AI) now, by feeds.toml\n"
    )
    assert folder.feeds().keys() == before.keys()
    assert folder.feeds()["topics/facebook-ai"][1] == before["topics/facebook-ai"][1]
    gone = json.loads((folder.out / "feeds.json").read_bytes())["gone"]
    assert gone == [{"path": "topics/meta-ai", "moved_to": "topics/facebook-ai"}]


@pytest.mark.parametrize(
    ("config", "lines"),
    [
        (
            '[topics."Facebook AI"]\ntitle = "Of Facebook"\n',
            '    [topics."Meta AI"]\n    title = "Of Facebook"\n    aliases = ["Facebook AI"]\n',
        ),
        (
            '[topics."Facebook AI"]\naliases = ["FB"]\n',
            '    [topics."Meta AI"]\n    aliases = ["FB", "Facebook AI"]\n',
        ),
        (
            '[topics."Facebook AI"]\nslug = "fb"\n',
            '    [topics."Meta AI"]\n    slug = "fb"\n    aliases = ["Facebook AI"]\n',
        ),
        (
            '[topics."Meta AI"]\nslug = "meta"\ndescription = "New"\n',
            '    [topics."Meta AI"]\n    description = "New"\n    aliases = ["Facebook AI"]\n',
        ),
    ],
)
def test_lines_take_the_place_of_tables_that_there_are(
    tmp_path: Path, run_feeds: RunFeeds, config: str, lines: str
) -> None:
    folder = Folder(tmp_path, run_feeds, config)
    folder.call("Facebook AI")
    folder.build()
    before = folder.feeds()
    folder.call("Meta AI")
    said = folder.build("--dry-run")
    header = config.partition("\n")[0]
    assert f"write into feeds.toml in the place of {header}:\n" in said
    assert pasted(said) == lines
    folder.configure(pasted(said))
    folder.build()
    assert folder.feeds().keys() == before.keys()


def test_of_two_topics_that_become_one_the_larger_keeps_its_address(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    folder, seeds = Folder(tmp_path, run_feeds), tmp_path / "seeds"
    write_seeds(seeds, *(seed(n, topics="[ML]" if n % 3 else "[DL]") for n in range(1, 10)))
    folder.build()
    write_seeds(seeds, *(seed(n, topics="[Learning]") for n in range(1, 10)))
    said = folder.build()
    assert pasted(said) == '    [topics.Learning]\n    aliases = ["ML", "DL"]\n'
    folder.configure(pasted(said))
    folder.build()
    assert {"topics/ml"} == {path for path in folder.feeds() if path.startswith("topics/")}
    gone = json.loads((folder.out / "feeds.json").read_bytes())["gone"]
    assert {feed["path"]: feed["moved_to"] for feed in gone} == {
        "topics/dl": "topics/ml", "topics/learning": "topics/ml",
    }  # fmt: skip


def test_a_topic_that_joins_one_that_there_was_is_moved_and_not_renamed(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    folder = Folder(tmp_path, run_feeds)
    write_seeds(tmp_path / "seeds", seed(1, topics="[ML]"), seed(2, topics="[AI]"))
    folder.build()
    write_seeds(tmp_path / "seeds", seed(1, topics="[AI]"), seed(2, topics="[AI]"))
    assert folder.build() == (
        "feeds: withdrew 1 feed: topics/ml\nfeeds: of topics/ml (ML) 1 entry stands in topics/ai (AI) now\n"
    )
    gone = json.loads((folder.out / "feeds.json").read_bytes())["gone"]
    assert gone == [{"path": "topics/ml", "moved_to": "topics/ai"}]


def test_a_topic_that_is_only_dropped_has_moved_nowhere(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    folder = Folder(tmp_path, run_feeds)
    write_seeds(tmp_path / "seeds", seed(1, topics="[AI, ML]"), seed(2, topics="[AI]"))
    folder.build()
    write_seeds(tmp_path / "seeds", seed(1, topics="[AI]"), seed(2, topics="[AI]"))
    folder.build()
    gone = json.loads((folder.out / "feeds.json").read_bytes())["gone"]
    assert gone == [{"path": "topics/ml"}]
    write_seeds(tmp_path / "seeds", seed(1, topics="[ML]"))
    assert folder.build() == "feeds: added 1 feed: topics/ml\n"
    assert "gone" not in json.loads((folder.out / "feeds.json").read_bytes())


def test_programs_are_told_too(tmp_path: Path, run_feeds: RunFeeds) -> None:
    folder = Folder(tmp_path, run_feeds)
    folder.call("Facebook AI")
    folder.build()
    folder.call("Meta AI")
    told = json.loads(run_feeds("build", "--dry-run", "--json", "--report", "r.json").stdout)
    move = {
        "path": "topics/facebook-ai", "name": "Facebook AI", "to": "topics/meta-ai",
        "to_name": "Meta AI", "entries": 6,
        "config": ['[topics."Meta AI"]', 'aliases = ["Facebook AI"]'], "replaces": [],
    }  # fmt: skip
    for found in (told, json.loads((tmp_path / "r.json").read_bytes())):
        assert found["new_feeds"] == ["topics/meta-ai"]
        assert found["withdrawn_feeds"] == ["topics/facebook-ai"]
        assert found["moved_feeds"] == [move]
    diff = run_feeds("diff", "--format", "json")
    assert (json.loads(diff.stdout)["moved_feeds"], diff.returncode) == ([move], 0)
    assert '\n    [topics."Meta AI"]\n' in run_feeds("diff").stdout
    log = run_feeds("build", "--log-format", "json").stderr
    assert [json.loads(line) for line in log.splitlines()[:-1]] == [
        {"level": "info", "event": "new", "path": "topics/meta-ai"},
        {"level": "info", "event": "withdrawn"} | move,
    ]


def test_of_many_feeds_twenty_are_named_and_all_on_demand(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    folder, seeds = Folder(tmp_path, run_feeds), tmp_path / "seeds"
    write_seeds(seeds, seed(1))
    folder.build()
    topics = ", ".join(f"Topic {n}" for n in range(10, 32))
    write_seeds(seeds, seed(1), seed(2, topics=f"[{topics}]"))
    names = [f"topics/topic-{n}" for n in range(10, 32)]
    assert folder.build("--dry-run") == (
        f"feeds: would add 22 feeds: {', '.join(names[:20])}"
        " and 2 more, which -v, --json and --report name\n"
    )
    said = run_feeds("build", "--dry-run", "--verbose").stdout
    assert f"would add 22 feeds: {', '.join(names)}\n" in said


def test_a_site_that_moves_is_told_how_to_keep_the_ids_of_its_feeds(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    folder = Folder(tmp_path, run_feeds)
    folder.call("Chips")
    folder.build()
    before = folder.feeds()
    moved = SITE.replace("news.example", "other.example")
    folder.configure("", site=moved)
    site_id = json.loads((folder.out / "feeds.json").read_bytes())["id"]
    line = f'id = "{site_id}"'
    for options, change in ((["--dry-run"], "would change"), ([], "change")):
        assert folder.build(*options) == (
            f"warning: the ids of all feeds {change}, as they derive from site.url where site.id is"
            " not set, and readers may take them for other feeds: to keep them, write"
            f" {line} under [site] in feeds.toml\n"
        )
        if options:
            assert f"keep them, write {line} under [site]" in run_feeds("diff").stdout
            found = json.loads(run_feeds("diff", "--format", "json").stdout)
            assert found["former_site_id"] == site_id
    assert folder.build() == ""
    assert folder.feeds() != before
    folder.configure(f"{line}\n", site=moved)
    assert folder.build() == ""
    assert folder.feeds() == before


def test_an_id_of_its_own_lets_a_site_move_in_silence(tmp_path: Path, run_feeds: RunFeeds) -> None:
    folder = Folder(tmp_path, run_feeds, 'id = "urn:x:site"\n')
    folder.call("Chips")
    folder.build()
    folder.configure('id = "urn:x:site"\n', site=SITE.replace("news.example", "other.example"))
    assert folder.build() == ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'aliases = ["Law"]'),
        ("", 'aliases = ["Never", "Law"]'),
        ('title = "Of AI"', 'title = "Of AI"\naliases = ["Law"]'),
        ('aliases = ["Law"]', 'aliases = ["Old", "Law"]'),
    ],
)
def test_a_feed_that_an_alias_moves_comes_with_what_keeps_its_address(
    tmp_path: Path, run_feeds: RunFeeds, before: str, after: str
) -> None:
    table = "[topics.AI]\n"
    folder = Folder(tmp_path, run_feeds, table + before)
    folder.call("Law")
    folder.build()
    former = folder.feeds().keys()
    folder.configure(table + after)
    said = folder.build()
    assert (
        " now, by feeds.toml, as that is the address of the first alias; to keep address and"
        " subscribers, write into feeds.toml in the place of [topics.AI]:\n"
    ) in said
    path = "topics/law" if "Old" in after else "topics/ai"
    assert path in former - folder.feeds().keys()
    folder.configure(pasted(said))
    # Back where it was: nothing is to be kept of where it stood meanwhile.
    assert "[topics" not in folder.build()
    assert folder.feeds()[path][0] == "AI"
