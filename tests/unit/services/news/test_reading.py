"""Pages, feeds and pictures as strangers send them: only text, links and pictures come out."""

from __future__ import annotations

import json
import re
import sys
import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.errors import FetchError, ImportFileError
from domain.news.items import LEAD_LIMIT, TEXT_LIMIT, Entity
from domain.texts import utf16_units
from services.files.charsets import decoded
from services.files.richtext import cut, cut_rich, rich_text
from services.language.keyboard_layouts import other_layout
from services.news.files import read_news
from services.news.sources.articles import LANGUAGES, read_article
from services.news.sources.dates import read_date
from services.news.sources.feeds import ENTRIES_LIMIT, parse_feed
from services.news.sources.pictures import picture
from services.news.stems import highlights, stems
from tests.newsroom import rss, rss_item

FEED = "https://news.example.org/feed"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452")


def atom(*entries: str) -> bytes:
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Атом</title>'
        f"{''.join(entries)}</feed>"
    ).encode()


# -- text


def test_rich_text_keeps_links_and_emphasis_only() -> None:
    found = rich_text(
        '<p onclick="x()">Это <b>важно</b>: <a href="/a?b=1&amp;c=2">здесь 🙂 <i>тут</i></a>.</p>'
        "<script>alert('x')</script><style>p{}</style><iframe src=x>нет</iframe>"
        '<p><a href="javascript:alert(1)">не ссылка</a></p>',
        "https://e.org/x/",
    )

    assert found.text == "Это важно: здесь 🙂 тут.\n\nне ссылка"
    assert found.entities == (
        Entity("bold", 4, 5),
        Entity("text_link", 11, 12, "https://e.org/a?b=1&c=2"),
        Entity("italic", 20, 3),
    )


def test_rich_text_lists_and_lines_stay_lines() -> None:
    html = "Раз<br>два<ul><li>три</li><li>четыре</li></ul>&nbsp;пять  &lt;b&gt;"

    assert rich_text(html).text == "Раз\nдва\n\n• три\n• четыре\n\nпять <b>"


def test_rich_text_picture_is_no_tracking_pixel() -> None:
    html = (
        '<img src="https://count.example.org/1.gif" width="1" height="1">'
        '<img src="data:image/png;base64,AA">'
        '<img src="/photo.jpg" width="640">'
    )

    assert rich_text(html, "https://e.org").picture_url == "https://e.org/photo.jpg"


@pytest.mark.parametrize(
    "html",
    [
        "<!--" * 50_000,
        "<a " * 100_000,
        "<![CDATA[" * 30_000,
        "<div>" * 50_000 + "x",
        "<b x='" * 60_000,
        "&#x" * 100_000,
        "\x00\x01\u202e",
        "&#0;&#xD800;&#x10FFFF;<p",
    ],
)
def test_rich_text_of_hostile_markup_is_bounded_and_quick(html: str) -> None:
    began = time.process_time()
    found = rich_text(html)

    assert time.process_time() - began < 2
    assert utf16_units(found.text) <= TEXT_LIMIT
    found.text.encode()


def test_cut_ends_with_a_sentence_and_entities_with_it() -> None:
    text = "Первое 🙂 предложение. Второе предложение длиннее."
    entities = (Entity("bold", 7, 40), Entity("italic", 45, 3))

    found = cut_rich(text, entities, 30)

    assert found.text == "Первое 🙂 предложение."
    assert found.entities == (Entity("bold", 7, utf16_units(found.text) - 7),)
    assert cut("слово " * 10, 20) == "слово слово слово…"
    assert utf16_units(cut("🙂" * 50, 21)) <= 21


def test_stems_are_the_same_for_all_forms() -> None:
    assert stems("Кластеры, кластеров; КЛАСТЕРЕ") == stems("кластер кластер кластер")
    assert stems("ёлка") == stems("елка")
    assert other_layout(other_layout("Новости: Championship")) == "Новости: Championship"
    assert highlights("О кластерах и ёлках", stems("кластер елка")) == [(2, 11), (14, 19)]


