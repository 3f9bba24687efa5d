"""Every fault that feeds.toml can have, and that it is told once, in words that help."""

import tomllib

import pytest

from feeds.config.checks import Problem, check_config


def check(text: str) -> list[Problem]:
    return check_config(tomllib.loads(text))


@pytest.mark.parametrize(
    ("text", "pointer", "message"),
    [
        (
            '[site]\ntittle = "x"', ("site", "tittle"),
            '[site] has no key "tittle"; did you mean "title"?',
        ),
        (
            '[site.author]\nname = "x"\nmail = "x"', ("site", "author", "mail"),
            '[site.author] has no key "mail"; did you mean "email"?',
        ),
        (
            "[build]\nzzz = 1", ("build", "zzz"),
            '[build] has no key "zzz"; its keys are out, limit, formats, content, broken_links, dead_amp, precompress, archive',
        ),
        (
            '[topics."Meta AI"]\nslugs = 1', ("topics", "Meta AI", "slugs"),
            '[topics."Meta AI"] has no key "slugs"; did you mean "slug"?',
        ),
        (
            "[seed]", ("seed",),
            'the top level has no key "seed"; did you mean "seeds"?',
        ),
    ],
)  # fmt: skip
def test_unknown_key(text: str, pointer: tuple[str, ...], message: str) -> None:
    assert check(text) == [Problem(pointer, message)]


@pytest.mark.parametrize(
    ("text", "pointer", "message"),
    [
        (
            "site = 3", ("site",),
            "site 3 is a number, not a mapping; begin it with [site] on a line of its own",
        ),
        (
            '[topics]\n"Meta AI" = "x"', ("topics", "Meta AI"),
            'topics."Meta AI" "x" is text, not a mapping;'
            ' begin it with [topics."Meta AI"] on a line of its own',
        ),
        (
            "[site]\ntitle = 2024", ("site", "title"),
            'site.title 2024 is a number, not text; quote it: "2024"',
        ),
        (
            "[site]\ntitle = 2024-01-01", ("site", "title"),
            "site.title is a date or time, not text; put it in quotes",
        ),
        (
            "[links]\ndeadline = nan", ("links", "deadline"),
            "links.deadline is nan, which is no number; write one",
        ),
        (
            "[topics.AI]\naliases = ['x', 07:30:00]", ("topics", "AI", "aliases", 1),
            "topics.AI.aliases[1] is a date or time, not text; put it in quotes",
        ),
        (
            '[seeds]\ninclude_unpublished = "yes"', ("seeds", "include_unpublished"),
            'seeds.include_unpublished "yes" is text, not true or false; write true',
        ),
        (
            "[build]\nlimit = '5'", ("build", "limit"),
            'build.limit "5" is text, not a whole number; write it without quotes: 5',
        ),
        (
            "[build]\nlimit = true", ("build", "limit"),
            "build.limit true is a boolean, not a whole number;"
            " write a whole number, such as 20",
        ),
    ],
)  # fmt: skip
def test_wrong_type(text: str, pointer: tuple[str | int, ...], message: str) -> None:
    assert check(text) == [Problem(pointer, message)]


