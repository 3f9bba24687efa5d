"""The manifest is the same for the same files, and never trusted (feeds/output/manifest.py)."""

import hashlib
import itertools
import json
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.grouping.history import History
from feeds.output.manifest import (
    Manifest,
    folders_above,
    is_output_path,
    parse_manifest,
)

ONE = "1" * 64
TWO = "2" * 64
PATHS = st.text(max_size=12).filter(is_output_path)
DIGESTS = st.dictionaries(PATHS, st.text(alphabet="0123456789abcdef", min_size=64, max_size=64))

PAGES = st.lists(st.binary(min_size=8, max_size=8).map(lambda page: page * 3), min_size=1)
HASHES = st.integers(0, 2**64 - 1)
HISTORIES = st.builds(
    History,
    st.text(),
    st.dictionaries(st.text(), PAGES.map(tuple), min_size=1),
    st.frozensets(HASHES),
    st.dictionaries(HASHES, st.frozensets(HASHES, min_size=1)),
)


def record(**changes: object) -> bytes:
    return json.dumps({"version": 1, "files": {"rss.xml": ONE}} | changes).encode()


def archive(**changes: object) -> dict[str, object]:
    return {"url": "", "pages": {}, "gone": ""} | changes


def test_a_manifest_is_sorted_lines_of_json_with_the_checksum_of_those_above_it() -> None:
    manifest = Manifest({"topics/ai/rss.xml": TWO, "rss.xml": ONE})
    content = (
        f'{{\n  "files": {{\n    "rss.xml": "{ONE}",\n    "topics/ai/rss.xml": "{TWO}"\n  }},\n'
        '  "version": 1'
    ).encode("ascii")
    checksum = hashlib.sha256(content).hexdigest().encode()
    assert manifest.to_bytes() == content + b',\n  "checksum": "' + checksum + b'"\n}\n'


def test_the_journal_is_part_of_the_manifest() -> None:
    manifest = Manifest({"rss.xml": ONE}, {"é.xml": TWO})
    record = json.loads(manifest.to_bytes())
    assert record == {
        "version": 1,
        "files": {"rss.xml": ONE},
        "pending": {"é.xml": TWO},
        "checksum": record["checksum"],
    }


