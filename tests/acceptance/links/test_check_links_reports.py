"""What ``feeds check-links`` suggests, and the forms of its report."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from feeds.reporters.problems.formats import FORMATS
from tests.acceptance.links.link_folder import check, check_here, linking, make_folder
from tests.acceptance.links.site import Site, says
from tests.plugins.command import RunFeeds

Serve = Callable[..., Site]

GONE = says("404 Not Found")


@pytest.fixture
def site(serve: Serve) -> Site:
    """Return a site with a page that works and one that does not."""
    return serve({"/fine": says("200 OK"), "/gone": GONE})


class TestSuggestions:
    def test_the_amp_page_if_it_works(
        self, run_feeds: RunFeeds, tmp_path: Path, site: Site
    ) -> None:
        fine = site.url("/fine")
        make_folder(tmp_path, linking(1, site.url("/gone"), f"ampWebUrl: {fine}"))
        _, out, _ = check(run_feeds, "--suggest")
        assert out.splitlines()[1] == f"    remedy: write {fine} instead"

    def test_the_archive_otherwise(self, run_feeds: RunFeeds, tmp_path: Path, site: Site) -> None:
        gone = site.url("/gone")
        make_folder(tmp_path, linking(7, gone, f"ampWebUrl: {gone}?amp"))
        _, out, _ = check(run_feeds, "--suggest")
        remedies = [line.strip() for line in out.splitlines() if "remedy" in line]
        assert remedies == [
            f"remedy: write https://web.archive.org/web/20220907/{gone} instead",
            f"remedy: write https://web.archive.org/web/20220907/{gone}?amp instead",
        ]


class TestFormats:
    def test_json(self, run_feeds: RunFeeds, tmp_path: Path, site: Site) -> None:
        make_folder(tmp_path, linking(1, site.url("/gone")), linking(2, site.url("/fine")))
        code, out, _ = check(run_feeds, "--format", "json", "--suggest")
        assert (code, json.loads(out)) == (
            0,
            {
                "ok": True,
                "interrupted": False,
                "seeds": 2,
                "links": 2,
                "reused": 0,
                "unasked": 0,
                "verdicts": {
                    "ok": 1,
                    "moved": 0,
                    "blocked": 0,
                    "broken": 1,
                    "timeout": 0,
                    "skipped": 0,
                    "unproven": 0,
                },
                "problems": [
                    {
                        "url": site.url("/gone"),
                        "verdict": "broken",
                        "severity": "warning",
                        "id": "broken-link",
                        "message": "answers 404 Not Found (on 1 day; 3 make an error)",
                        "remedy": "write an address that works, or remove it; --suggest names one",
                        "suggestion": f"https://web.archive.org/web/20220901/{site.url('/gone')}",
                        "status": 404,
                        "moved_to": None,
                        "days_failed": 1,
                        "places": [{"path": "seeds/1.md", "line": 4, "column": 9}],
                    }
                ],
                "unread": [],
                "notices": [],
            },
        )

    def test_github_annotates_each_place(
        self, run_feeds: RunFeeds, tmp_path: Path, site: Site
    ) -> None:
        gone = site.url("/gone")
        make_folder(tmp_path, linking(1, gone), linking(2, gone))
        code, out, _ = check(run_feeds, "--format", "github", "--strict")
        assert (code, out) == (
            1,
            "".join(
                f"::error file=seeds/{n}.md,line=4,col=9,endColumn=9,title=broken-link::{gone}"
                " answers 404 Not Found%0Aremedy: write an address that works, or remove it;"
                " --suggest names one\n"
                for n in (1, 2)
            ),
        )

    def test_text_carries_annotations_on_github(
        self, run_feeds: RunFeeds, tmp_path: Path, site: Site
    ) -> None:
        make_folder(tmp_path, linking(1, site.url("/gone")))
        done = run_feeds("check-links", "--allow-private", env={"GITHUB_ACTIONS": "true"})
        lines = done.stdout.splitlines()
        assert lines[0].startswith("::stop-commands::")
        assert lines[-1].startswith("::warning file=seeds/1.md,line=4,col=9,")

    def test_files_get_the_forms_asked_for_and_people_the_summary(
        self, tmp_path: Path, site: Site
    ) -> None:
        make_folder(tmp_path, linking(1, site.url("/gone")))
        outputs = [
            f"--output={name}" for name in ("links.md", "json=out/links.json", "junit=l.xml")
        ]
        done = check_here(tmp_path, "--format", "markdown", *outputs)
        assert done == (0, "checked 1 link of 1 seed: 1 broken\n", "")
        assert (tmp_path / "links.md").read_text().startswith("## Links\n")
        assert json.loads((tmp_path / "out" / "links.json").read_text())["links"] == 1
        assert ElementTree.parse(tmp_path / "l.xml").getroot().tag == "testsuites"

    def test_files_besides_leave_standard_output_as_it_is(self, tmp_path: Path, site: Site) -> None:
        make_folder(tmp_path, linking(1, site.url("/fine")))
        done = check_here(tmp_path, "--output", "json=links.json")
        assert done == (0, "checked 1 link of 1 seed: 1 ok\n", "")
        assert (tmp_path / "links.json").exists()
        assert check_here(tmp_path, "-q", "--output", "links.txt") == (0, "", "")

    def test_no_link_is_asked_for_a_file_that_cannot_be_meant(
        self, tmp_path: Path, site: Site
    ) -> None:
        make_folder(tmp_path, linking(1, site.url("/fine")))
        code, _, err = check_here(tmp_path, "--output", "html=links.html")
        assert (code, site.asked) == (2, [])
        assert f"html is no format ({', '.join(FORMATS)})" in err

    def test_junit(self, run_feeds: RunFeeds, tmp_path: Path, site: Site) -> None:
        make_folder(tmp_path, linking(1, site.url("/gone")), "nothing\n")
        code, out, _ = check(run_feeds, "--format", "junit", "--strict")
        suite = ElementTree.fromstring(out.encode()).find("testsuite")
        assert suite is not None
        assert code == 1
        assert suite.attrib == {
            "name": "feeds check-links",
            "tests": "3",
            "failures": "2",
            "errors": "0",
        }
        assert [(t.get("classname"), t.get("name"), t.find("failure") is None) for t in suite] == [
            ("seeds/2.md", "missing-front-matter", False),
            ("127.0.0.1", f"{site.url('/gone')} (broken-link)", False),
            ("feeds check-links", "all other links", True),
        ]

    def test_markdown(self, run_feeds: RunFeeds, tmp_path: Path, serve: Serve) -> None:
        site = serve({"/a_b": GONE})
        make_folder(tmp_path, linking(1, site.url("/a_b")))
        (tmp_path / "seeds" / "1.md").rename(tmp_path / "seeds" / "a_b|@me.md")
        code, out, _ = check(run_feeds, "--format", "markdown")
        assert (code, out) == (
            0,
            "## Links\n\n"
            "| | link | finding | where |\n"
            "|---|---|---|---|\n"
            f"| warning | <{site.url('/a_b')}> | answers 404 Not Found (on 1 day; 3 make an"
            " error)<br>remedy: write an address that works, or remove it; --suggest names one |"
            " seeds/a\\_b\\|\\@me.md:4:9 |\n\n"
            "checked 1 link of 1 seed: 1 broken\n",
        )