@pytest.mark.parametrize(
    ("text", "pointer", "message"),
    [
        (
            "[build]\nlimit = 0", ("build", "limit"),
            "build.limit 0 is below 1; write 1 or more",
        ),
        (
            "[build]\nlimit = 10001", ("build", "limit"),
            "build.limit 10001 is above 10000; write 10000 or less",
        ),
        (
            "[build]\nformats = []", ("build", "formats"),
            'build.formats is an empty list; write a list, such as ["atom", "json"]',
        ),
        (
            "[build]\nformats = ['rss', 'jsonfeed']", ("build", "formats", 1),
            'build.formats[1] "jsonfeed" is no known value; write one of rss, atom, json',
        ),
        (
            "[build]\ncontent = 'fulll'", ("build", "content"),
            'build.content "fulll" is no known value: did you mean full?',
        ),
        (
            "[build]\nout = ''", ("build", "out"),
            'build.out is empty; write text, such as "public/feeds"',
        ),
        *(
            (
                f"[{table}]\n{key} = '~/x'", (table, key),
                f'{table}.{key} "~/x" begins with ~, which stands for no home here; write the whole path',
            )
            for table, key in (("seeds", "path"), ("build", "out"), ("links", "cache"))
        ),
        *(
            (
                f'[site]\nid = "{id_}"', ("site", "id"),
                f'site.id "{id_}" has no host; write the whole address, or a urn',
            )
            for id_ in ("http://[::1", "HTTPS://", "http:/feeds", "https://:80/")
        ),
        (
            "[seeds]\npath = \"a\\u0000b\"", ("seeds", "path"),
            'seeds.path "a\\x00b" has the wrong form; write text, such as "content/news"',
        ),
        (
            "[seeds]\ninclude = []", ("seeds", "include"),
            'seeds.include is an empty list; write a list, such as ["*.md"]',
        ),
        (
            "[site]\ntitle = ' '", ("site", "title"),
            'site.title is blank; write text, such as "AI news"',
        ),
        (
            "[site]\nlanguage = 'english'", ("site", "language"),
            'site.language "english" is no language tag; write a BCP 47 language tag, such as "en"',
        ),
        (
            "[site]\nid = 'news'", ("site", "id"),
            'site.id "news" is no absolute URI; write a URI,'
            ' such as "urn:uuid:4b1bba80-9d42-4f4a-9a2a-2f8f8a4d4a5e"',
        ),
        (
            "[site]\nauthor = {}", ("site", "author"),
            'site.author.name is missing; add name, such as "Jane Doe"',
        ),
        (
            "[site.author]\nname = 'x'\nemail = 'x'", ("site", "author", "email"),
            'site.author.email "x" has the wrong form; write text, such as "jane@news.example"',
        ),
        (
            "[site]\nicon = '/icon.png'", ("site", "icon"),
            'site.icon "/icon.png" is relative: it does not start with https://;'
            ' write an http or https address, such as "https://news.example/icon.png"',
        ),
    ],
)  # fmt: skip
def test_unusable_value(text: str, pointer: tuple[str | int, ...], message: str) -> None:
    assert check(text) == [Problem(pointer, message)]


@pytest.mark.parametrize("ending", ["?a=b", "#a", "?#a"])
def test_site_url_that_nothing_can_be_added_to(ending: str) -> None:
    url = f"https://news.example/{ending}"
    message = f'site.url "{url}" has a query or fragment; end it with the output folder\'s path'
    assert check(f'[site]\nurl = "{url}"') == [Problem(("site", "url"), message)]


def test_other_addresses_may_have_a_query() -> None:
    assert check('[site]\nlogo = "https://news.example/?a#b"') == []


@pytest.mark.parametrize(
    "key",
    [
        "site.url",
        "site.icon",
        "site.logo",
        "site.hub",
        "site.id",
        "site.author.url",
        "links.contact",
    ],
)
def test_address_with_credentials_is_not_repeated(key: str) -> None:
    problems = check(f'site.author.name = "x"\n{key} = "https://jane:secret@news.example/"')
    message = f"{key} holds a user name or password, which others would see; leave them out"
    assert problems == [Problem(tuple(key.split(".")), message)]


def test_address_that_no_client_could_open() -> None:
    message = 'site.hub "https://x:99999/" cannot be used: its port is not a number up to 65535'
    assert check('[site]\nhub = "https://x:99999/"') == [Problem(("site", "hub"), message)]


@pytest.mark.parametrize("key", ["include", "exclude"])
@pytest.mark.parametrize("glob", ["[", "!", "trailing\\", "/", "#comment", "[z-a]"])
def test_pattern_that_can_match_nothing(key: str, glob: str) -> None:
    message = f'seeds.{key} "{glob}" matches nothing; see the patterns of .gitignore'
    assert check(f"[seeds]\n{key} = ['*', '{glob}']") == [Problem(("seeds", key), message)]


