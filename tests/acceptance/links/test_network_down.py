"""``feeds check-links`` where the network is down, or may be."""

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from feeds.http.verdicts import Reach, Verdict
from tests.acceptance.links import site as a
from tests.acceptance.links.conftest import Authority, check, local
from tests.acceptance.links.link_folder import check_here, known, linking, make_folder, make_older
from tests.acceptance.links.site import Site
from tests.plugins.command import RunFeeds

Serve = Callable[..., Site]
# Nobody listens there.
DEAD = [f"http://127.0.0.{number}:1/" for number in range(11, 17)]
UNPROVEN = (
    f"seeds/1.md:4:9: warning[unproven-link] {DEAD[0]} refuses connections (unproven, as no host has"
    " answered in this run or within a day)\n"
    "    remedy: check the network here; the link is asked again in the next run\n"
)


def test_a_run_that_reaches_none_of_five_hosts_learns_nothing(
    run_feeds: RunFeeds, tmp_path: Path
) -> None:
    make_folder(tmp_path, *(linking(n, url) for n, url in enumerate(DEAD[:5], 1)))
    done = run_feeds("check-links", "--allow-private", "--strict", "--fix", "--yes")
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        "feeds: error: the network seems to be down: none of 5 hosts could be found or connected to;"
        " nothing was learnt of their links: check the connection, and run again\n",
    )
    assert known(tmp_path) == {}


def test_a_network_that_wants_a_sign_in_teaches_nothing(
    run_feeds: RunFeeds, tmp_path: Path, serve: Serve
) -> None:
    portal = serve({"/login": a.says("200 OK")})
    target = portal.url("/login")
    fenced = a.to("302 Found", lambda _: f"{target}?from=x")
    urls = [serve({"/": fenced}, address=f"127.0.0.{n}").url("/") for n in range(11, 16)]
    make_folder(tmp_path, *(linking(n, url) for n, url in enumerate(urls, 1)))
    done = run_feeds("check-links", "--allow-private")
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        "feeds: error: the network here seems to want a sign-in first: all of 5 hosts redirect to"
        f" {target}; nothing was learnt of their links: sign in, and run again\n",
    )
    assert known(tmp_path) == {}


def test_with_fewer_hosts_a_failure_is_unproven(tmp_path: Path) -> None:
    make_folder(tmp_path, *(linking(n, url) for n, url in enumerate(DEAD[:1] * 4, 1)))
    code, out, err = check_here(tmp_path, "--strict")
    assert (code, err) == (0, "")
    assert out.startswith(UNPROVEN.partition("\n")[0])
    assert out.endswith("checked 1 link of 4 seeds: 1 unproven\n")
    assert known(tmp_path) == {}


def test_an_answer_in_the_same_run_proves_it(tmp_path: Path, site: Site) -> None:
    urls = [*DEAD, site.url("/gone")]
    make_folder(tmp_path, *(linking(n, url) for n, url in enumerate(urls, 1)))
    code, out, _ = check_here(tmp_path)
    assert (code, out.count("warning[broken-link]")) == (0, 7)
    assert known(tmp_path) == dict.fromkeys(urls, ("broken", 1))


def test_an_answer_within_a_day_proves_it(tmp_path: Path, site: Site) -> None:
    make_folder(tmp_path, linking(1, site.url("/gone")))
    check_here(tmp_path)
    make_folder(tmp_path, linking(1, DEAD[0]))
    assert f"{DEAD[0]} refuses connections (on 1 day;" in check_here(tmp_path)[1]
    assert known(tmp_path)[DEAD[0]] == ("broken", 1)
    make_older(tmp_path, days=2)
    assert check_here(tmp_path)[:2] == (0, f"{UNPROVEN}checked 1 link of 1 seed: 1 unproven\n")
    assert known(tmp_path)[DEAD[0]] == ("broken", 1), "the day does not count"


def test_a_good_answer_is_known_beyond_the_failure_after_it(tmp_path: Path, serve: Serve) -> None:
    site = serve({"/": a.says("200 OK")})
    url = site.url("/")
    make_folder(tmp_path, linking(1, url))
    check_here(tmp_path)
    site.close()
    for _ in range(2):
        assert "warning[broken-link]" in check_here(tmp_path, "--max-age", "0")[1]
    assert known(tmp_path) == {url: ("broken", 1)}


