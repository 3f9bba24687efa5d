"""A feeds.toml that cannot be read: no file, no text, no TOML."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from feeds.config.load import load_settings
from feeds.problems.errors import ConfigError


@pytest.fixture(autouse=True)
def in_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def fault(text: str) -> str:
    """Return the error that *text* causes as feeds.toml of the current folder."""
    Path("feeds.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_settings(Path("feeds.toml"))
    return str(caught.value)


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)  # in the current folder: the whole path may be too long


class TestUnreadable:
    @pytest.mark.parametrize(
        ("make", "kind"),
        [
            (Path.mkdir, "folder"),
            (os.mkfifo, "pipe"),
            (make_socket, "socket"),
            (lambda path: path.symlink_to("/dev/zero"), "device"),
            (lambda path: path.symlink_to("/dev/null"), "device"),
        ],
        ids=["folder", "pipe", "socket", "endless", "empty"],
    )
    @pytest.mark.parametrize("linked", [False, True], ids=["itself", "by a link"])
    def test_what_is_no_file_is_said_at_once(
        self, tmp_path: Path, make: Callable[[Path], object], kind: str, linked: bool
    ) -> None:
        config = tmp_path / "feeds.toml"
        make(tmp_path / "real" if linked else config)
        if linked:
            config.symlink_to("real")
        with pytest.raises(ConfigError) as caught:
            load_settings(config)
        message = f"feeds.toml: is a {kind}, not a file; name another with --config"
        assert (str(caught.value), caught.value.path) == (message, config)

    def test_a_link_to_a_file_will_do(self, tmp_path: Path) -> None:
        (tmp_path / "shared").mkdir()
        (tmp_path / "shared" / "news.toml").write_text('[build]\nout = "public"\n')
        (tmp_path / "feeds.toml").symlink_to("shared/news.toml")
        assert load_settings(tmp_path / "feeds.toml").build.out == Path("public")

    def test_other_encoding(self) -> None:
        Path("feeds.toml").write_bytes(b'[site]\ntitle = "caf\xe9"\n')
        with pytest.raises(ConfigError) as caught:
            load_settings(Path("feeds.toml"))
        expected = "feeds.toml:2: is not UTF-8 text (byte 0xe9); save the file as UTF-8"
        assert str(caught.value) == expected

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("[site]\ntitle = AI\n", "feeds.toml:2:9: is not valid TOML: Invalid value; put text in quotes"),
            ("[a]\n[a]\n", "feeds.toml:2:3: is not valid TOML: Cannot declare ('a',) twice; a table may stand once only: join the two"),
            ('a = """', "feeds.toml: is not valid TOML: Unterminated string (at end of document); close the quotation mark"),
        ],
    )  # fmt: skip
    def test_toml(self, text: str, message: str) -> None:
        assert fault(text) == message

    @pytest.mark.parametrize("value", ["[" * 20000, "1" * 20000])
    def test_toml_beyond_the_limits_of_python(self, value: str) -> None:
        message = fault(f"a = {value}")
        assert message.startswith("feeds.toml: is not valid TOML: ")

    def test_file_elsewhere_is_named_as_given(
        self, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        config = tmp_path_factory.mktemp("elsewhere") / "feeds.toml"
        config.write_text("a = b")
        with pytest.raises(ConfigError) as caught:
            load_settings(config)
        assert str(caught.value).startswith(f"{config}:1:5: is not valid TOML: ")