# -- charsets


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r"])
def test_decoded_text_in_its_charset(charset: str) -> None:
    page = f'<meta charset="{charset}"><p>Приёмная кампания</p>'

    assert "Приёмная кампания" in decoded(page.encode(charset))


@pytest.mark.parametrize("told", ["utf-8", "iso-8859-1", "nonsense", "utf-16"])
def test_decoded_text_whose_charset_is_told_wrong(told: str) -> None:
    page = f'<?xml version="1.0" encoding="{told}"?><p>Приём</p>'

    assert "Приём" in decoded(page.encode())
    if told not in {"iso-8859-1"}:
        assert "Приём" in decoded(page.encode("cp1251"))


# -- feeds


def test_feed_rss_entry_is_whole() -> None:
    body = rss(
        "<item><title>Заголовок &amp;amp; всё</title><guid>7</guid><link>/n/7</link>"
        "<description>&lt;p&gt;Кратко&lt;/p&gt;</description>"
        "<enclosure url='https://e.org/p.jpg' type='image/jpeg' length='1'/>"
        "<pubDate>Sat, 01 Nov 2025 10:00:00 +0300</pubDate></item>"
    )

    (entry,) = parse_feed(body, FEED).entries

    assert (entry.guid, entry.content.title, entry.content.text) == (
        "7",
        "Заголовок & всё",
        "Кратко",
    )
    assert entry.content.url == "https://news.example.org/n/7"
    assert entry.content.picture_url == "https://e.org/p.jpg"
    assert entry.published_at == datetime(2025, 11, 1, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("enclosure", "url"),
    [
        ("url='/i/a.JPG'", "https://news.example.org/i/a.JPG"),
        ("url='https://e.org/a.png?w=5'", "https://e.org/a.png?w=5"),
        ("url='/i/a.jpg' type='audio/mpeg'", ""),
        ("url='/i/a.mp3'", ""),
        ("url='/a.jpg/view'", ""),
    ],
)
def test_feed_enclosure_without_a_type_is_known_by_its_name(enclosure: str, url: str) -> None:
    item = f"<item><title>Т</title><link>/a</link><enclosure {enclosure}/></item>"
    [entry] = parse_feed(rss(item), FEED).entries

    assert entry.content.picture_url == url


def test_feed_atom_entry_takes_the_longer_text() -> None:
    body = atom(
        "<entry><id>tag:1</id><title type='html'>&lt;b&gt;Жирно&lt;/b&gt;</title>"
        "<link href='https://e.org/1'/><updated>2025-11-01T10:00:00Z</updated>"
        "<summary>Кратко.</summary><content type='html'>&lt;p&gt;Гораздо длиннее.&lt;/p&gt;"
        "</content></entry>"
    )

    (entry,) = parse_feed(body, FEED).entries

    found = entry.content
    assert (found.title, found.lead, found.text) == ("Жирно", "Кратко.", "Гораздо длиннее.")
    assert entry.published_at == datetime(2025, 11, 1, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "key"),
    [
        (b"", "feed-not-a-feed"),
        (b"<html><body><p>Hello</p></body></html>", "feed-not-a-feed"),
        (b"/etc/passwd", "feed-not-a-feed"),
        (b"https://example.org/feed", "feed-not-a-feed"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "feed-not-a-feed"),
        (
            b'<!DOCTYPE l [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>' + rss(rss_item(1)),
            "feed-has-entities",
        ),
        ('<!DOCTYPE l [<!ENTITY a "x">]><rss/>'.encode("utf-16"), "feed-has-entities"),
        (b'<rss version="2.0"><channel>' + b"<a>" * 100_000, "feed-too-large"),
    ],
)
def test_feed_that_is_none_is_refused(body: bytes, key: str) -> None:
    with pytest.raises(FetchError) as raised:
        parse_feed(body, FEED)

    assert raised.value.key == key


def test_feed_that_breaks_off_gives_what_came_whole() -> None:
    body = rss(*(rss_item(n, text="Слово " * 50) for n in range(5)))

    found = parse_feed(body[: len(body) - 200], FEED).entries

    assert [entry.guid for entry in found] == ["g0", "g1", "g2", "g3"]
    assert {entry.content.text for entry in found} == {("Слово " * 50).strip()}


