"""The documentation of the rules, for people, for programs and for the pages in docs/."""

from collections.abc import Iterable, Mapping

from feeds.links.findings import LINK_RULES
from feeds.problems.errors import ConfigError
from feeds.problems.rule import Rule
from feeds.reporters.for_programs import to_json
from feeds.validation import selection as seed_rules
from feeds.verify import ruleset as feed_rules

_PAGES = {
    False: (
        "# Rules\n\nWhat `feeds validate` looks for. `feeds rule ID` prints the same of one rule,"
        " `feeds rule` a list.\nThis page is made from the rules themselves: `make rules` writes"
        " it.\n\nA warning is what subscribers suffer from and builds cannot mend. Where no feed"
        " shows a field, as the excerpt of a\nrelated article or an `originalUrl` beside a"
        " `webUrl`, a warning of a rule is an info.\n\n"
    ),
    True: (
        "# Rules for feeds\n\nWhat [`feeds verify`](verify.md) looks for. `feeds rule ID` prints"
        " the same of one rule,\n`feeds rule --feeds` a list. This page is made from the rules"
        " themselves: `make rules` writes it.\n\n"
    ),
}


def _rules(*, of_feeds: bool) -> Iterable[Rule]:
    return feed_rules.all_rules().values() if of_feeds else seed_rules.all_rules().values()


def _known() -> Mapping[str, Rule]:
    """Return all rules by id: for seeds, for links, and for feeds."""
    return {**seed_rules.all_rules(), **LINK_RULES, **feed_rules.all_rules()}


def list_all(*, of_feeds: bool = False) -> str:
    """Return one line a rule: id, severity, whether it can be fixed, what it is about."""
    rules = list(_rules(of_feeds=of_feeds))
    width = max(len(rule.id) for rule in rules)
    return "".join(_line(rule, width) for rule in rules)


def _line(rule: Rule, width: int) -> str:
    fixable = "fixable" if rule.fixable else ""
    return f"{rule.id:{width}}  {rule.severity:7}  {fixable:7}  {rule.what}\n"


def describe(rule_id: str) -> str:
    """Return the documentation of one rule as Markdown; raise ConfigError if there is none."""
    rule = _known().get(rule_id)
    if rule is None:
        # All that checks configurations is loaded with it.
        from feeds.config.checks import no_such_rule

        raise ConfigError(no_such_rule(rule_id, _known()))
    return _page(rule)


def render_all(*, of_feeds: bool = False) -> str:
    """Return the documentation of all rules as one Markdown page."""
    pages = (f"#{_page(rule)}" for rule in _rules(of_feeds=of_feeds))
    return _PAGES[of_feeds] + "\n".join(pages)


def render_json() -> str:
    """Return all rules, for seeds, links and feeds, as a JSON list sorted by id.

    ``w3c`` is what the W3C feed validator calls the same.
    """
    return to_json([_values(rule) for _, rule in sorted(_known().items())]) + "\n"


def _values(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "severity": rule.severity,
        "summary": rule.what,
        "why": rule.why,
        "remedy": rule.remedy,
        "source": rule.source,
        "w3c": rule.w3c,
    }


def _page(rule: Rule) -> str:
    fixable = "; `feeds validate --fix` mends it" if rule.fixable else ""
    example = f"**Example.**\n\n```{rule.syntax}\n{rule.example}\n```\n\n" if rule.example else ""
    source = f"\n**Source.** {rule.source}\n" if rule.source else ""
    names = ", ".join(rule.w3c)
    w3c = f"\nThe W3C feed validator calls it {names}.\n" if names else ""
    return (
        f"# {rule.id}\n\n"
        f"Severity: {rule.severity}{fixable}.\n\n"
        f"{rule.what}\n\n"
        f"**Why.** {rule.why}\n\n"
        f"{example}**Remedy.** {rule.remedy}\n"
        f"{source}{w3c}"
    )
