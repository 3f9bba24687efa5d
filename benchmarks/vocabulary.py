"""The words that generated seeds are made of; what stands first is the most frequent."""

from itertools import product

WORDS = (
    "the a of to and in for with on new open source learning machine deep model models data"
    " training framework cloud platform research language vision graph network neural inference"
    " compiler kernel tensor scale release announces joins launches improves supports brings builds"
    " faster larger smaller public private foundation community developers companies engineers"
    " teams users project projects library tools hardware software chips memory energy cost price"
    " future past today tomorrow year week first second last next better best robust secure simple"
    " how why what when where who it they we its their our is are was will can may has have been"
    " assistant speech image video text code search translation summary benchmark results report"
    " study shows finds says claims warns about against under over between from into after before"
    " OpenAI PyTorch TensorFlow Python Rust café naïve résumé state-of-the-art real-time"
).split()

NAMES = ("Ada", "Grace", "Jane", "John", "Lea", "Noor", "Otto", "Zoë", "Doe", "Müller", "O’Brien")

_FIRST = "Tech Data Cloud Silicon Venture Daily Open Code Neural Digital Info Net Byte Crunch Wire"
_SECOND = (
    "Radar Times Angle Beat News Post Week Review Journal World Insider Hub Report Digest Today"
)

PROVIDERS = (
    ("Microsoft Learn", "microsoft.com"),
    ("Microsoft", "microsoft.com"),
    ("Two Minute Papers", "youtube.com"),
    ("Lectures on AI", "youtube.com"),
    *(
        (f"{first} {second}", f"{first.lower()}{'-' * (index % 9 == 0)}{second.lower()}.test")
        for index, (first, second) in enumerate(product(_FIRST.split(), _SECOND.split()))
    ),
)


def make_providers(count: int) -> tuple[tuple[str, str], ...]:
    """Return name and domain of so many providers, always the same ones."""
    made = list(PROVIDERS[:count])
    pairs = list(product(_FIRST.split(), _SECOND.split()))
    for number in range(len(made), count):
        first, second = pairs[number % len(pairs)]
        made.append((f"{first} {second} {number}", f"{first.lower()}{second.lower()}{number}.test"))
    return tuple(made)


TOPICS = (
    "AI",
    "Machine Learning",
    "Natural Language Processing",
    "Computer Vision",
    "Microsoft AI",
    "Meta AI",
    "Teams integration",
    *(
        f"{area} {kind}"
        for area, kind in product(
            ("Robotics", "Speech", "Healthcare", "Finance", "Edge", "Quantum", "Cloud", "Game"),
            ("research", "tools", "hardware", "policy", "startups"),
        )
    ),
)
