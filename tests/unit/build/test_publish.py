"""A build says beforehand what it does."""

import pytest

from tests.acceptance.changing_folder import ChangingFolder


@pytest.mark.parametrize("edited", [False, True])
def test_a_dry_run_reports_what_the_build_then_does(folder: ChangingFolder, edited: bool) -> None:
    folder.write("5.md", topics="[Chips]")
    folder.build()
    if edited:
        (folder.out / "topics/chips/feed.json").write_text("mine")
    (folder.seeds / "5.md").unlink()
    folder.write("3.md", title="Changed")
    dry = folder.build(dry_run=True)
    assert (len(dry.warnings), len(dry.removed)) == ((1, 1) if edited else (0, 2))
    assert dry == folder.build()._replace(dry_run=True)
