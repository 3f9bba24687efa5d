"""The cookies of one link are bounded, and go with it to another process."""

import pickle

from feeds.links.crawl.cookies import Cookies

URL = "https://news.example/a/b"


def kept(*set_cookies: str) -> str:
    cookies = Cookies()
    cookies.keep(URL, set_cookies)
    return cookies.header(URL)


def test_they_go_with_their_job_to_another_process() -> None:
    cookies = Cookies()
    cookies.keep(URL, ["seen=1"])
    there = pickle.loads(pickle.dumps(cookies))
    assert there.header(URL) == "seen=1"
    there.keep(URL, ["other=2; Domain=example"])
    assert there.header(URL) == "seen=1", "its policy went along"


def test_a_host_cannot_fill_memory_or_requests() -> None:
    assert kept("a=" + "x" * 4095) == ""
    assert kept("a=" + "x" * 4094) == "a=" + "x" * 4094
    assert kept(*(f"a{n}=1" for n in range(60))).count(";") == 49
    cookies = Cookies()
    for n in range(60):
        cookies.keep(URL, [f"a{n}=1"])
    assert cookies.header(URL).count(";") == 49


def test_what_would_break_a_header_is_not_kept() -> None:
    assert kept("a=1\r\n X: y", "b=\0", "c=3", "d\x7f=4") == "c=3"


def test_an_answer_without_sense_sets_nothing() -> None:
    assert kept("", ";", "=") == ""
