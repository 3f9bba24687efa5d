"""The documentation of the rules, for people and for docs/rules.md."""

from feeds.config.checks import no_such_rule
from feeds.problems.errors import ConfigError
from feeds.problems.rule import Rule
from feeds.validation.ruleset import all_rules


def list_all() -> str:
    """Return one line a rule: id, severity, whether it can be fixed, what it is about."""
    rules = all_rules().values()
    width = max(len(rule.id) for rule in rules)
    return "".join(_line(rule, width) for rule in rules)


def _line(rule: Rule, width: int) -> str:
    fixable = "fixable" if rule.fixable else ""
    return f"{rule.id:{width}}  {rule.severity:7}  {fixable:7}  {rule.what}\n"


def describe(rule_id: str) -> str:
    """Return the documentation of one rule as Markdown; raise ConfigError if there is none."""
    rule = all_rules().get(rule_id)
    if rule is None:
        raise ConfigError(no_such_rule(rule_id, all_rules()))
    return _page(rule)


def render_all() -> str:
    """Return the documentation of all rules as one Markdown page."""
    intro = (
        "# Rules\n\nWhat `feeds validate` looks for. `feeds rule ID` prints the same of one rule,"
        " `feeds rule` a list.\nThis page is made from the rules themselves: `make rules` writes"
        " it.\n\n"
    )
    return intro + "\n".join(f"#{_page(rule)}" for rule in all_rules().values())


def _page(rule: Rule) -> str:
    fixable = "; `feeds validate --fix` mends it" if rule.fixable else ""
    return (
        f"# {rule.id}\n\n"
        f"Severity: {rule.severity}{fixable}.\n\n"
        f"{rule.what}\n\n"
        f"**Why.** {rule.why}\n\n"
        f"**Example.**\n\n```yaml\n{rule.example}\n```\n\n"
        f"**Remedy.** {rule.remedy}\n"
    )
