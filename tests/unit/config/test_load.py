"""Reading feeds.toml: what is accepted, what it comes to, and where each fault is placed."""

import uuid
from pathlib import Path

import pytest

from feeds.cli.build import build
from feeds.cli.validate import validate
from feeds.config.load import OPTIONS, find_config, load_settings
from feeds.model import Author
from feeds.problems.errors import ConfigError
from feeds.settings import BuildSettings, NameSettings, SeedsSettings, Settings, Site

ROOT = Path(__file__).parents[3]
DEFAULT_SITE = Site(
    id=uuid.uuid5(uuid.NAMESPACE_URL, "feeds:Feeds").urn,
    title="Feeds",
    description="",
    language="en",
)


@pytest.fixture(autouse=True)
def in_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def load(text: str, **overrides: object) -> Settings:
    """Load *text* as feeds.toml of the current folder; ``__`` stands for the dot of a key."""
    Path("feeds.toml").write_text(text, encoding="utf-8")
    return load_settings(
        Path("feeds.toml"), {key.replace("__", "."): value for key, value in overrides.items()}
    )


def faults(text: str, **overrides: object) -> list[str]:
    """Return the lines of the error that *text* causes."""
    with pytest.raises(ConfigError) as caught:
        load(text, **overrides)
    return str(caught.value).splitlines()


class TestFinding:
    def test_in_the_folder_itself(self, tmp_path: Path) -> None:
        Path("feeds.toml").touch()
        assert find_config(Path()) == tmp_path / "feeds.toml"

    def test_in_the_nearest_parent(self, tmp_path: Path) -> None:
        deep = tmp_path / "near" / "a" / "b"
        deep.mkdir(parents=True)
        (tmp_path / "feeds.toml").touch()
        (tmp_path / "near" / "feeds.toml").touch()
        assert find_config(deep) == tmp_path / "near" / "feeds.toml"

    def test_nowhere(self) -> None:
        assert find_config(Path("/")) is None

    def test_a_dangling_link_is_found_and_then_an_error(self, tmp_path: Path) -> None:
        Path("feeds.toml").symlink_to("gone.toml")
        assert find_config(Path()) == tmp_path / "feeds.toml"
        with pytest.raises(ConfigError, match=r"^feeds.toml: cannot be read: No such file"):
            load_settings(tmp_path / "feeds.toml")


class TestDefaults:
    def test_without_a_file(self) -> None:
        assert load_settings(None) == Settings(
            site=DEFAULT_SITE,
            seeds=SeedsSettings(Path("seeds"), ("**/*.md", "**/*.markdown"), (), False),
            build=BuildSettings(Path("out"), 50, ("rss", "atom", "json"), "full"),
            topics=(),
            providers=(),
        )

    @pytest.mark.parametrize("text", ["", "\ufeff", "# nothing\r\n", "[site]\n[seeds]\n[topics]\n"])
    def test_of_an_empty_file_are_the_same(self, text: str) -> None:
        assert load(text)._replace(file=None) == load_settings(None)

    def test_of_a_name_leave_everything_to_it(self) -> None:
        settings = load('[topics."AI"]\n[providers."TechRadar"]\n')
        assert settings.topics == (NameSettings("AI", None, None, None, ()),)
        assert settings.providers == (NameSettings("TechRadar", None, None, None, ()),)


