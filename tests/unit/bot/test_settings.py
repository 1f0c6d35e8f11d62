from __future__ import annotations

from pathlib import Path

import pytest

from bot.event_loops import EventLoop
from bot.settings import FILE_SUFFIX, Settings, load_settings
from domain.errors import ConfigError
from domain.ids import UserId

NAMES = [name.upper() for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name + FILE_SUFFIX, raising=False)
    monkeypatch.chdir(tmp_path)


def test_settings_several_wrong_are_all_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://x")
    monkeypatch.setenv("DEFAULT_TIMEZONE", "Mars/Olympus")
    monkeypatch.setenv("SEND_RATE", "0")
    monkeypatch.setenv("ADMIN_IDS", "1, bob")

    with pytest.raises(ConfigError) as raised:
        load_settings()

    named = {line.split(":")[0] for line in str(raised.value).splitlines()}
    assert named == {"BOT_TOKEN", "DATABASE_URL", "DEFAULT_TIMEZONE", "SEND_RATE", "ADMIN_IDS"}
    assert "BOT_TOKEN: is not set" in str(raised.value)


@pytest.mark.parametrize(("days", "is_taken"), [("0", True), ("6", False), ("7", True)])
def test_outbox_is_kept_for_as_long_as_it_is_looked_up(
    monkeypatch: pytest.MonkeyPatch, days: str, *, is_taken: bool
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "42:abc")
    monkeypatch.setenv("OUTBOX_KEEP_DAYS", days)

    if is_taken:
        assert load_settings().outbox_keep_days == int(days)
    else:
        with pytest.raises(ConfigError, match="OUTBOX_KEEP_DAYS: must be 0 or at least 7"):
            load_settings()


def test_settings_lists_take_commas_spaces_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "42:abc")
    monkeypatch.setenv("ADMIN_IDS", "1, 2 3")
    monkeypatch.setenv("NEWS_FEEDS", "")

    settings = load_settings()

    assert (settings.admin_ids, settings.news_feeds) == (frozenset({1, 2, 3}), ())


def test_settings_wrong_token_is_not_repeated_in_the_complaint(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "not a token at all")

    with pytest.raises(ConfigError) as raised:
        load_settings()

    assert "not a token at all" not in str(raised.value)


def test_settings_webhook_without_secret_and_port_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "42:abc")
    monkeypatch.setenv("WEBHOOK_URL", "https://bot.example.org")

    with pytest.raises(ConfigError, match="WEBHOOK_SECRET"):
        load_settings()


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({"WEB_PORT": "8000"}, ""),
        ({"WEB_PORT": "8000", "PUBLIC_URL": "http://10.0.0.1:8000/"}, "http://10.0.0.1:8000"),
        (
            {"WEB_PORT": "8000", "WEBHOOK_URL": "https://bot.example.org", "WEBHOOK_SECRET": "s"},
            "https://bot.example.org",
        ),
    ],
)
def test_settings_address_of_the_web_port_is_the_public_one_or_the_webhooks(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], address: str
) -> None:
    for name, value in {"BOT_TOKEN": "42:abc", **given}.items():
        monkeypatch.setenv(name, value)

    assert load_settings().web_address == address


@pytest.mark.parametrize(
    ("port", "url", "complaint"),
    [
        ("0", "https://bot.example.org", "PUBLIC_URL needs WEB_PORT"),
        ("8000", "bot.example.org", "PUBLIC_URL: must be"),
        ("8000", "https://bot.example.org/?a=b", "PUBLIC_URL: must be"),
        ("8000", "https://" + "a" * 200, "PUBLIC_URL: must be"),
    ],
)
def test_settings_public_address_that_gives_no_link_is_refused(
    monkeypatch: pytest.MonkeyPatch, port: str, url: str, complaint: str
) -> None:
    for name, value in {"BOT_TOKEN": "42:abc", "WEB_PORT": port, "PUBLIC_URL": url}.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(ConfigError, match=complaint):
        load_settings()


