"""The hosts that ``feeds init`` knows: the files that publish there, and what people do there."""

import shlex
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from feeds.files import find
from feeds.init.template import fill

_PULL_REQUESTS = {".github/workflows/seeds.yml": "pull-requests.yml"}
# A file is still that of a host when somebody has changed less than half of its lines.
_KNOWN_AGAIN = 0.5
# A repository without content has no settings of pages, so it is pushed to before they are made.
_PUSH = "push the branch main to a repository at GitHub"
_RUN = (
    "there, under Actions, Feeds, choose Run workflow: a few minutes later the feeds are public,"
    " and from then on each push publishes"
)


@dataclass(frozen=True, slots=True)
class Host:
    """Templates by the paths of what they become, and the last steps to the first feed."""

    files: Mapping[str, str]
    steps: tuple[str, ...]


# The first one is what is proposed.
HOSTS: Mapping[str, Host] = {
    "github-pages": Host(
        {**_PULL_REQUESTS, ".github/workflows/feeds.yml": "github-pages.yml"},
        (_PUSH, "there, under Settings, Pages, choose the source GitHub Actions", _RUN),
    ),
    "netlify": Host(
        {
            **_PULL_REQUESTS,
            ".github/workflows/feeds.yml": "netlify.yml",
            "_headers": "netlify-headers",
        },
        (
            _PUSH,
            "there, under Settings, Environments, make the environment netlify with the secret"
            " NETLIFY_AUTH_TOKEN and the variable NETLIFY_SITE_ID",
            _RUN,
        ),
    ),
    "server": Host(
        {"server.crontab": "server.crontab"},
        (
            "clone this repository on the server, and install feeds there: pip install seedfeeds",
            "write the paths of the server into server.crontab, and there: crontab server.crontab",
        ),
    ),
    "none": Host({}, ("publish the folder out as you like",)),
}


def next_steps(folder: Path, host: Host) -> Iterator[str]:
    """Yield what to do in the new collection in *folder*, up to its first feed on *host*."""
    if folder.resolve() != Path.cwd():
        yield f"cd {shlex.quote(str(folder))}"
    if lines := _not_ignored(folder):
        yield f"add to .gitignore, each on a line of its own: {' '.join(lines)}"
    this = next(name for name, each in HOSTS.items() if each is host)
    for path, owner in _files_of_others(folder, host):
        why = (
            f"and run this again, which writes that for {this}"
            if path in host.files
            else "unless the feeds are published there as well"
        )
        yield f"remove {path}, which is for {owner}, {why}"
    yield "feeds validate    checks the seeds"
    yield "feeds build       then open out/index.html in a browser"
    yield "feeds new URL     writes a seed of a page; install it: pip install 'seedfeeds[new]'"
    above = (folder.resolve(), *folder.resolve().parents)
    repository = next((each for each in above if find(each / ".git")), None)
    if repository and repository != folder.resolve():
        yield (
            f"give the collection a repository of its own, or move .github and"
            f" .pre-commit-config.yaml to {repository}, where alone they are looked for, and adapt"
            " their paths"
        )
    begin = "" if repository else "git init -b main && "
    yield f"{begin}git add . && git commit -m 'Begin a collection'"
    yield "pip install pre-commit && pre-commit install    checks seeds before each commit"
    yield from host.steps


def _files_of_others(folder: Path, host: Host) -> Iterator[tuple[str, str]]:
    """Yield the files in *folder* that were written for another host than *host*, and its name."""
    own = {path for each in HOSTS.values() for path in each.files} - {*_PULL_REQUESTS}
    for path in sorted(own):
        try:
            text = (folder / path).read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        owners = {name: each.files[path] for name, each in HOSTS.items() if path in each.files}
        alike = {name: _likeness(text, template) for name, template in owners.items()}
        owner = max(alike, key=alike.__getitem__)
        if HOSTS[owner] is not host and alike[owner] >= _KNOWN_AGAIN:
            yield path, owner


def _likeness(text: str, template: str) -> float:
    """Return how much of *text* is what was filled into *template*, from 0 to 1."""
    lines = fill(template, defaultdict(str)).splitlines()
    return SequenceMatcher(None, text.splitlines(), lines, autojunk=False).ratio()


def _not_ignored(folder: Path) -> list[str]:
    """Return the lines of our .gitignore that the one in *folder*, if it is another, lacks."""
    wanted = fill("gitignore").splitlines()
    try:
        there = (folder / ".gitignore").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    return [line for line in wanted if line not in there and not line.startswith("#")]
