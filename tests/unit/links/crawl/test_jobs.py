"""What is sent of an address, and what is never sent at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.http.addresses import host_of
from feeds.http.limits import Limits
from feeds.http.verdicts import LinkFault, Outcome, Target, Verdict
from feeds.links.crawl.jobs import Job, first_job, sendable

SETTINGS = Limits(skip=(r"^https?://local\.", "/draft/"))


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://news.test", "https://news.test/"),
        ("HTTPS://News.Test/A?b=c#part", "https://news.test/A?b=c"),
        ("http://user:secret@news.test:8080/", "http://news.test:8080/"),
        ("http://user@news.test/", "http://news.test/"),
        ("https://müller.test/é?ü", "https://xn--mller-kva.test/%C3%A9?%C3%BC"),
        ("http://[::1]:80/", "http://[::1]:80/"),
    ],
)
def test_an_address_is_sent_in_ascii_without_user_and_fragment(url: str, sent: str) -> None:
    assert sendable(url, SETTINGS) == sent


@pytest.mark.parametrize(
    ("url", "verdict"),
    [
        ("ftp://news.test/", Verdict.SKIPPED),
        ("javascript:alert(1)", Verdict.SKIPPED),
        ("data:text/plain,x", Verdict.SKIPPED),
        ("http://local.test/", Verdict.SKIPPED),
        ("http://news.test/draft/1", Verdict.SKIPPED),
        ("", Verdict.BROKEN),
        ("//news.test/", Verdict.BROKEN),
        ("http:///path", Verdict.BROKEN),
        ("http://[::1/", Verdict.BROKEN),
    ],
)
def test_what_cannot_or_must_not_be_asked_gets_a_verdict(url: str, verdict: Verdict) -> None:
    with pytest.raises(LinkFault) as caught:
        sendable(url, SETTINGS)
    assert caught.value.verdict is verdict
    outcome = first_job(Target(url), SETTINGS)
    assert outcome == Outcome(url, verdict, caught.value.reason)


def test_a_page_whose_links_are_wanted_is_asked_for_at_once() -> None:
    target = Target("http://news.test/", head_links=True)
    assert first_job(target, SETTINGS) == Job(target, "http://news.test/", "GET")
    target = Target("http://news.test/")
    assert first_job(target, SETTINGS) == Job(target, "http://news.test/", "HEAD")


@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    for url in (text, f"http://{text}", f"https://user:secret@news.test/{text}"):
        job = first_job(Target(url), SETTINGS)
        assert isinstance(job, Job | Outcome)
        if isinstance(job, Job):
            assert job.url.isascii()
            assert "secret@" not in job.url.partition("?")[0].partition("news.test/")[0]
            assert host_of(job.url)
