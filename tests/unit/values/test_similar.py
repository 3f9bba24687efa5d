"""Names that are probably one name: which are told, and how little that costs."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.values.similar import find_intended


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Artifical Intelligence", "Artificial Intelligence"),
        ("Artificial Intellignece", "Artificial Intelligence"),
        ("artificial inteligence", "Artificial Intelligence"),
        ("Robotic", "Robotics"),
        ("IBM Reserch", "IBM Research"),
        ("Kubernetse", "Kubernetes"),
        ("Кибербезопастность", "Кибербезопасность"),
    ],
)
def test_a_slip_beside_a_frequent_name(name: str, other: str) -> None:
    assert find_intended({name: 1, other: 3, "else": 50}) == {name: other}


def test_names_of_which_nothing_is_to_be_seen_are_like_no_other() -> None:
    assert find_intended({"": 3, "\u3164": 1, "\u200b": 1}) == {}


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Tech Radar", "TechRadar"), ("ai", "AI"), ("Meta-AI", "Meta AI"), ("c++", "C++"),
        ("datanami .com", "datanami.com"), ("ＡＩ", "AI"), ("A.I.", "AI"), ("A.I", "AI"),
        ("u.s. news", "U.S. News"), ("TechRadar", "techradar"),
    ],
)  # fmt: skip
def test_another_spelling_beside_a_more_frequent_one(name: str, other: str) -> None:
    assert find_intended({name: 40, other: 41}) == {name: other}


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("C#", "C++"), ("C", "C++"), ("GPT-4", "GPT-3"), ("AR", "AI"), ("Meta AR", "Meta AI"),
        ("Windows 10", "Windows 11"), ("Beta AI", "Meta AI"), ("Tech", "Teach"),
        ("Atypical Names", "Typical Names"), ("NVIDA", "NVIDI"), (".NET", "Net"), ("A.", "A"),
        ("Unsupervised Learning", "Supervised Learning"), ("Python3", "Python2"),
        ("人工智能研究", "人工智能研发"), ("Natural Language", "Natural Language Processing"),
        ("Artfical Intelligence", "Artificial Intelligence"), ("++", "#"), ("", "AI"),
        ("Intelligence Artificial", "Artificial Intelligence"), ("Mashine Lerning", "Machine Learning"),
    ],
)  # fmt: skip
def test_names_that_differ_in_what_counts(name: str, other: str) -> None:
    assert find_intended({name: 1, other: 50}) == {}


@pytest.mark.parametrize("counts", [(1, 2), (2, 5), (40, 41), (5, 5)])
def test_a_name_that_is_not_rare_beside_the_other(counts: tuple[int, int]) -> None:
    assert find_intended(dict(zip(("Robotic", "Robotics"), counts, strict=True))) == {}


def test_of_names_used_equally_often_those_that_differ_only_in_case_are_told() -> None:
    names = {"AI": 4, "ai": 4, "A.I.": 4, "Ai": 1, "Tech Radar": 2, "TechRadar": 2}
    expected = {"AI": "ai", "ai": "AI", "Ai": "ai"}
    assert find_intended(names) == expected
    assert find_intended(dict(reversed(names.items()))) == expected


def test_the_most_frequent_of_several_is_meant() -> None:
    names = {"Kubernete": 1, "Kubernetes": 9, "Kubernetis": 3, "KUBERNETES": 2}
    assert find_intended(names) == {
        "Kubernete": "Kubernetes", "Kubernetis": "Kubernetes", "KUBERNETES": "Kubernetes",
    }  # fmt: skip


@given(st.dictionaries(st.text(max_size=8), st.integers(1, 9)))
def test_what_is_meant_is_always_another_name_and_as_frequent(counts: dict[str, int]) -> None:
    for name, meant in find_intended(counts).items():
        assert name != meant
        assert counts[name] <= counts[meant]


def test_time_grows_with_the_names_and_not_with_their_pairs() -> None:
    def seconds(number: int) -> float:
        names = {f"Provider {chr(97 + i % 26)}{i:x} News": 1 + i % 7 for i in range(number)}
        start = time.process_time()
        find_intended(names)
        return time.process_time() - start

    # Eight times the names would take 64 times as long, if each were compared with each.
    assert min(seconds(8000), seconds(8000)) < 32 * min(seconds(1000) for _ in range(3))


@pytest.mark.parametrize(
    "alike", ["A\u200bI", "\uff21\uff29", "\u0410I", "\u0391\u0399", "\u0430\u0456"]
)
@pytest.mark.parametrize("times", [1, 5])
def test_a_name_that_looks_like_another_is_meant_to_be_that(alike: str, times: int) -> None:
    assert find_intended({"AI": times, alike: times}) == {alike: "AI"}


def test_the_more_frequent_of_two_that_look_alike_is_meant() -> None:
    assert find_intended({"\u041c\u0410\u0421": 9, "MAC": 1}) == {"MAC": "\u041c\u0410\u0421"}


@pytest.mark.parametrize(
    "counts",
    [
        {"ML": 9, "M1": 1},
        {"Modem": 1, "Modern": 9},
        {"MI": 2, "M1": 2},
        {"Caf\u00e9 culture": 1, "Cafe racer": 9},
        {"\u041c\u0438\u0440": 3, "\u0422\u0430\u043d\u043a": 1},
    ],
)
def test_names_that_do_not_look_alike_are_let_be(counts: dict[str, int]) -> None:
    assert find_intended(counts) == {}


def test_a_rare_name_with_a_letter_drawn_alike_is_the_frequent_one() -> None:
    assert find_intended({"AI": 9, "Al": 1, "G20": 9, "G2O": 2}) == {"Al": "AI", "G2O": "G20"}


def test_very_long_names_and_many_of_them_take_little_time() -> None:
    started = time.process_time()
    long = {f"{'a' * 100_000}{n} {'word ' * 1_000}": 3 for n in range(10)}
    assert find_intended(long) == {}
    assert find_intended({f"Topic {n} \u00fc": 3 for n in range(10_000)}) == {}
    assert time.process_time() - started < 5
