"""What GitHub takes for commands in the output of a job.

Source: actions/runner, src/Runner.Common/ActionCommand.cs and
src/Runner.Worker/ActionCommandManager.cs (TryParseV2, TryParse, TryProcessCommand).
"""

import re
from collections.abc import Iterator

_NAMES = frozenset(
    "add-mask add-matcher add-path debug echo endgroup error group internal-set-repo-path notice"
    " remove-matcher save-state set-env set-output stop-commands warning".split()
)
_NEW = re.compile(r"::(?P<name>[^\s:]+)(?: .*?)?::(?P<data>.*)")
_OLD = re.compile(r"##\[(?P<name>[^\s\]]+)(?: .*?)?\](?P<data>.*)")


def commands(output: str) -> Iterator[tuple[str, str]]:
    """Yield name and data of each command that GitHub obeys in *output*."""
    token = None
    for line in re.split(r"\r\n|\n|\r", output):
        found = _NEW.match(line.strip()) or _OLD.search(line)
        if found is None:
            continue
        if token is not None:
            if found["name"] == token:
                token = None
        elif found["name"] == "stop-commands":
            token = found["data"]
        elif found["name"] in _NAMES:
            yield found["name"], found["data"]