@pytest.mark.parametrize(
    ("text", "pointer", "message"),
    [
        (
            '[topics."Meta AI"]\n[topics."meta  ai"]', ("topics", "meta  ai"),
            '[topics."meta  ai"] and [topics."Meta AI"] are the same name; keep one of them',
        ),
        (
            "[topics.' ']", ("topics", " "),
            '[topics." "] has a blank name',
        ),
        (
            "[topics.AI]\n[topics.ML]\naliases = ['ai']", ("topics", "ML", "aliases"),
            '[topics.ML] has the alias "ai", which is the name of [topics.AI]; remove it',
        ),
        (
            "[topics.AI]\naliases = ['ai']", ("topics", "AI", "aliases"),
            '[topics.AI] has the alias "ai", which is the name of [topics.AI]; remove it',
        ),
        (
            "[topics.AI]\naliases = ['x', 'X']\n[topics.ML]\naliases = ['y', 'X']",
            ("topics", "ML", "aliases"),
            '[topics.ML] has the alias "X", which is also an alias of [topics.AI]; keep one',
        ),
        (
            "[providers.AI]\nslug = 'x'\n[providers.ML]\nslug = 'x'", ("providers", "ML", "slug"),
            '[providers.ML] has the slug "x", which is also that of [providers.AI]; choose another',
        ),
        (
            "[topics.AI]\nslug = 'a/b'", ("topics", "AI", "slug"),
            '[topics.AI] has the slug "a/b", which is not safe in an address; use lower-case'
            " letters, digits and hyphens",
        ),
        (
            "[providers.'SD Times']\ndomains = ['x.org', 'https://sdtimes.com/']",
            ("providers", "SD Times", "domains", 1),
            '[providers."SD Times"] has the domain "https://sdtimes.com/", which is no host name;'
            ' write the host alone, as "techradar.com", for all below it',
        ),
        (
            "[topics.AI]\ndomains = ['x.org']", ("topics", "AI", "domains"),
            '[topics.AI] has no key "domains"; its keys are slug, title, description, aliases',
        ),
    ],
)  # fmt: skip
def test_tables_of_names(text: str, pointer: tuple[str, ...], message: str) -> None:
    assert check(text) == [Problem(pointer, message)]


def test_topics_and_providers_do_not_clash() -> None:
    table = "slug = 'x'\naliases = ['FB']"
    assert check(f"[topics.Meta]\n{table}\n[providers.Meta]\n{table}") == []


def test_faulty_value_does_not_hide_the_faults_beside_it() -> None:
    """What the schema refuses is left out of the checks between values, and nothing else is."""
    text = "[topics.AI]\nslug = 3\naliases = ['x', 3]\n[topics.ML]\naliases = ['x']"
    assert {problem.pointer for problem in check(text)} == {
        ("topics", "AI", "aliases", 1),
        ("topics", "AI", "slug"),
        ("topics", "ML", "aliases"),
    }


@pytest.mark.parametrize("glob", ["a*a*a*a*b", "x/*-*-*-*.md", "**/a/**/b/**/c/**/d"])
@pytest.mark.parametrize(
    ("text", "pointer", "owner"),
    [
        ("[seeds]\ninclude = ['{}']", ("seeds", "include"), "seeds.include"),
        ("[seeds]\nexclude = ['{}']", ("seeds", "exclude"), "seeds.exclude"),
        (
            "[validate.per_path_ignores]\n'{}' = []",
            ("validate", "per_path_ignores"), "validate.per_path_ignores",
        ),
    ],
)  # fmt: skip
def test_globs_that_may_take_long(
    text: str, pointer: tuple[str, ...], owner: str, glob: str
) -> None:
    (problem,) = check(text.format(glob))
    assert problem.pointer[:2] == pointer
    assert problem.message == (
        f'{owner} "{glob}" has more than 3 asterisks in one part, and takes too long on some'
        " names; write several patterns instead"
    )


@pytest.mark.parametrize("glob", ["*-*-*.md", "**/a/**/b/**/*.md", "/news/**/*.md", "**", "!*a*"])
def test_globs_that_people_write(glob: str) -> None:
    assert check(f"[seeds]\ninclude = ['{glob}']") == []