class TestSite:
    def test_takes_every_key(self) -> None:
        text = """
            [site]
            title = " AI   news "
            description = "News of\\n AI."
            language = "de-CH"
            url = "https://news.example/feeds"
            id = "tag:news.example,2022:feeds"
            icon = "https://news.example/icon.png"
            logo = "https://news.example/logo.png"
            hub = "https://hub.example/"
            author = { name = "Jane", url = "https://jane.example", email = "jane@news.example" }
        """
        assert load(text).site == Site(
            id="tag:news.example,2022:feeds",
            title="AI news",
            description="News of AI.",
            language="de-CH",
            url="https://news.example/feeds/",
            author=Author("Jane", "https://jane.example", "jane@news.example"),
            icon="https://news.example/icon.png",
            logo="https://news.example/logo.png",
            hub="https://hub.example/",
        )

    def test_author_may_be_a_name_alone(self) -> None:
        assert load('[site]\nauthor = "Jane Doe"').site.author == Author("Jane Doe")

    @pytest.mark.parametrize(
        ("written", "url"),
        [
            ("https://news.example", "https://news.example/"),
            ("https://news.example/", "https://news.example/"),
            ("HTTP://News.example:8080/a/b", "http://news.example:8080/a/b/"),
            ("https://bücher.example/für alle".replace(" ", "%20"),
             "https://xn--bcher-kva.example/f%C3%BCr%20alle/"),
            ("https://news.example/?", "https://news.example/"),
        ],
    )  # fmt: skip
    def test_url_is_ascii_and_ends_with_a_slash(self, written: str, url: str) -> None:
        assert load(f'[site]\nurl = "{written}"').site.url == url

    def test_id_derives_from_the_url_and_not_from_the_title(self) -> None:
        one, two = (
            load(f'[site]\ntitle = "{title}"\nurl = "https://news.example{slash}"').site.id
            for title, slash in (("AI news", ""), ("News", "/"))
        )
        assert one == two == uuid.uuid5(uuid.NAMESPACE_URL, "https://news.example/").urn

    def test_id_derives_from_the_title_without_a_url(self) -> None:
        expected = uuid.uuid5(uuid.NAMESPACE_URL, "feeds:AI news").urn
        assert load('[site]\ntitle = "AI news"').site.id == expected

    def test_id_that_is_set_survives_a_move(self) -> None:
        text = '[site]\nid = "urn:x-feeds:1"\nurl = "https://{}.example/"'
        assert load(text.format("old")).site.id == load(text.format("new")).site.id


class TestPaths:
    def test_in_the_file_are_relative_to_its_folder(self, tmp_path: Path) -> None:
        (tmp_path / "site").mkdir()
        config = tmp_path / "site" / "feeds.toml"
        config.write_text('[seeds]\npath = "../content"\n')
        settings = load_settings(config)
        assert settings.seeds.path == Path("site/../content")
        assert settings.build.out == Path("site/out")

    def test_of_a_file_above_the_current_folder_are_absolute(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "feeds.toml").touch()
        (tmp_path / "below").mkdir()
        monkeypatch.chdir(tmp_path / "below")
        assert load_settings(tmp_path / "feeds.toml").seeds.path == tmp_path / "seeds"

    def test_of_options_are_relative_to_the_current_folder(self, tmp_path: Path) -> None:
        (tmp_path / "site").mkdir()
        config = tmp_path / "site" / "feeds.toml"
        config.write_text('[build]\nout = "public"\n')
        settings = load_settings(config, {"seeds.path": "here", "build.out": Path("there")})
        assert (settings.seeds.path, settings.build.out) == (Path("here"), Path("there"))

    @pytest.mark.parametrize("address", ["s3://bucket/seeds", "zip://a::s3://bucket/seeds.zip"])
    def test_of_seeds_may_be_addresses(self, tmp_path: Path, address: str) -> None:
        config = tmp_path / "feeds.toml"
        config.write_text(f'[seeds]\npath = "{address}"\n')
        assert load_settings(config).seeds.path == address
        assert load_settings(None, {"seeds.path": address}).seeds.path == address
        with pytest.raises(ConfigError, match=r"seeds\.path is an address"):
            load_settings(config).seeds.folder  # noqa: B018 - it raises

    def test_of_windows_are_no_addresses(self) -> None:
        assert load("[seeds]\npath = 'C://seeds'").seeds.path == Path("C://seeds")

    def test_that_are_absolute_stay(self) -> None:
        assert load('[build]\nout = "/srv/feeds"').build.out == Path("/srv/feeds")


class TestBuild:
    def test_takes_every_key(self) -> None:
        text = '[build]\nout = "x"\nlimit = 10000\nformats = ["json", "rss"]\ncontent = "excerpt"\n'
        expected = BuildSettings(Path("x"), 10000, ("json", "rss"), "excerpt")
        assert load(text).build == expected

    def test_format_given_twice_counts_once(self) -> None:
        assert load('[build]\nformats = ["json", "rss", "json"]').build.formats == ("json", "rss")

    def test_limit_written_with_a_fraction_of_zero_is_a_whole_number(self) -> None:
        assert repr(load("[build]\nlimit = 20.0").build.limit) == "20"


class TestSeeds:
    def test_takes_every_key(self) -> None:
        text = (
            '[seeds]\npath = "x"\ninclude = ["*.md", "!README.md"]\n'
            'exclude = ["drafts/"]\ninclude_unpublished = true\n'
        )
        expected = SeedsSettings(Path("x"), ("*.md", "!README.md"), ("drafts/",), True)
        assert load(text).seeds == expected


