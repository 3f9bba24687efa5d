"""Of what is to be compared, each process tells no more than is needed, and nothing is lost."""

from collections.abc import Sequence

from feeds.settings import ValidateSettings
from feeds.validation.articles import Articles
from feeds.validation.ruleset import Ruleset
from feeds.validation.uses import Use
from tests.acceptance.seed_text import seed as seed_text
from tests.unit.judges import read

RULESET = Ruleset(ValidateSettings(select=("similar-topic", "duplicate-url")))


def articles(number: int, topic: str = "AI") -> Articles:
    """Return those of a seed with a topic and an address that all seeds here share."""
    text = seed_text(1, webUrl="https://a.example/1", topics=f"[{topic}]")
    return Articles(read(text.encode(), f"{number}.md"))


def put_together(processes: Sequence[range], batch: int) -> list[Use]:
    """Return the uses of the topic, noted in batches by the process that each number falls to."""
    uses = RULESET.uses()
    notes = {process: RULESET.notes() for process in processes}
    for start in range(0, 60, batch):
        process = next(numbers for numbers in processes if start in numbers)
        for number in range(start, start + batch):
            notes[process].add(articles(number))
        uses.add(notes[process].take())
    assert len(uses.by_key("duplicate-url")["https://a.example/1"]) == 60
    return list(uses.by_key("similar-topic")["AI"])


def test_of_many_uses_of_a_name_the_first_are_kept_and_the_last_counts_for_the_rest() -> None:
    kept = put_together([range(60)], 60)
    assert [use.path for use in kept] == [f"{number}.md" for number in range(10)]
    assert [use.times for use in kept] == [1] * 9 + [51]


def test_it_is_the_same_in_however_many_parts_and_processes() -> None:
    expected = put_together([range(60)], 60)
    assert put_together([range(60)], 3) == expected
    assert put_together([range(0, 60, 6), range(3, 60, 6)], 3) == expected
    assert put_together([range(0, 60, 12), range(6, 60, 12)], 6) == expected


def test_a_use_that_is_known_well_enough_is_only_counted() -> None:
    notes = RULESET.notes()
    for number in range(12):
        notes.add(articles(number))
    rows, surplus = notes.take()
    assert (len(rows), surplus) == (12 + 10, {"similar-topic": {"AI": 2}})
    notes.add(articles(12))
    notes.add(articles(13, "ML"))
    rows, surplus = notes.take()
    assert surplus == {"similar-topic": {"AI": 1}}
    assert [row[1:] for row in rows if row[0] == "similar-topic"] == [
        ("13.md", "ML", ("topics", 0), "ML")
    ]
    assert len(rows) == 1 + 2


def test_names_that_are_known_well_enough_are_counted_as_often_as_they_stand_there() -> None:
    providers = "[{title: T, provider: {name: A B}}, {title: U, provider: {name: 'A  B'}}]"
    text = seed_text(1, related=providers)
    ruleset = Ruleset(ValidateSettings(select=("similar-provider",)))
    notes, uses = ruleset.notes(), ruleset.uses()
    for number in range(20):
        notes.add(Articles(read(text.encode(), f"{number}.md")))
    uses.add(notes.take())
    assert sum(use.times for use in uses.by_key("similar-provider")["A B"]) == 40
    assert sum(use.times for use in uses.by_key("similar-provider")["ZDNet"]) == 20


def test_uses_that_were_not_kept_count() -> None:
    notes, uses = RULESET.notes(), RULESET.uses()
    for number in range(25):
        notes.add(articles(number))
    notes.add(articles(25, "ai"))
    uses.add(notes.take())
    found = RULESET.compare(uses)
    assert [(path, fault.message) for path, fault in found if fault.rule == "similar-topic"] == [
        ("25.md", 'topic "ai" is used once, "AI" 25 times')
    ]