def test_feed_in_a_charset_that_it_does_not_tell() -> None:
    body = rss(rss_item(1, "Приём")).decode().encode("cp1251")

    assert parse_feed(body, FEED, "text/xml; charset=utf-8").entries[0].content.title == "Приём"


@pytest.mark.slow
def test_feed_of_one_huge_item_is_cut_in_time() -> None:
    began = time.process_time()
    (entry,) = parse_feed(rss(rss_item(1, text="<b>слово</b> " * 600_000)), FEED).entries

    assert time.process_time() - began < 10
    assert utf16_units(entry.content.text) <= TEXT_LIMIT
    assert utf16_units(entry.content.lead) <= LEAD_LIMIT


def test_feed_of_too_many_items_gives_the_first() -> None:
    found = parse_feed(rss(*(rss_item(n) for n in range(5_000))), FEED).entries

    assert [entry.guid for entry in found] == [f"g{n}" for n in range(ENTRIES_LIMIT)]


def test_feed_dates_that_cannot_be_are_none() -> None:
    dates = ["", "вчера", "Mon, 99 Foo 9999 99:99:99", "Thu, 01 Jan 1970 00:00:00 GMT"]
    items = [f"<item><title>{n}</title><pubDate>{d}</pubDate></item>" for n, d in enumerate(dates)]

    assert [e.published_at for e in parse_feed(rss(*items), FEED).entries] == [None] * 4


def test_feed_entry_without_a_word_is_left_out_and_a_guid_counts_once() -> None:
    items = ["<item><guid>1</guid></item>", rss_item(2), rss_item(2, "Другое")]

    assert [e.content.title for e in parse_feed(rss(*items), FEED).entries] == ["Новость 2"]


def test_feed_entry_without_title_is_called_by_its_first_sentence() -> None:
    item = "<item><description>Первое. Второе.</description></item>"

    assert parse_feed(rss(item), FEED).entries[0].content.title == "Первое. Второе."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Пн, 14 сен 2026 10:00:00 +0300", "2026-09-14 07:00"),
        ("14 сентября 2026 г., 10:00", "2026-09-14 07:00"),
        ("14 сентября 2026 в 10:00", "2026-09-14 07:00"),
        ("2026/09/14 10:00:00", "2026-09-14 07:00"),
        ("2026/09/14", "2026-09-13 21:00"),
        ("14.09.2026 10:00", "2026-09-14 07:00"),
        ("2026-09-14 10:00:00 +0500", "2026-09-14 05:00"),
        ("2026-09-14T10:00:00Z", "2026-09-14 10:00"),
        ("Mon, 23 Nov 2026 11:00:00 MSK", "2026-11-23 08:00"),
        ("Mon, 23 Nov 2026 11:00:00 YEKT", "2026-11-23 06:00"),
        ("Mon, 23 Nov 2026 11:00:00 EST", "2026-11-23 16:00"),
        ("Mon, 23 Nov 2026 11:00 GMT", "2026-11-23 11:00"),
        ("Mon, 23 Nov 2026 11:00:00", "2026-11-23 08:00"),
        ("23 November 2026", "2026-11-22 21:00"),
        ("Tue Dec 15 10:00:00 MSK 2026", "2026-12-15 07:00"),
        ("Tue Dec 15 10:00:00 YEKT 2026", "2026-12-15 05:00"),
        ("10:00, 14 сентября 2026", "2026-09-14 07:00"),
        ("10:00 14.09.2026", "2026-09-14 07:00"),
        ("14-09-2026 10:00", "2026-09-14 07:00"),
        ("14.09.26", "2026-09-13 21:00"),
        ("пн, 14 септември 2026 г., 10:00 ч.", "2026-09-14 07:00"),
        ("9/14/2026 10:00:00 AM", "2026-09-14 07:00"),
        ("9/14/2026 10:00:00 PM", "2026-09-14 19:00"),
        ("10/12/2026 10:00 AM", "2026-10-12 07:00"),
        ("14/09/2026 10:00", "2026-09-14 07:00"),
        ("1789369200", "2026-09-14 07:00"),
        ("/Date(1789369200000+0300)/", "2026-09-14 07:00"),
        ("20260914100000", "2026-09-14 07:00"),
        ("2026-09-14T10:00:00 03:00", "2026-09-14 07:00"),
        ("2026-09-14 10:00:00 +0300 MSK", "2026-09-14 07:00"),
        ("14 септември 2026 10:00", "2026-09-14 07:00"),
        ("14 вересня 2026 10:00", "2026-09-14 07:00"),
        ("14 верасня 2026 10:00", "2026-09-14 07:00"),
        ("14 қыркүйек 2026 10:00", "2026-09-14 07:00"),
    ],
)
def test_feed_dates_as_sites_write_them(text: str, expected: str) -> None:
    found = read_date(text, ZoneInfo("Europe/Moscow"))

    assert found is not None
    assert f"{found:%Y-%m-%d %H:%M}" == expected


