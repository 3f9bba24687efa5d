"""Dates of other programs bound the time of publication here, or are said to be none."""

from typing import Any

import pytest

from feeds.problems.diagnostics import Severity
from feeds.validation.schema.checker import seed_schema
from feeds.validation.schema.signs import Signs, find_signs
from tests.unit.article_faults import ARTICLE


def find(fields: dict[str, Any]) -> Signs:
    return find_signs({**ARTICLE, **fields}, seed_schema()["properties"].keys())


@pytest.mark.parametrize(
    ("name", "is_end"),
    [
        ("expiryDate", True), ("expirydate", True), ("unpublishdate", True), ("unpublish_date", True),
        ("unpublish_on", True), ("expires", True), ("expire_at", True), ("expired", True),
        ("publish_down", True), ("archived", True), ("deleted_at", True), ("date_expire", True), ("pubDatetime", False),
        ("unavailable_after", True), ("article:expiration_time", True), ("expiryDat", True), ("publishDate", False), ("publish_date", False),
        ("press_embargo", False), ("goes-live", False), ("sunset", True), ("expire", True), ("available", False),
        ("valid_until", True), ("valid_from", False), ("scheduledUnpublishDate", True), ("hiddenAfterDateTime", True), ("unpublish-datetime", True),
        ("scheduled_time", False), ("embargo_lift_date", False), ("available_from", False),
        ("pubdate", False), ("publish_on", False), ("go_live_at", False), ("embargo", False),
        ("ablaufdatum", True), ("gültig-bis", True), ("fecha_caducidad", True), ("срок действия", True),
        ("end_publishing", True), ("removal_date", True), ("date-deleted", True), ("offline", True), ("veröffentlichen_am", False),
        ("fecha_publicacion", False), ("公開日", False),
        ("embargo-until", False), ("scheduled", False), ("publish", False), ("publish_up", False),
    ],
)  # fmt: skip
def test_dates_of_other_programs_bound_the_time_of_publication(name: str, is_end: bool) -> None:
    found = find({name: "2026-12-31"})
    assert [(b.field, b.moment.isoformat(), b.is_end) for b in found.bounds] == [
        (name, "2026-12-31T00:00:00+00:00", is_end)
    ]
    assert found.faults == ()
    assert found.pointers == {(name,)}


@pytest.mark.parametrize("value", [None, "", "never", False, "none", "forever", [], {}, 0])
def test_a_bound_may_be_none(value: object) -> None:
    assert find({"expiryDate": value}) == Signs()


@pytest.mark.parametrize(
    "name",
    ["archived", "unpublished", "expired", "publish", "date", "publish_to", "hide_from", "offline"],
)
def test_words_that_may_be_anything_mean_nothing(name: str) -> None:
    assert find({name: "in the blue box"}) == Signs()


@pytest.mark.parametrize(
    "value", ["soon", 1735689600, 20.5, True, "2026-13-01", ["2026-12-31"], {"date": "2026-12-31"}]
)
def test_a_bound_that_is_no_date_is_an_error(value: object) -> None:
    [fault] = find({"expiryDate": value}).faults
    assert (fault.rule, fault.pointer, fault.at_key) == ("invalid-date", ("expiryDate",), False)


def test_dates_in_mappings_are_bounds_of_which_the_mapping_is_told() -> None:
    for fields in ({"publishing": {"date": "2099-01-01"}}, {"Schedule": {"publish": "2099-01-01"}}):
        found = find(fields)
        assert [(bound.field, bound.is_end) for bound in found.bounds] == [(*fields, False)]
        assert (found.faults, found.pointers) == ((), frozenset())
    [bound] = find({"params": {"expiryDate": "2020-01-01"}}).bounds
    assert bound.is_end
    assert find({"event": {"date": "2099-01-01"}}).bounds == ()


def test_an_embargo_that_tells_no_date_is_an_error() -> None:
    for value in ({"until": "2099-01-01"}, ["2099-01-01"], "soon"):
        assert [fault.rule for fault in find({"embargo": value}).faults] == ["invalid-date"]


def test_a_date_that_may_be_that_of_publication_is_said_to_be() -> None:
    fields = {name: value for name, value in ARTICLE.items() if name != "publishedDateTime"}
    found = find_signs(fields | {"publishDate": "2026-12-31"}, seed_schema()["properties"].keys())
    assert found.pointers == frozenset()


def test_the_date_of_an_article_elsewhere_holds_it_back_and_is_told_of() -> None:
    found = find({"date": "2099-12-31"})
    assert [(bound.field, bound.is_end) for bound in found.bounds] == [("date", False)]
    assert (found.faults, found.pointers) == ((), frozenset())


@pytest.mark.parametrize("name", ["published_at", "publishedAt", "published_on", "Published-Date"])
@pytest.mark.parametrize("empty", [None, ""])
def test_an_empty_date_of_publication_may_mark_a_draft(name: str, empty: object) -> None:
    (fault,) = find({name: empty}).faults
    assert (fault.rule, fault.severity) == ("not-for-publication", Severity.WARNING)
    assert f"{name} has no value, by which other programs mark drafts" in fault.message
    # Nothing is published without our own date, nor where our own field says so.
    assert find_signs({name: empty}, set()).faults == ()
    assert find({"published": False, name: empty}).faults == ()
    assert find({"expires_at": empty}).faults == ()
