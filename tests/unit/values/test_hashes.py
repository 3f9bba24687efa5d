"""Hashes that are published are as others compute them."""

from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from feeds.values.hashes import URLS, name_urn


@given(st.text(), st.text())
def test_a_name_has_the_uuid_that_python_gives_it(name: str, within: str) -> None:
    namespace = uuid5(UUID(URLS), within)
    assert name_urn(within) == namespace.urn
    assert name_urn(name, namespace.urn) == uuid5(namespace, name).urn