@given(
    st.builds(
        Manifest,
        files=DIGESTS,
        pending=DIGESTS,
        entries=st.dictionaries(st.text(), st.tuples(st.text(), st.text())),
        sources=st.binary(min_size=8, max_size=8).map(lambda sources: sources * 4),
        site=st.text(),
        feeds=st.dictionaries(PATHS, st.text()),
        gone=st.dictionaries(PATHS, st.text()),
        former=st.dictionaries(st.text(), st.text()),
        seeds=st.dictionaries(st.text(), st.text()),
        history=HISTORIES,
    )
)
def test_a_manifest_reads_back(manifest: Manifest) -> None:
    assert parse_manifest(manifest.to_bytes()) == manifest


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "it is not JSON"),
        (b'{"version": 1', "it is not JSON"),
        (b"\xff\xfe\xff", "it is not JSON"),
        (b"[" * 100_000, "it is not JSON"),
        (b"[]", "it has no version"),
        (b"{}", "it has no version"),
        (record(version=2), "its version is 2, not 1"),
        (record(version="x" * 99), "its version is 'xxxxxxxxxxxxxxxxxxx, not 1"),
        (record(checksum=ONE), "its checksum is not that of its content"),
        (record(checksun=ONE), "it has 'checksun', and no checksum"),
        (record(files=["rss.xml"]), 'its "files" are not a mapping'),
        (record(pending=None), 'its "pending" are not a mapping'),
        (record(entries=["urn:1"]), 'its "entries" are not a mapping'),
        (record(archive=[]), 'its "archive" is not one of pages'),
        (record(archive=archive(pages={"all": ["x"]})), 'its "archive" is not one of pages'),
        (
            record(archive=archive(pages={"all": ["AA=="]})),
            'its "archive" is not one of pages',
        ),
        (record(archive=archive(pages={"all": 1})), 'its "archive" is not one of pages'),
        (record(archive=archive(gone="x")), 'its "archive" is not one of pages'),
        (record(archive=archive(url=1)), 'its "archive" has no url'),
        (record(entries={"urn:1": "key"}), "it has no list of texts for 'urn:1'"),
        (record(entries={"urn:1": [1]}), "it has no list of texts for 'urn:1'"),
        (record(files={"rss.xml": 1}), "it has no SHA-256 for 'rss.xml'"),
        (record(files={"rss.xml": "1" * 63 + "\n"}), "it has no SHA-256 for 'rss.xml'"),
        (record(files={"../passwd": ONE}), "it names '../passwd', which no build writes"),
        (record(pending={"/passwd": ONE}), "it names '/passwd', which no build writes"),
    ],
)
def test_what_no_build_wrote_is_no_manifest(data: bytes, fault: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_manifest(data)
    assert str(caught.value) == fault


def test_a_manifest_without_its_checksum_counts_with_all_that_it_has() -> None:
    parts = {*Manifest._fields} - {"history"}
    whole = WHOLE._replace(
        sources=b"12345678" * 2,
        site="urn:s",
        feeds={"a": "A"},
        gone={"b": ""},
        former={"urn:b": "urn:a"},
        seeds={"urn:b": "b.md"},
    )
    unsealed = json.loads(whole.to_bytes())
    del unsealed["checksum"]
    assert unsealed.keys() == parts | {"archive", "version"}
    assert parse_manifest(json.dumps(unsealed).encode()) == whole


def test_a_manifest_of_before_entries_were_remembered_still_counts() -> None:
    assert parse_manifest(record()) == Manifest({"rss.xml": ONE})


WHOLE = Manifest(
    {"rss.xml": ONE, "topics/ai/rss.xml": TWO},
    {"rss.xml": TWO},
    {"urn:1": ("key", "é")},
    History("https://a.example/", {"all": (b"12345678" * 3,)}, frozenset({7})),
    b"12345678" * 2,
    "urn:x:site",
    {"topics/ai": "AI"},
    {"topics/ki": "topics/ai"},
)


@st.composite
def damages(draw: st.DrawFn) -> Callable[[bytes], bytes]:
    """Draw a damage: a bit that flips, or a stretch that is lost or overwritten."""
    kind = draw(st.sampled_from(["flip", "delete", "blank", "zero", "cut", "repeat"]))
    start, length, bit = draw(st.tuples(st.floats(0, 1), st.floats(0, 1), st.integers(0, 7)))

    def damage(data: bytes) -> bytes:
        at = int(start * (len(data) - 1))
        end = at + 1 + int(length**3 * (len(data) - at))
        stretch = data[at:end]
        put = {
            "flip": bytes([data[at] ^ 1 << bit]) + data[at + 1 : end],
            "delete": b"",
            "blank": b" " * len(stretch),
            "zero": bytes(len(stretch)),
            "cut": b"",
            "repeat": stretch * 2,
        }[kind]
        return data[:at] + put + (b"" if kind == "cut" else data[end:])

    return damage


@settings(max_examples=2000)
@given(damages())
def test_a_damaged_manifest_is_none_or_says_what_it_said(
    damage: Callable[[bytes], bytes],
) -> None:
    with suppress(ValueError):
        assert parse_manifest(damage(WHOLE.to_bytes())) == WHOLE


def test_every_single_bit_of_a_manifest_counts() -> None:
    data = WHOLE.to_bytes()
    for at, bit in itertools.product(range(len(data)), range(8)):
        flipped = data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]
        with pytest.raises(ValueError):
            parse_manifest(flipped)


def test_every_stretch_that_is_lost_or_blanked_is_noticed_or_was_the_checksum_only() -> None:
    data = Manifest({"rss.xml": ONE}, {}, {"urn:1": ("key",)}).to_bytes()
    whole = parse_manifest(data)
    for start, end in itertools.combinations(range(len(data) + 1), 2):
        for put in (b"", b" " * (end - start)):
            with suppress(ValueError):
                assert parse_manifest(data[:start] + put + data[end:]) == whole, data[start:end]


@given(st.binary())
def test_no_bytes_make_the_parser_fail_otherwise(data: bytes) -> None:
    with suppress(ValueError):
        parse_manifest(data)


@pytest.mark.parametrize(
    "path", ["rss.xml", "topics/हिन्दी/rss.xml", "a/.b", ".nojekyll", "..a/b.."]
)
def test_a_build_may_write(path: str) -> None:
    assert is_output_path(path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "..",
        "/rss.xml",
        "topics/",
        "topics//rss.xml",
        "./rss.xml",
        "topics/../../rss.xml",
        "..\\rss.xml",
        "C:rss.xml",
        "rss\0.xml",
        "\ud800.xml",
        ".feeds.lock",
        ".feeds-manifest.json",
        ".feeds-manifest.json.damaged",
        "topics/.rss.xml.feeds-tmp",
        ".a.feeds-tmp/rss.xml",
    ],
)
def test_no_build_may_write(path: str) -> None:
    assert not is_output_path(path)


def test_the_folders_above_a_file_come_outermost_first() -> None:
    assert list(folders_above("a/b/c.xml")) == ["a", "a/b"]
    assert list(folders_above("c.xml")) == []