def test_feed_date_that_nobody_reads_is_known_to_be_there() -> None:
    said = "<item><title>А</title><pubDate>позавчера</pubDate></item>"
    silent = "<item><title>Б</title></item>"

    found = parse_feed(rss(said, silent), FEED).entries
    assert [(e.published_at, e.is_date_unread) for e in found] == [(None, True), (None, False)]


def test_feed_guid_that_several_items_share_names_none() -> None:
    items = [
        f"<item><title>{n}</title><guid>N/A</guid><link>https://e.org/{n}</link></item>"
        for n in range(3)
    ]
    bare = [f"<item><title>{n}</title><guid>N/A</guid></item>" for n in range(2)]

    found = parse_feed(rss(*items), FEED).entries
    assert [entry.guid for entry in found] == [f"https://e.org/{n}" for n in range(3)]
    assert len(parse_feed(rss(*bare), FEED).entries) == 2


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("https://e.org/новости/День открытых.html", "https://e.org/новости/День%20открытых.html"),
        ("https://e.org/?id=5&lang=ru", "https://e.org/?id=5&lang=ru"),
        ("https://e.org/?id=5&amp;copy=1", "https://e.org/?id=5&copy=1"),
        ("\n https://e.org/a\n b ", "https://e.org/a%20b"),
        ("https://e org/", ""),
    ],
)
def test_feed_addresses_are_completed_as_browsers_do(link: str, url: str) -> None:
    body = rss(f"<item><title>x</title><link>{link}</link></item>")

    assert parse_feed(body, FEED).entries[0].content.url == url


def test_feed_of_yandex_has_its_text() -> None:
    body = rss("<item><title>И</title><yandex:full-text>Первое место.</yandex:full-text></item>")
    named = body.replace(b"<rss ", b'<rss xmlns:yandex="http://news.yandex.ru" ')

    assert parse_feed(named, FEED).entries[0].content.text == "Первое место."


def test_feed_in_json() -> None:
    body = json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Колледж",
            "items": [
                {
                    "id": "1",
                    "url": "https://e.org/1",
                    "title": "Конкурс",
                    "content_html": "<p>Приходите!</p>",
                    "date_published": "2026-11-23T10:00:00+03:00",
                },
                {"id": "2", "content_text": "1 < 2. Второе."},
            ],
        }
    ).encode()

    feed = parse_feed(body, FEED)
    first, second = feed.entries
    assert (feed.title, first.guid, first.content.title) == ("Колледж", "1", "Конкурс")
    assert (first.content.text, first.content.url) == ("Приходите!", "https://e.org/1")
    assert first.published_at == datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert second.content.text == "1 < 2. Второе."


# -- articles


LOCALES = "dateparser.data.date_translation_data."

