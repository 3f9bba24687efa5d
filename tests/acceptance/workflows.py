"""The workflows of docs/ci.md, run as GitHub's runner does: its ``run`` steps, and our action."""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.plugins.command import ROOT

PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
_OURS = "OWNER/feeds@"
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")

Step = dict[str, Any]


def documents() -> dict[str, Any]:
    """Return the YAML files that the page has users copy, by the path in their first line."""
    blocks = re.findall(r"^```yaml\n# (\S+)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    return {path: yaml.safe_load(text) for path, text in blocks}


def steps_of(workflow: str) -> list[Step]:
    """Return the steps of the one job of *workflow*."""
    (job,) = documents()[workflow]["jobs"].values()
    steps: list[Step] = job["steps"]
    return steps


@dataclass
class Runner:
    """A runner in the folder ``work``; ``context`` are the values of expressions."""

    work: Path
    environment: dict[str, str]
    context: dict[str, str] = field(default_factory=dict)
    installed: bool = True

    def run(self, workflow: str) -> "list[subprocess.CompletedProcess[str]]":
        """Run the steps of *workflow* until one fails; return what became of each command.

        Actions of others are passed over, and ours does not install feeds if that is done.
        """
        done: list[subprocess.CompletedProcess[str]] = []
        for step, inputs in self._steps(workflow):
            if "run" in step and self._is_due(step, inputs):
                done.append(self._run(step, inputs))
                if done[-1].returncode:
                    break
        return done

    def _steps(self, workflow: str) -> Iterator[tuple[Step, Mapping[str, str]]]:
        for step in steps_of(workflow):
            if not step.get("uses", "").startswith(_OURS):
                yield step, {}
                continue
            defaults = {name: given["default"] for name, given in ACTION["inputs"].items()}
            inputs = defaults | step.get("with", {})
            for inner in ACTION["runs"]["steps"][1 if self.installed else 0 :]:
                yield inner, {name: self._expand(text, {}) for name, text in inputs.items()}

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
