"""New feeds that look like others."""

from feeds.grouping.twins import find_twins


def test_a_new_feed_that_looks_like_a_published_one_is_named() -> None:
    published = {"topics/ai": "AI"}
    assert [*find_twins(published | {"topics/\u0430i": "\u0410I"}, published)] == [
        'topics/\u0430i is a new feed, whose name "\u0410I" looks like "AI", that of topics/ai, but has'
        " cyrillic capital letter a (U+0410) for latin capital letter a (U+0041): if both are one,"
        " write that name in the seeds, or make this one an alias of it in feeds.toml"
    ]


def test_what_is_published_is_not_named_again() -> None:
    both = {"topics/ai": "AI", "topics/\u0430i": "\u0410I"}
    assert [*find_twins(both, both)] == []


def test_of_two_new_feeds_the_one_that_is_not_in_ascii_is_named_once() -> None:
    names = {"topics/\u0430i": "\u0410I", "topics/ai": "AI", "topics/ml": "ML"}
    (told,) = find_twins(names, {})
    assert told.startswith("topics/\u0430i is a new feed")


def test_a_topic_and_a_provider_are_no_twins() -> None:
    assert [*find_twins({"topics/ai": "AI", "providers/\u0430i": "\u0410I"}, {})] == []


def test_names_of_other_scripts_are_no_matter_by_themselves() -> None:
    names = {"topics/1": "\u041c\u0438\u0440", "topics/2": "\u03a0", "topics/3": "\u4eba\u5de5"}
    assert [*find_twins(names, {})] == []


def test_many_names_take_little_time_each() -> None:
    names = {f"topics/{n}": f"Topic {n} \u00fc" for n in range(5_000)}
    assert [*find_twins(names, {})] == []
    alike = {f"topics/{n}": "A" + "\u200b" * n + "I" for n in range(2_000)}
    assert len([*find_twins(alike, {})]) == 9