def test_settings_feed_that_is_no_address_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "42:abc")
    monkeypatch.setenv("NEWS_FEEDS", "https://e.org/rss, /etc/passwd")

    with pytest.raises(ConfigError) as raised:
        load_settings()

    assert str(raised.value) == "NEWS_FEEDS: /etc/passwd is not an http or https address"


def test_settings_malformed_database_address_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "42:abc")
    monkeypatch.setenv("DATABASE_URL", "postgresql+asyncpg://me:secret@host:port/x")

    with pytest.raises(ConfigError) as raised:
        load_settings()

    assert str(raised.value) == "DATABASE_URL: cannot be read as a database's address"


def test_settings_may_stand_in_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("42:abc\n")
    (tmp_path / "owners").write_text("1, 2\n")
    (tmp_path / ".env").write_text(f"BOT_TOKEN=\nADMIN_IDS_FILE={tmp_path / 'owners'}\n")
    monkeypatch.setenv("BOT_TOKEN_FILE", str(tmp_path / "token"))

    settings = load_settings()

    assert (settings.bot_token.get_secret_value(), settings.admin_ids) == (
        "42:abc",
        frozenset({UserId(1), UserId(2)}),
    )


def test_settings_files_that_cannot_be_read_are_named_without_their_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("hush hush")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    monkeypatch.setenv("BOT_TOKEN_FILE", "nowhere")
    monkeypatch.setenv("DATABASE_URL_FILE", str(tmp_path / "bytes"))
    monkeypatch.setenv("SEND_RATE", "5")
    monkeypatch.setenv("SEND_RATE_FILE", str(tmp_path / "secret"))

    with pytest.raises(ConfigError) as raised:
        load_settings()

    assert str(raised.value).splitlines() == [
        "BOT_TOKEN_FILE: nowhere: No such file or directory",
        f"DATABASE_URL_FILE: {tmp_path / 'bytes'}: is not text",
        "SEND_RATE_FILE: SEND_RATE is set too, keep one of them",
    ]
    assert "hush" not in str(raised.value)


def test_settings_in_a_file_are_checked_like_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "token").write_text("not a token at all")
    monkeypatch.setenv("BOT_TOKEN_FILE", str(tmp_path / "token"))

    with pytest.raises(ConfigError, match="BOT_TOKEN: is not a bot token"):
        load_settings()


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("proxy.example:3128", "must be like http://host:port"),
        ("ftp://user:hush@proxy.example:21", "must be like http://host:port"),
        ("http://user:hush@proxy.example:70000", "must be like http://host:port"),
        ("http://user:hush@proxy.example:0", "must be like http://host:port"),
        ("socks5://user:hush@proxy.example:1080", "aiohttp-socks (requirements-socks.txt)"),
        ("socks5h://user:hush@proxy.example:1080", "aiohttp-socks (requirements-socks.txt)"),
    ],
)
def test_settings_proxy_that_cannot_be_used_is_refused_without_its_password(
    address: str, complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.settings.find_spec", lambda _: None)
    monkeypatch.setenv("BOT_TOKEN", "42:sandbox")
    monkeypatch.setenv("BOT_PROXY", address)
    with pytest.raises(ConfigError, match="BOT_PROXY: ") as error:
        load_settings(_env_file=None)

    assert complaint in str(error.value)
    assert "hush" not in str(error.value)


def test_settings_event_loop_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "42:sandbox")
    assert load_settings(_env_file=None).event_loop is EventLoop.ASYNCIO

    monkeypatch.setenv("EVENT_LOOP", "uvloop")
    assert load_settings(_env_file=None).event_loop is EventLoop.UVLOOP
    monkeypatch.setattr("bot.settings.find_spec", lambda _: None)
    with pytest.raises(ConfigError, match=r"EVENT_LOOP: uvloop .*\(requirements-uvloop\.txt\)"):
        load_settings(_env_file=None)

    monkeypatch.setenv("EVENT_LOOP", "trio")
    with pytest.raises(ConfigError, match="EVENT_LOOP: "):
        load_settings(_env_file=None)
