"""The workflows of the pages, run as GitHub's runner does: their ``run`` steps, and our action."""

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.plugins.command import ROOT

PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
# How the pages install this project; a test of the pages checks that it is this version.
INSTALL = re.compile(r"pip install seedfeeds==[\d.]+")
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")

Step = dict[str, Any]


def texts(page: str = PAGE) -> dict[str, str]:
    """Return the YAML files that *page* has users copy, by the path in their first line."""
    return dict(re.findall(r"^```yaml\n# (\S+)\n(.*?)^```$", page, re.DOTALL | re.MULTILINE))


def documents(page: str = PAGE) -> dict[str, Any]:
    """Return what is in the YAML files that *page* has users copy, by their paths."""
    return {path: yaml.safe_load(text) for path, text in texts(page).items()}


def section(page: str, heading: str) -> str:
    """Return what stands on *page* below *heading*, up to the next one of any level."""
    found = re.search(
        rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ [^/]*$|\Z)", page, re.DOTALL | re.MULTILINE
    )
    assert found
    return found[1]


def steps_of(workflow: str, page: str = PAGE) -> list[Step]:
    """Return the steps of the one job of *workflow* on *page*."""
    (job,) = documents(page)[workflow]["jobs"].values()
    steps: list[Step] = job["steps"]
    return steps


@dataclass
class Runner:
    """A runner in the folder ``work``; ``context`` are the values of expressions."""

    work: Path
    environment: dict[str, str]
    context: dict[str, str] = field(default_factory=dict)
    installed: bool = True

    def run(self, workflow: str, page: str = PAGE) -> "list[subprocess.CompletedProcess[str]]":
        """Run the steps of *workflow* until one fails; return what became of each command.

        Actions of others are passed over, and feeds is not installed if that is done.
        """
        return self.run_steps(steps_of(workflow, page), {})

    def run_action(self, **given: str) -> "list[subprocess.CompletedProcess[str]]":
        """Run our action with the inputs *given*, as ``run`` does a workflow."""
        defaults = {name: about["default"] for name, about in ACTION["inputs"].items()}
        steps = ACTION["runs"]["steps"][1 if self.installed else 0 :]
        return self.run_steps(steps, defaults | given)

    def run_steps(
        self, steps: Sequence[Step], inputs: Mapping[str, str]
    ) -> "list[subprocess.CompletedProcess[str]]":
        """Run *steps*, of an action that has these *inputs*, until one fails."""
        done: list[subprocess.CompletedProcess[str]] = []
        for step in steps:
            known = self.installed and INSTALL.fullmatch(step.get("run", ""))
            if "run" in step and not known and self._is_due(step, inputs):
                done.append(self._run(step, inputs))
                if done[-1].returncode:
                    break
        return done

    def _is_due(self, step: Step, inputs: Mapping[str, str]) -> bool:
        condition = step.get("if", "true")
        assert condition in {"true", "inputs.args != ''"}
        return condition == "true" or inputs["args"] != ""

    def _expand(self, text: str, inputs: Mapping[str, str]) -> str:
        values = self.context | {f"inputs.{name}": value for name, value in inputs.items()}
        return _EXPRESSION.sub(lambda expression: values[expression[1]], text)

    def _run(self, step: Step, inputs: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
        # What GitHub starts for "shell: bash", and a file whose lines go before the PATH.
        script = self._expand(step["run"], inputs)
        variables = {name: self._expand(text, inputs) for name, text in step.get("env", {}).items()}
        added = self.work.parent / "added-to-path"
        added.touch()
        path = os.pathsep.join([*added.read_text().split("\n")[-2::-1], self.environment["PATH"]])
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
            cwd=self.work,
            env=self.environment | variables | {
                "PATH": path, "GITHUB_PATH": str(added), "GITHUB_ACTIONS": "true",
                "GITHUB_ACTION_PATH": str(ROOT), "RUNNER_TEMP": str(self.work.parent / "runner"),
            },
            capture_output=True, encoding="utf-8", timeout=300, check=False,
        )  # fmt: skip
