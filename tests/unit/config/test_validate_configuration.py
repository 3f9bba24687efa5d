"""The table [validate] of feeds.toml, and the options that stand for its keys."""

import subprocess
import sys
from pathlib import Path

import pytest

from feeds.config.load import load_settings
from feeds.problems.diagnostics import Severity
from feeds.problems.errors import ConfigError
from feeds.settings import ValidateSettings


def load(folder: Path, text: str, **options: object) -> ValidateSettings:
    path = folder / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    given = {f"validate.{key}": value for key, value in options.items()}
    return load_settings(path, given).validate


def faults(folder: Path, text: str, **options: object) -> list[str]:
    """Return the lines of the error that *text* causes, without the folder."""
    with pytest.raises(ConfigError) as caught:
        load(folder, text, **options)
    return str(caught.value).replace(f"{folder}/", "").splitlines()


def test_every_key_arrives(tmp_path: Path) -> None:
    text = """
        [validate]
        select = ["empty-value", "misspelt-field", "duplicate-url"]
        ignore = ["misspelt-field"]
        severity = { duplicate-url = "warning" }
        known_fields = ["x_*", "layout"]
        [validate.per_path_ignores]
        "archive/" = ["empty-value"]
    """
    assert load(tmp_path, text) == ValidateSettings(
        ("empty-value", "misspelt-field", "duplicate-url"),
        ("misspelt-field",),
        (("duplicate-url", Severity.WARNING),),
        (("archive/", ("empty-value",)),),
        ("x_*", "layout"),
        folder=tmp_path,
    )


def test_rules_that_do_not_exist_are_named(tmp_path: Path) -> None:
    text = """[validate]
ignore = [
  "duplicate-urls",
]
severity.zzz = "info"
[validate.per_path_ignores]
"archive/" = ["emptyvalue"]
"#" = []
"""
    assert faults(tmp_path, text, select=["misspelled-field"]) == [
        'feeds.toml:2: validate.ignore: there is no rule "duplicate-urls";'
        ' did you mean "duplicate-url"?',
        'feeds.toml:5: validate.severity: there is no rule "zzz"; "feeds rule" lists all',
        'feeds.toml:7: validate.per_path_ignores: there is no rule "emptyvalue";'
        ' did you mean "empty-value"?',
        'feeds.toml:8: validate.per_path_ignores "#" matches nothing;'
        " see the patterns of .gitignore",
        '--select: validate.select: there is no rule "misspelled-field";'
        ' did you mean "misspelt-field"?',
    ]


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        (
            '[validate]\nselect = ["empty-value"]\nignore = ["empty-value"]\n', {},
            "feeds.toml:3: validate.select and validate.ignore both name empty-value,",
        ),
        (
            '[validate]\nignore = ["empty-value", "unknown-field"]\n',
            {"select": ["unknown-field"]},
            "feeds.toml:2: --select and validate.ignore both name unknown-field,",
        ),
        (
            '[validate]\nselect = ["empty-value"]\n', {"ignore": ["empty-value"]},
            "feeds.toml:2: validate.select and --ignore both name empty-value,",
        ),
        (
            "",
            {
                "select": ["unknown-field", "empty-value"],
                "ignore": ["empty-value", "image-size", "unknown-field"],
            },
            "--select and --ignore both name empty-value, unknown-field,",
        ),
    ],
)  # fmt: skip
def test_not_every_rule_that_is_selected_may_be_ignored(
    tmp_path: Path, text: str, options: dict[str, object], message: str
) -> None:
    remedy = " so that nothing is checked; leave it out of one of them"
    assert faults(tmp_path, text, **options) == [message + remedy]


def test_a_part_of_what_is_selected_may_be_ignored(tmp_path: Path) -> None:
    chosen = {"select": ["empty-value", "html-entity"]}
    assert load(tmp_path, "", **chosen, ignore=["html-entity"]).ignore == ("html-entity",)


def test_other_tables_are_checked_without_loading_the_rules() -> None:
    program = (
        "import sys; from feeds.config.checks import check_config;"
        " check_config({'site': {'title': 'x'}}); print('feeds.validation.selection' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
