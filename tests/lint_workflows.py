"""Have zizmor look at the workflows of this repository, and at those that its pages give to copy.

``python -m tests.lint_workflows`` prints what it finds and ends with its exit code.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

_FENCED = re.compile(r"^```yaml\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_WORKFLOW = re.compile(r"^jobs:$", re.MULTILINE)


def copied_workflows(page: str) -> list[str]:
    """Return the GitHub workflows that *page* (Markdown) shows whole."""
    blocks: list[str] = _FENCED.findall(page)
    return [block for block in blocks if _WORKFLOW.search(block)]


def lint(root: Path) -> int:
    """Return zizmor's exit code for the repository at *root*, its README and its docs/."""
    with tempfile.TemporaryDirectory() as folder:
        workflows = Path(folder, ".github", "workflows")
        workflows.mkdir(parents=True)
        for page in [root / "README.md", *sorted((root / "docs").glob("*.md"))]:
            for number, text in enumerate(copied_workflows(page.read_text(encoding="utf-8")), 1):
                name = f"{page.stem}-{number}.yml"
                (workflows / name).write_text(text, encoding="utf-8")
        config = str(ROOT / ".github" / "zizmor.yml")
        places = (str(root / ".github"), str(root / "action.yml"), folder)
        program = str(Path(sys.executable).with_name("zizmor"))
        options = ("--config", config, "--offline", "--pedantic", "--quiet", "--strict-collection")
        return subprocess.run([program, *options, "--", *places], check=False).returncode


if __name__ == "__main__":
    sys.exit(lint(ROOT))