PAGE = """<html><head><title>Сайт</title>
<meta property="og:title" content="Чемпионат в Москве">
<meta property="og:image" content="/p.jpg"><meta property="og:description" content="Коротко.">
<meta property="article:published_time" content="2025-11-01T10:20:00+03:00"></head><body>
<nav><a href="/">Меню сайта</a></nav><article><h1>Чемпионат в Москве</h1>
<p>Первый абзац про <b>чемпионат</b> и <a href="/more">ссылку</a>, достаточно длинный.</p>
<p>Второй абзац тоже длинный: в нём рассказано, как прошли соревнования студентов.</p>
<script>evil()</script></article><footer>Подвал сайта</footer></body></html>"""


def with_line(line: str) -> bytes:
    """The page with that line, and no other word of its day."""
    page = re.sub(r'<meta property="article:published_time"[^>]*>', "", PAGE)
    return page.replace("<p>Первый", f"<p>{line}</p><p>Первый").encode()


@pytest.mark.slow
@pytest.mark.parametrize("charset", ["utf-8", "cp1251"])
def test_article_gives_title_lead_text_picture_and_date(charset: str) -> None:
    found = read_article(PAGE.encode(charset), "https://e.org/a/1")

    content = found.content
    assert (content.title, content.lead) == ("Чемпионат в Москве", "Коротко.")
    assert content.text.startswith("Первый абзац про чемпионат и ссылку, достаточно длинный.\n\n")
    assert not {"evil", "Меню", "Подвал"} & set(content.text.replace("(", " ").split())
    assert Entity("text_link", 29, 6, "https://e.org/more") in content.entities
    assert content.picture_url == "https://e.org/p.jpg"
    assert found.published_at == datetime(2025, 11, 1, 7, 20, tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Опубликовано 12 мая 2025 года", datetime(2025, 5, 12, tzinfo=UTC)),
        ("<b>Дата публикации:</b> <span>3 сент. 2025</span>", datetime(2025, 9, 3, tzinfo=UTC)),
        ("Размещено: 1 января 2025 г.", datetime(2025, 1, 1, tzinfo=UTC)),
        ("Опубликовано: 12&nbsp;мая&#160;2025&nbsp;г.", datetime(2025, 5, 12, tzinfo=UTC)),
        ("1&nbsp;января&nbsp;2025", datetime(2025, 1, 1, tzinfo=UTC)),
        ("12.05.2025", datetime(2025, 5, 12, tzinfo=UTC)),
        ("12 мая 2025", datetime(2025, 5, 12, tzinfo=UTC)),
        ("01.01.2025", datetime(2025, 1, 1, tzinfo=UTC)),
        ("1 января 2025", datetime(2025, 1, 1, tzinfo=UTC)),
        ("1 сентября 2025", datetime(2025, 9, 1, tzinfo=UTC)),
        ("Published on January 1, 2025", datetime(2025, 1, 1, tzinfo=UTC)),
        ("День открытых дверей пройдёт 12 декабря 2025 года", None),
        ("© 2010-2025 Колледж", None),
        ("Приём в 2025 году", None),
    ],
)
def test_article_is_of_a_day_that_its_page_writes(line: str, day: datetime | None) -> None:
    """htmldate makes the first of January of a year: trafilatura 2.3.1 takes its dates from it."""
    assert read_article(with_line(line), "https://e.org/a/1").published_at == day


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Понедельник, 12 Мая 2025 г.", datetime(2025, 5, 12, tzinfo=UTC)),
        ("5 марта 2025 г. 10:00", datetime(2025, 3, 5, tzinfo=UTC)),
        ("12 сен 2025", datetime(2025, 9, 12, tzinfo=UTC)),
        ("Август 12, 2025", datetime(2025, 8, 12, tzinfo=UTC)),
        ("12 дек, 2024", datetime(2024, 12, 12, tzinfo=UTC)),
        ("Sunday, 4th of May 2025", datetime(2025, 5, 4, tzinfo=UTC)),
        ("Sept. 4, 2025", datetime(2025, 9, 4, tzinfo=UTC)),
        ("12 травня 2025", datetime(2025, 5, 12, tzinfo=UTC)),
        ("12 снежня 2024", datetime(2024, 12, 12, tzinfo=UTC)),
        ("12 желтоқсан 2024", datetime(2024, 12, 12, tzinfo=UTC)),
        ("2025 сыл ыам ыйын 12", datetime(2025, 5, 12, tzinfo=UTC)),
        ("15 июля 2024 года в колледже", None),
    ],
)
def test_days_in_other_words_are_read_with_few_languages_loaded(
    line: str, day: datetime | None
) -> None:
    """All that dateparser knows would take two seconds and 40 MiB."""
    found = read_article(with_line(line), "https://e.org/a/1")

    loaded = {name.rpartition(".")[2] for name in sys.modules if name.startswith(LOCALES)}
    assert found.published_at == day
    assert loaded <= LANGUAGES