class TestNames:
    def test_takes_every_key(self) -> None:
        text = """
            [topics."Meta  AI"]
            slug = "meta"
            title = " AI at  Meta"
            description = "What Meta\\ndoes."
            aliases = ["Facebook AI"]
            [providers."about.fb"]
            title = "Meta"
            aliases = ["Facebook  AI"]
            domains = ["Meta.com", "bücher.example."]
        """
        settings = load(text)
        assert settings.topics == (
            NameSettings("Meta AI", "meta", "AI at Meta", "What Meta does.", ("Facebook AI",)),
        )
        domains = ("meta.com", "xn--bcher-kva.example")
        assert settings.providers == (
            NameSettings("about.fb", title="Meta", aliases=("Facebook  AI",), domains=domains),
        )
        # The gate looks them up by what is the same in all spellings of a name.
        assert settings.validate.provider_domains == (
            ("about.fb", domains),
            ("facebook ai", domains),
        )


class TestFaults:
    def test_are_all_told_at_once_by_line(self) -> None:
        text = """
[site]
tittle = "AI news"
url = "ftp://news.example/"

[topics.AI]
[topics.ai]
aliases = [
  "Robotics",
]
[build]
formats = ["rss", "jsn"]
[topics.ML]
aliases = ["robotics"]
"""
        assert faults(text, build__limit=0) == [
            'feeds.toml:3: [site] has no key "tittle"; did you mean "title"?',
            'feeds.toml:4: site.url "ftp://news.example/" has the scheme ftp, not http or https;'
            ' write an http or https address, such as "https://news.example/feeds/"',
            "feeds.toml:7: [topics.ai] and [topics.AI] are the same name; keep one of them",
            'feeds.toml:12: build.formats[1] "jsn" is no known value: did you mean json?',
            'feeds.toml:14: [topics.ML] has the alias "robotics", which is also an alias of'
            " [topics.ai]; keep one",
            "--limit: build.limit 0 is below 1; write 1 or more",
        ]

    @pytest.mark.parametrize(
        ("override", "fault"),
        [
            ({"site__url": "news.example"}, "--site-url: site.url"),
            ({"site__url": "https://news.example/?x"}, "--site-url: site.url"),
            ({"seeds__path": ""}, "--seeds: seeds.path is empty"),
            ({"build__out": Path("a\0b")}, "--out: build.out"),
            (
                {"build__out": "s3://me:word@bucket/out"},
                '--out: build.out "s3://*******@bucket/out" is an address; give a folder of this'
                " machine",
            ),
            ({"build__limit": 10001}, "--limit: build.limit 10001 is above 10000"),
            ({"build__formats": ["html"]}, '--format: build.formats[0] "html" is no known value'),
            ({"build__content": "none"}, '--content: build.content "none" is no known value'),
        ],
    )
    def test_of_an_option_name_it(self, override: dict[str, object], fault: str) -> None:
        [message] = faults("", **override)
        assert message.startswith(fault)


class TestOptions:
    def test_win_over_the_file(self) -> None:
        settings = load(
            '[site]\nurl = "https://old.example/"\n[build]\nlimit = 5\nformats = ["rss"]\n',
            site__url="http://localhost:8000",
            seeds__include_unpublished=True,
            build__limit=7,
            build__formats=("json",),
            build__content="excerpt",
        )
        assert settings.site.url == "http://localhost:8000/"
        assert settings.seeds == SeedsSettings(include_unpublished=True)
        assert settings.build == BuildSettings(Path("out"), 7, ("json",), "excerpt")

    def test_that_are_not_given_leave_the_file_alone(self) -> None:
        assert load("[build]\nlimit = 5", build__limit=None).build.limit == 5

    def test_are_named_as_the_command_line_has_them(self) -> None:
        params = [*build.params, *validate.params]
        assert set(OPTIONS.values()) <= {name for param in params for name in param.opts}


def test_own_configuration_is_sound() -> None:
    settings = load_settings(ROOT / "feeds.toml")
    assert settings.site.title == "AI news"
    assert settings.seeds == SeedsSettings(ROOT / "seeds", include_unpublished=True)
    assert settings.topics == (NameSettings("Meta AI", aliases=("Facebook AI",)),)
