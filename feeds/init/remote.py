"""What the repository that a folder is a clone of tells of the address of its feeds."""

import re
import subprocess
from pathlib import Path

_GITHUB = re.compile(
    r"(?:https://(?:[^/@]+@)?|ssh://git@|git@)github\.com[:/]"
    r"(?P<owner>[A-Za-z0-9-]+)/(?P<name>[\w.-]+?)(?:\.git)?/?"
)


def propose_url(folder: Path) -> str | None:
    """Return where GitHub Pages shows the repository that *folder* is a clone of.

    None if it is no clone of one at GitHub, or if git cannot say so. Source:
    https://docs.github.com/pages, "Types of GitHub Pages sites".
    """
    command = ["git", "-C", str(folder), "config", "--get", "remote.origin.url"]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - git, with arguments that no shell sees
    except OSError:
        return None
    found = _GITHUB.fullmatch(done.stdout.decode(errors="replace").strip())
    if not found:
        return None
    host = f"{found['owner'].lower()}.github.io"
    path = "" if found["name"].lower() == host else f"{found['name']}/"
    return f"https://{host}/{path}"