def test_what_is_known_to_be_dead_stays_so_without_a_network(tmp_path: Path, site: Site) -> None:
    make_folder(tmp_path, linking(1, DEAD[0]), linking(2, site.url("/fine")))
    for _ in range(3):
        check_here(tmp_path, "--max-age", "0")
        make_older(tmp_path, days=1)
    make_older(tmp_path, days=1)
    assert known(tmp_path)[DEAD[0]] == ("broken", 3)
    code, out, _ = check_here(tmp_path, "--only", "1.md")
    assert (code, out) == (0, f"{UNPROVEN}checked 1 link of 1 seed: 1 unproven\n")
    assert known(tmp_path)[DEAD[0]] == ("broken", 3)


@pytest.fixture
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no name be found but that of a host in the intranet, which is this machine."""
    look_up = socket.getaddrinfo

    def find(host: str, *rest: Any, **options: Any) -> Any:
        if host.endswith(".example"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return look_up("127.0.0.1" if host == "wiki.test" else host, *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", find)


@pytest.mark.usefixtures("_offline")
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "wiki.test"])
def test_an_answer_from_this_network_proves_nothing_of_the_internet(
    tmp_path: Path, site: Site, host: str
) -> None:
    near = site.url("/fine").replace("127.0.0.1", host)
    urls = [f"https://{name}.example/" for name in "abcde"]
    make_folder(tmp_path, *(linking(n, url) for n, url in enumerate([near, *urls], 1)))
    code, out, err = check_here(tmp_path)
    assert (code, out) == (2, "")
    assert "the network seems to be down: none of 5 hosts" in err
    assert known(tmp_path) == {near: ("ok", 0)}
    # Nor does it in a later run, of fewer.
    code, out, _ = check_here(tmp_path, "--only", "2.md")
    assert (code, out.partition(" (")[2].partition(")")[0]) == (
        0,
        "unproven, as no public host has answered in this run or within a day",
    )


def test_a_redirect_from_this_network_shows_nothing_of_the_host_it_leads_to(serve: Serve) -> None:
    site = serve({"/": a.to("302 Found", lambda _: "https://nowhere.example/")})
    (outcome,) = check(site.url("/"))
    assert (outcome.reach, outcome.private) == (Reach.FAILED, False)


@pytest.mark.parametrize(
    ("answer", "reach"),
    [
        (a.says("200 OK"), Reach.ANSWERED),
        (a.says("404 Not Found"), Reach.ANSWERED),
        (a.to("302 Found", lambda _: "/"), Reach.ANSWERED),
        (a.to("302 Found", lambda _: DEAD[0]), Reach.ANSWERED),
        (a.to("302 Found", lambda _: "ftp://a.test/"), Reach.ANSWERED),
        (a.says("511 Network Authentication Required"), Reach.FAILED),
        (a.reset, Reach.CONNECTED),
        (a.hang, Reach.CONNECTED),
        (a.raw(b"no HTTP\r\n\r\n"), Reach.CONNECTED),
    ],
)
def test_what_an_answer_shows_of_the_network(serve: Serve, answer: a.Answer, reach: Reach) -> None:
    site = serve({"/": answer})
    assert [outcome.reach for outcome in check(site.url("/"))] == [reach]


def test_what_no_answer_shows_of_the_network(serve: Serve, authority: Authority) -> None:
    tls = serve({"/": a.says("200 OK")}, tls=authority.context("127.0.0.1"))
    urls = (DEAD[0], "http://nowhere.invalid/", tls.url("/"), "http://", "mailto:a@b.test")
    outcomes = check(*urls, resolver=local)
    assert [(outcome.reach, outcome.verdict) for outcome in outcomes] == [
        (Reach.FAILED, Verdict.BROKEN),
        (Reach.FAILED, Verdict.BROKEN),
        (Reach.CONNECTED, Verdict.BROKEN),
        (Reach.NONE, Verdict.BROKEN),
        (Reach.NONE, Verdict.SKIPPED),
    ]