@pytest.mark.slow
@pytest.mark.parametrize("page", [b"", b"<html></html>", b"\x89PNG", b"<p>" * 50_000, b"not html"])
def test_article_that_is_none_is_refused(page: bytes) -> None:
    with pytest.raises(FetchError):
        read_article(page, "https://e.org/a")


# -- pictures


def size(width: int, height: int) -> bytes:
    return width.to_bytes(4, "big") + height.to_bytes(4, "big")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (PNG + size(640, 480), ("picture.png", 640, 480)),
        (b"GIF89a\x80\x02\xe0\x01", ("picture.gif", 640, 480)),
        (
            b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x01\xe0\x02\x80\x03",
            ("picture.jpg", 640, 480),
        ),
        (
            b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + b"\x7f\x02\x00\xdf\x01\x00",
            ("picture.webp", 640, 480),
        ),
        (PNG + size(1, 1), None),
        (PNG + size(20_000, 20_000), None),
        (PNG + size(5_000, 10), None),
        (PNG, None),
        (b"\xff\xd8\xff\xe0\xff", None),
        (b"<html>404</html>", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"", None),
    ],
)
def test_picture_is_known_by_its_first_bytes(
    data: bytes, expected: tuple[str, int, int] | None
) -> None:
    found = picture(data)

    assert (found and (found.name, found.width, found.height)) == expected


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            "&amp;lt;p&amp;gt;Привет&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;Ещё&amp;lt;/p&amp;gt;",
            "Привет\n\nЕщё",
        ),
        ("&amp;lt;b&amp;gt;Да&amp;lt;/b&amp;gt; &amp;amp;mdash; нет", "Да — нет"),
        ("<![CDATA[&lt;p&gt;Привет&lt;/p&gt;]]>", "Привет"),
        ("раз&amp;lt;br /&amp;gt;два", "раз\nдва"),
        ("&lt;p&gt;Тег &amp;lt;b&amp;gt; жирный&lt;/p&gt;", "Тег <b> жирный"),
        ("1 &amp;lt; 2, &amp;lt;3", "1 < 2, <3"),
    ],
)
def test_text_that_a_site_escapes_twice_has_no_markup(written: str, read: str) -> None:
    feed = rss(f"<item><title>Н</title><guid>1</guid><description>{written}</description></item>")
    [entry] = parse_feed(feed, FEED).entries

    assert entry.content.text == read


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("/news/5", "https://example.org/news/5"),
        ("news/5", "https://example.org/news/5"),
        ("https://other.example.org/5", "https://other.example.org/5"),
    ],
)
def test_links_of_an_export_are_completed_by_its_site(link: str, url: str) -> None:
    export = (
        "<rss version='2.0'><channel><title>Т</title><link>https://example.org/</link>"
        f"<item><title>Н</title><guid isPermaLink='false'>5</guid><link>{link}</link></item>"
        "</channel></rss>"
    ).encode()
    zone, now = ZoneInfo("Europe/Moscow"), datetime(2026, 11, 30, tzinfo=UTC)
    [entry] = read_news("export.xml", export, zone, now).entries

    assert entry.content.url == url


def test_table_of_news_without_titles_is_told_what_it_has_instead() -> None:
    zone, now = ZoneInfo("Europe/Moscow"), datetime(2026, 11, 30, tzinfo=UTC)
    with pytest.raises(ImportFileError) as refused:
        read_news("n.csv", "Имя;Текст\nа;б\n".encode(), zone, now)

    assert refused.value.params["seen"] == "«имя», «текст»"


