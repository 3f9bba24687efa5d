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
