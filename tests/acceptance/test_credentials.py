"""Neither ``secured`` nor a user or password in an address is ever shown, or published."""

from pathlib import Path

import pytest

from tests.acceptance.seed_text import seed, write_seeds
from tests.plugins.command import RunFeeds

# Each as a web address; USER and PASSWORD are others for each.
FAULTS = {
    "credentials alone": "https://USER:PASSWORD@a.example/",
    "tracking": "https://USER:PASSWORD@a.example/?utm_source=x",
    "letters beyond ASCII": "https://USER:PASSWORD@a.example/é",
    "blank": '"https://USER:PASSWORD@a.example/b c"',
    "no scheme": "//USER:PASSWORD@a.example/",
    "other scheme": "ftp://USER:PASSWORD@a.example/",
    "port": "https://USER:PASSWORD@a.example:99999/",
    "plain http": "http://USER:PASSWORD@a.example/",
    "schemeless": "USER:PASSWORD@a.example/path",
    "token": "USER@a.example/path",
    "slash": "https://USER:PASSWORD/PASSWORD@a.example/",
    "quotation mark": "https://USER:PASSWORD'PASSWORD@a.example/",
    "escape": r'"https:\/\/USER:PASSWORD\x40a.example/"',
    "domain": "https://a.example/\nid: USER:PASSWORD@a.example\n"
    "provider: {name: A, domain: USER.a:PASSWORD@a.example}",
    "link in a text": "https://a.example/\n"
    "topics: ['<a href=\"https://USER:PASSWORD@a.example\">']",
}  # fmt: skip

BROKEN_SECRETS = {
    "block list": "secured:\n  - SECRETlist",
    "list at the margin": "secured:\n- SECRETlist",
    "mapping": "secured:\n  SECRETname: x\n  SECRETname: y",
    "continuation": "secured: SECRETx\n  SECRETcontinued: foo",
    "continuation at the margin": "secured:\nSECRETmargin",
    "tab": "secured:\n\tSECRETtab",
    "tab and colon": "secured:\n\tSECRETtab: x",
    "explicit key": "? secured\n: [SECRETlist]",
    "anchor": "x: &a SECRETanchor\nsecured: [*a]",
    "anchor of text": "x: &a SECRETanchor\nsecured: *a",
    "name of a field": "SECRETpw@example.org: x",
    "name given twice": "SECRETpw@example.org: x\nSECRETpw@example.org: y",
    "no list end": "secured: [SECRETone,\nSECRETtwo",
    "quoted": 'secured: "SECRETone\n  SECRETtwo: \\q"',
    "misspelt, alias": "securd: &a SECRETanchor\nlocale: *a",
    "misspelt, no anchor": "securd: *SECRETalias",
    "misspelt, tag": "securd: !SECRETtag x",
    "misspelt, mapping": "securd:\n  SECRETname: x\n  SECRETname: y",
    "misspelt": "securd:\n  - SECRETlist",
}


def filled(number: int, url: str) -> str:
    return url.replace("USER", f"xanadu{number}x").replace("PASSWORD", f"zyzzyva{number}x" * 12)


def test_credentials_are_in_no_report_and_in_no_feed(tmp_path: Path, run_feeds: RunFeeds) -> None:
    urls = [filled(number, url) for number, url in enumerate(FAULTS.values())]
    related = "related:\n  - title: A\n    webUrl: {0}\n    ampWebUrl: {0}\n    cdnAmpWebUrl: {0}"
    seeds = [
        seed(1, related.format(url.partition("\nid")[0]), webUrl=url, title='"T "') for url in urls
    ]
    write_seeds(tmp_path / "seeds", *seeds, *seeds, seed(1))
    (tmp_path / "feeds.toml").write_text("[links]\nskip = ['.']\n")  # reported, not asked
    formats = ("concise", "json", "sarif", "junit", "github")
    done = [
        run_feeds("validate", "-v", *(f"--output={name}={name}.txt" for name in formats)),
        run_feeds("validate", "--diff"),
        run_feeds("build"),
        run_feeds("check-links", "-v", "--also", "original,cdn-amp,related"),
        run_feeds("check-links", "--format", "json"),
    ]
    reports = [run.stdout + run.stderr for run in done]
    reports += [path.read_text(encoding="utf-8") for path in tmp_path.glob("*.txt")]
    assert len([text for text in reports if "seeds/1.md" in text]) == len(reports)
    published = [path.read_text(encoding="utf-8") for path in tmp_path.glob("out/**/*.*")]
    assert len(published) > len(FAULTS)
    assert {
        name
        for number, name in enumerate(FAULTS)
        for text in (*reports, *published)
        if f"xanadu{number}x" in text or f"yva{number}x" in text
    } == set()


@pytest.mark.parametrize("fields", BROKEN_SECRETS.values(), ids=BROKEN_SECRETS)
def test_broken_secured_field_is_in_no_report(
    tmp_path: Path, run_feeds: RunFeeds, fields: str
) -> None:
    text = seed(1, fields)
    write_seeds(tmp_path / "seeds", text, seed(2))
    formats = ("text", "concise", "json", "sarif", "junit", "github")
    done = [
        run_feeds("validate", *(f"--output={name}={name}.txt" for name in formats)),
        run_feeds("validate", "-", input=text),
        run_feeds("build"),
    ]
    reports = [run.stdout + run.stderr for run in done]
    reports += [path.read_text(encoding="utf-8") for path in tmp_path.glob("*.txt")]
    assert len(reports) == len(done) + len(formats)
    published = [path.read_text(encoding="utf-8") for path in tmp_path.glob("out/**/*.*")]
    assert published
    assert [text for text in (*reports, *published) if "SECRET" in text] == []