def test_date_whose_month_nobody_knows_is_none() -> None:
    assert read_date("10/12/2026 10:00", UTC) is None


def test_feed_of_a_map_of_news() -> None:
    page = (
        "<url><loc>https://college.example/1</loc><news:news><news:publication_date>"
        "2026-09-14T10:00:00+03:00</news:publication_date><news:title>Цех &amp; люди</news:title>"
        "</news:news></url><url><loc>https://college.example/2</loc></url>"
    )
    text = (
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{page}</urlset>'
    )
    [entry] = parse_feed(text.encode(), FEED).entries

    assert (entry.content.title, entry.content.url) == ("Цех & люди", "https://college.example/1")
    assert entry.published_at == datetime(2026, 9, 14, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("inner", "title"),
    [("А &#55357;&#56832;", "А 😀"), ("А&#55357; б", "А б"), ("А&#0;&#11; б", "А б")],
)
def test_reference_to_no_character_spoils_no_feed(inner: str, title: str) -> None:
    """One half of a character kept the whole feed out."""
    [entry] = parse_feed(rss(f"<item><title>{inner}</title></item>"), FEED).entries

    assert entry.content.title == title


@pytest.mark.parametrize(
    "inner",
    [
        "<image><url>https://e.org/p.jpg</url></image>",
        "<description>&lt;img src='data:image/gif;base64,R0' data-src='https://e.org/p.jpg'>Б"
        "</description>",
    ],
)
def test_feed_picture_is_found_where_few_have_it(inner: str) -> None:
    [entry] = parse_feed(rss(f"<item><title>А</title>{inner}</item>"), FEED).entries

    assert entry.content.picture_url == "https://e.org/p.jpg"


def test_feed_of_turbo_pages_has_its_text() -> None:
    body = "<turbo:content><![CDATA[<p>Слова</p>]]></turbo:content>"
    text = rss(f"<item><title>А</title>{body}</item>").decode()
    namespace = '<rss xmlns:turbo="http://turbo.yandex.ru"'
    [entry] = parse_feed(text.replace("<rss", namespace, 1).encode(), FEED).entries

    assert entry.content.text == "Слова"


def test_feed_in_utf_16_without_its_mark() -> None:
    text = rss("<item><title>Открытие</title></item>").decode()

    assert parse_feed(text.encode("utf-16-le"), FEED).entries[0].content.title == "Открытие"


def test_export_of_blogger_gives_its_posts() -> None:
    def entry(number: int, kind: str, more: str = "") -> str:
        term = f"http://schemas.google.com/blogger/2008/kind#{kind}"
        return (
            f'<entry><id>{number}</id><title>{kind}</title><category term="{term}"/>{more}</entry>'
        )

    draft = "<app:control><app:draft>yes</app:draft></app:control>"
    kinds = [entry(1, "post"), entry(2, "comment"), entry(3, "template"), entry(4, "post", draft)]
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:app="http://www.w3.org/2007/app">'
        + "".join(kinds)
        + "</feed>"
    )
    found = read_news(
        "b.xml", text.encode(), ZoneInfo("Europe/Moscow"), datetime(2026, 12, 1, tzinfo=UTC)
    )

    assert [one.guid for one in found.entries] == ["1"]


def test_table_of_news_has_columns_in_russian() -> None:
    table = "Заголовок;Текст;Ссылка;Дата\nЦех;Слова;college.example/1;14.09.2026 10:00\n"
    now = datetime(2026, 11, 23, tzinfo=UTC)
    [entry] = read_news("n.csv", table.encode(), ZoneInfo("Europe/Moscow"), now).entries

    assert (entry.content.title, entry.content.url, entry.published_at) == (
        "Цех", "https://college.example/1", datetime(2026, 9, 14, 7, tzinfo=UTC),
    )  # fmt: skip


def test_stray_octets_in_a_short_feed_garble_nothing() -> None:
    text = rss("<item><title>Открытие цеха</title></item>").replace(b"</rss>", b"\xcd\xee</rss>")

    assert parse_feed(text, FEED).entries[0].content.title == "Открытие цеха"
