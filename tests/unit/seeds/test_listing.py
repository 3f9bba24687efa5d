"""The list of seeds: in order whatever their names, and honest about what cannot be told."""

import os
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from feeds.seeds.find import Stamp
from feeds.seeds.listing import UNSETTLED, Listing

SETTLED = 1_000
NAMES = st.sets(st.binary(min_size=1, max_size=4).filter(lambda name: b"\0" not in name))


@given(NAMES)
def test_seeds_are_numbered_by_the_bytes_of_their_names(names: set[bytes]) -> None:
    stamps = {os.fsdecode(name): Stamp(number, 1, 2) for number, name in enumerate(names)}
    listing = Listing(sorted(stamps.items()), SETTLED)
    expected = Listing([(os.fsdecode(n), stamps[os.fsdecode(n)]) for n in sorted(names)], SETTLED)
    assert [listing.name(number) for number in range(len(listing))] == sorted(names)
    assert list(map(listing.stamp, range(len(names)))) == list(
        map(expected.stamp, range(len(names)))
    )
    assert listing.digest() == expected.digest()


def test_a_file_without_stamp_or_of_a_time_beyond_all_clocks_is_not_known_by_it() -> None:
    for stamp in (None, Stamp(1, 2**63, 0)):
        listing = Listing([("a.md", stamp)], SETTLED)
        assert (listing.lasting_stamp(0), listing.digest()) == (None, None)


def test_a_young_file_is_kept_with_a_stamp_that_none_has() -> None:
    listing = Listing([("a.md", Stamp(1, SETTLED, 2)), ("b.md", Stamp(1, 2, 3))], SETTLED)
    assert listing.lasting_stamp(0) == UNSETTLED != listing.stamp(0)
    assert listing.lasting_stamp(1) == listing.stamp(1)
    assert listing.digest() is None


def test_times_before_1970_are_times() -> None:
    listing = Listing([("a.md", Stamp(1, -5, -6))], SETTLED)
    assert listing.lasting_stamp(0) == listing.stamp(0)
    assert listing.digest()


def test_paths_at_an_address_may_be_what_no_file_here_can_be_called() -> None:
    """Python takes the names of files for ASCII where the system says no more than that."""
    program = (
        "from feeds.seeds.listing import Listing; listing = Listing([(chr(233), None)], 0);"
        " print(ascii(listing.path(0)), listing.name(0))"
    )
    environment = os.environ | {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    said = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, check=True, text=True
    )
    assert said.stdout == "'\\xe9' b'\\xc3\\xa9'\n"
