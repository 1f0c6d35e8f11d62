from __future__ import annotations

import random
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast

import ui.translator
from domain.announcements.announcements import (
    AnnouncementState,
    DispatchAction,
    DispatchState,
    PostKind,
)
from domain.announcements.audiences import CONDITIONS, VALUE_TYPES, AudienceKind
from domain.clusters.answers import AnswerField, AnswerSection
from domain.clusters.card_reports import CardField
from domain.clusters.cards import Industry
from domain.clusters.comparisons import Aspect
from domain.clusters.coverage import Extent
from domain.clusters.facts import Fact, StudyForm
from domain.clusters.searches import Opening, Order
from domain.errors import ConfigError
from domain.news.items import NewsState
from domain.news.subscriptions import DigestFrequency, SubscriptionKind
from domain.outgoing import Kind
from domain.people.admission_dates import AdmissionDate
from domain.people.users import Category, Language, Role
from domain.places.geo import Compass
from domain.places.places import AreaKind
from domain.programme.materials import FileType
from domain.programme.participants import ProfileField, Relation
from domain.programme.questions import QuestionState
from handlers.callbacks.news.editing import NewsAct, NewsField, SourceAct, TopicAct
from handlers.callbacks.programme.downloads import Format
from handlers.clusters.cards.contact_views import CONTACTS
from handlers.clusters.inline_mode.views import EXAMPLES
from handlers.clusters.search.unread_views import EXAMPLES_SHOWN
from handlers.news.editing.views import PICTURE_ERRORS
from handlers.programme.directory.views import REQUEST_MARKS
from handlers.programme.session_screens import SessionScreen
from services.clusters.editing import EDITED
from services.programme.admission.attendee_lists import COLUMNS
from services.programme.files.diff import ChangeKind
from services.programme.session_fields import Field
from services.search.reading.intents import Limit
from services.search.reading.names import Role as NameRole
from ui.translator import LOCALES, check_locales, message_keys, nested, translator
from ui.words import messages

ROOT = Path(__file__).parents[3]
PRODUCT = ("bot", "handlers", "ui", "services", "outbox", "db", "domain")

KEY_IN_CODE = re.compile(
    r"""(?:\bt|plain|labels|Pressed|main_menu|chosen|UserError|NotFound|Forbidden"""
    r"""|ImportFileError|_key|_choice|_turn)\("""
    r"""\s*(?:t,\s*|origin, page, t,\s*)?"([a-z][a-z0-9-]+)\""""
)


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (1, "1 кластер"),
        (2, "2 кластера"),
        (5, "5 кластеров"),
        (11, "11 кластеров"),
        (21, "21 кластер"),
        (104, "104 кластера"),
    ],
)
def test_russian_plurals_are_right(count: int, text: str) -> None:
    said = translator(Language.RU)("favourites-title", count=count)

    assert said == f"<b>Мои кластеры</b> — {text}"


def test_string_parameters_are_escaped_in_texts_and_not_in_labels() -> None:
    t = translator(Language.EN)

    assert t("settings-home", place='<3 & "x"') == "My place: &lt;3 &amp; &quot;x&quot;"
    assert t.plain("settings-home", place='<3 & "x"') == 'My place: <3 & "x"'


def test_long_value_is_put_in_whole_and_escaped() -> None:
    """Fluent refuses placeables over 1,000 characters; a report's comment may be that long."""
    text = translator(Language.EN)("settings-home", place="<" * 1500)

    assert text == "My place: " + "&lt;" * 1500


@pytest.mark.slow
@pytest.mark.parametrize("language", Language)
def test_every_text_is_as_fluent_makes_it(language: Language) -> None:
    bundle = FluentBundle([language.value], use_isolating=False)
    for path in (LOCALES / language.value).rglob("*.ftl"):
        bundle.add_resource(FluentResource(path.read_text("utf-8")))
    for key, names in message_keys(language).items():
        for params in (
            {name: f"«{name}» & {{0}}" for name in names},
            dict.fromkeys(names, 1234),
            dict.fromkeys(names, -0.12345),
        ):
            pattern = bundle.get_message(key).value
            assert pattern is not None
            expected, errors = bundle.format_pattern(pattern, params)
            assert (translator(language).plain(key, **params), errors) == (
                nested(str(expected)),
                [],
            )


@pytest.mark.parametrize(
    "text",
    [
        "a = words {$n}, { $n }   \n",
        "a = { $n }\n\n\nb = next\n",
        "a = begins\n  goes on\n",
        "a = begins\n\n  goes on after an empty line\nb = next\n",
        "a = text\n    .title = attribute\n",
        'a = { "quoted" }\n',
        "# comment\na = under a comment\n# comment\n",
        "-term = own\na = { -term } = equals\n",
        "a=tight = { $n }-{ $n }\nb = x",
        "a =\n\n    first\n      further in\n\n    last  \nb = x\n",
        "a = inline\n      deep\n    less deep { $n }\nb = x\n",
        'a = { $n ->\n    [1] one\n   *[other] {""}\n} after\nb = x\n',
        "a =\n    { $n ->\n      [-1.5] x { $n }\n     *[few] y\n    }\n    more\nb = x\n",
        "a = { $n ->\n   *[x] { $n ->\n       *[y] deep\n    }\n}\nb = x\n",
        "a = { b } named\nb = { $n ->\n    [5] five\n   *[other] other\n}\nc = d\n",
    ],
)
def test_texts_of_every_shape_are_as_fluent_reads_them(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language in Language:
        (tmp_path / language).mkdir()
        (tmp_path / language / "main.ftl").write_text(text, "utf-8")
    monkeypatch.setattr(ui.translator, "LOCALES", tmp_path)
    bundle = FluentBundle(["ru"], use_isolating=False)
    bundle.add_resource(FluentResource(text))
    # Not by way of the cache: the next test would have to read the real files on the event loop.
    t = translator.__wrapped__(Language.RU)

    for key in message_keys(Language.RU):
        pattern = bundle.get_message(key).value
        assert pattern is not None
        assert t.plain(key, n="5") == bundle.format_pattern(pattern, {"n": "5"})[0]


PARTS = [
    *("a = ", "b =", "\n", "\n", "\n    ", "\n  ", "\n", "text", "слово ", "{ $n }", "{$n}", " "),
    *("{ $n ->", "\n    [one] ", "\n   *[other] ", "\n    }", "\n}", '{ "" }', "{", "}", "[", "*"),
    *(".attribute = x", "# comment", "-term = x", "{ -term }", "{ b }", "=", "[0]", "\t", "#"),
]
LIKELY = [
    *(
        "\na = ",
        "\nb =\n    ",
        "text",
        " { $n }",
        "\n    more",
        "\n\n   after",
        " ",
        "\n# comment",
    ),
    *('{ $n ->\n    [one] one\n   *[other] { $n } of {""}\n}', "\n    { $n ->\n *[a] b\n    }"),
]


@pytest.mark.slow
@pytest.mark.parametrize("parts", [PARTS, LIKELY])
def test_file_is_read_as_fluent_reads_it_whatever_is_in_it(
    parts: list[str], tmp_path: Path
) -> None:
    """What Fluent refuses is refused, and what it takes says the same."""
    chance, quick = random.Random(23), 0
    for number in range(500):
        text = "a = " + "".join(chance.choices(parts, k=chance.randint(1, 14))) + "\n"
        path = tmp_path / f"{number}.ftl"
        path.write_text(text, "utf-8")
        body = FluentResource(text).body
        file = messages.read(path)
        assert file.is_broken is any(isinstance(one, ast.Junk) for one in body), repr(text)
        quick += not file.entries
        if file.is_broken:
            continue
        bundle = FluentBundle(["en"], use_isolating=False)
        bundle.add_resource(FluentResource(text))
        known = {one.id.name: one for one in body if isinstance(one, ast.Message)}
        assert file.keys().keys() == known.keys(), repr(text)
        keys = [one.id.name for one in body if isinstance(one, ast.Message)]
        if len(keys) > len(known):
            continue  # which of two is meant nobody says
        computed = messages.Computed("en", [file])
        for key in known:
            for n in ("one", 5):
                pattern = bundle.get_message(key).value
                said = bundle.format_pattern(pattern, {"n": n}) if pattern else None
                if computed.has(key):
                    assert computed.format(key, {"n": n}) == said, repr(text)
                elif not (said and said[1]):
                    pieces = file.plain[key]
                    told = "".join(str(n) if is_name else piece for piece, is_name in pieces)
                    assert said is not None
                    assert told == said[0], repr(text)
    assert quick > 50


def test_text_by_fluent_is_read_when_it_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "main.ftl"
    path.write_text("a = { $n ->\n    [one] one\n   *[other] many\n}\n# c\nb = words\n", "utf-8")
    file = messages.read(path)

    assert file == messages.File({"b": (("words", False),)}, {"a": file.choices["a"]})
    with ThreadPoolExecutor(4) as threads:
        computed = messages.Computed("en", [file])
        told = threads.map(lambda n: computed.format("a", {"n": n}), [1, 2, 1, 2])
        assert [*told] == [("one", []), ("many", [])] * 2


def test_missing_variable_is_an_error_not_a_half_text() -> None:
    with pytest.raises(ConfigError, match="settings-home"):
        translator(Language.RU)("settings-home")


def test_locales_shipped_are_complete() -> None:
    check_locales()


def test_locales_key_missing_in_one_language_fails_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language, text in (("ru", "a = а\nb = б\n"), ("en", "a = a\n")):
        (tmp_path / language).mkdir()
        (tmp_path / language / "main.ftl").write_text(text, "utf-8")
    monkeypatch.setattr(ui.translator, "LOCALES", tmp_path)

    with pytest.raises(ConfigError, match="'b'"):
        check_locales()


def test_locales_broken_file_names_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language in ("ru", "en"):
        (tmp_path / language).mkdir()
        (tmp_path / language / "main.ftl").write_text("a = x\nnot fluent\n", "utf-8")
    monkeypatch.setattr(ui.translator, "LOCALES", tmp_path)

    with pytest.raises(ConfigError, match=r"main\.ftl:2"):
        check_locales()


NEVER_SHOWN = {
    "broadcast-title-discarded",
    "moderation-made-asked",
    "moderation-make-asked",
    "news-act-show",
    "news-source-show",
    "subscriptions-name-region",
    "subscriptions-name-topic",
    "subscriptions-name-words",
    "topic-act-show",
}
"""Of values that no screen names, or names in another way."""


@pytest.mark.slow
def test_every_key_in_the_code_exists_and_every_key_is_used() -> None:
    known = set(message_keys(Language.RU))
    sources = [path.read_text("utf-8") for room in PRODUCT for path in (ROOT / room).rglob("*.py")]
    used = {key for source in sources for key in KEY_IN_CODE.findall(source)}
    quoted = {key for source in sources for key in re.findall(r'"([a-z][a-z0-9-]+)"', source)}
    built = {f"industry-{industry.value}" for industry in Industry}
    built |= {f"{key}-short" for key in built} & known
    built |= {f"compass-{direction.value}" for direction in Compass}
    built |= {f"language-{language.value}" for language in Language}
    built |= {f"{key}-industry" for key in ("nearest-inside", "nearest-none-inside")}
    built |= {key for key in known if key.startswith("command-")}
    built |= {f"{key}-{role}" for key in ("role", "audience-role") for role in Role}
    built |= {f"audience-language-{language}" for language in Language}
    built |= {f"admission-date-{one}" for one in AdmissionDate}
    built |= {f"search-order-{order}" for order in Order}
    built |= {f"search-limit-{limit}" for limit in Limit}
    built |= {f"search-limit-name-{limit}" for limit in Limit}
    built |= {f"edit-value-{value}" for value in ("town", "building", "yes", "no")}
    built |= {f"search-beyond-{kind}" for kind in (AreaKind.ABROAD, AreaKind.UNKNOWN)}
    built |= {f"search-why-{role}" for role in (NameRole.COLLEGE, NameRole.EMPLOYER)}
    built |= {f"search-filter-{one}" for one in (Opening.OPENED, Opening.PLANNED)}
    built |= {f"search-example-{number}" for number in range(1, EXAMPLES_SHOWN + 1)}
    built |= {f"column-{column.replace('_', '-')}" for column in EDITED}
    built |= {key for key in known if key.startswith("column-")}
    built |= {f"report-field-{field}" for field in CardField}
    built |= {f"ask-contact-{name}" for name, *_ in CONTACTS}
    built |= {f"rehearsal-kind-{kind.replace('_', '-')}" for kind in Kind}
    built |= {
        f"{key}-{one}" for key in ("category", "broadcast-fact-category") for one in Category
    }
    built |= {f"broadcast-title-{state}" for state in AnnouncementState}
    built |= {f"dispatch-{act}-{state}" for act in DispatchAction for state in DispatchState}
    for key in ("dispatch-open", "summary-sent", "chart-title"):
        built |= {f"{key}-{action}" for action in DispatchAction}
    built |= {f"audience-kind-{kind.name.lower()}" for kind in AudienceKind}
    built |= {f"audience-{one.code}" for one in CONDITIONS}
    built |= {f"audience-option-{one.code}" for one in VALUE_TYPES.values() if not one.value_type}
    enums = [one.value_type for one in VALUE_TYPES.values() if one.value_type is not None]
    built |= {f"{enum.__name__.lower()}-{value}" for enum in enums for value in enum}
    built |= {"import-file-advice"}  # within other texts
    built |= {"admin-planned", "admin-awaiting", "admin-draft"}
    built |= {f"import-change-{kind}" for kind in ChangeKind}
    built |= {f"list-column-{column}" for column in COLUMNS}
    built |= {f"upload-line-{kind}" for kind in ChangeKind}
    built |= {f"edit-{what}-{one.name.lower()}" for what in ("ask", "field") for one in Field}
    built |= {f"{key}-{kind}" for key in ("download", "download-caption") for kind in Format}
    built |= {f"materials-{kind}" for kind in FileType}
    built |= {f"profile-ask-{field}" for field in ProfileField}
    built |= {
        f"profile-label-{field}" for field in ProfileField if field is not ProfileField.LISTED
    }
    built |= {f"person-{one}" for one in (Relation.SELF, Relation.ASKED, Relation.GONE)}
    built |= {f"requests-{one}" for one in REQUEST_MARKS}
    for key in ("answers-section", "answers-section-name"):
        built |= {f"{key}-{section}" for section in AnswerSection}
    built |= {f"answer-field-{field}" for field in AnswerField}
    built |= {f"answer-ask-{asked}" for asked in ("question", "answer", "src", "day", "key")}
    for state in (*NewsState, "planned"):
        built |= {f"news-desk-line-{state}", f"news-desk-state-{state}"}
    built |= {f"news-act-{act.name.lower()}" for act in NewsAct}
    built |= {f"news-source-{change.name.lower()}" for change in SourceAct}
    built |= {f"{key}-{one}" for key in ("news-field", "news-ask") for one in NewsField}
    built |= {f"topic-act-{act.name.lower().replace('_', '-')}" for act in TopicAct}
    built |= {f"topic-name-ask-{language}" for language in Language}
    built |= {f"topic-preview-{key}" for key in ("added", "removed", "gained", "lost", "kept")}
    built |= {f"news-chart-{key}" for key in ("delivered", "opened", "stopped")}
    built |= {f"news-chart-{key}" for key in ("hour", "day", "week")}
    built |= {"news-picture-refused-other", *PICTURE_ERRORS.values()}
    for key in ("news-sure-release", "news-sure-withdraw", "news-sure-discard"):
        built |= {key, f"{key}-yes"}
    for pace in DigestFrequency:
        built |= {f"subscriptions-now-{pace}", f"subscriptions-pace-{pace}"}
    built |= {f"subscriptions-name-{kind}" for kind in SubscriptionKind}
    built |= {f"answer-desk-label-{mark}" for mark in ("plain", "edited", "hidden")}
    built |= {f"sheet-{sheet}" for sheet in SessionScreen}
    recorded = {*quoted, *(f"dispatch-{state}" for state in DispatchState)}
    recorded |= {f"{action}-begun" for action in DispatchAction}
    recorded |= {f"question-{state}" for state in QuestionState}
    built |= {f"question-own-{state}" for state in QuestionState}
    for state in QuestionState:
        built |= {f"moderation-make-{state}", f"moderation-made-{state}"}
    for tab in ("waiting", "shown"):
        built |= {f"moderation-{tab}-title", f"moderation-{tab}-none", f"feedback-{tab}"}
    built |= {f"search-fact-{fact}" for fact in Fact}
    built |= {f"study-form-{form}" for form in StudyForm}
    built |= {f"post-kind-{kind}" for kind in PostKind}
    built |= {f"coverage-{extent}" for extent in Extent} | {"coverage-nothing-told"}
    built |= {f"compare-{aspect}" for aspect in Aspect}
    built |= {f"inline-example-{key}{note}" for key in EXAMPLES for note in ("", "-note")}

    perhaps = {f"audit-{action}" for action in recorded}
    perhaps |= {f"edit-{key.removeprefix('import-')}" for key in quoted if key[:7] == "import-"}

    perhaps |= {f"{key}-over" for key in quoted if key.startswith("alarm-")}

    assert used - known == set()
    assert built - known == NEVER_SHOWN
    assert known - quoted - built - perhaps == set()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("«Кластер «Сварка» (Саров)»", "«Кластер „Сварка“ (Саров)»"),
        ("«а» и «б»", "«а» и «б»"),
        ("«а «б»", "«а «б»"),
        ("» «а»", "» «а»"),
    ],
)
def test_quotation_marks_within_others_are_the_inner_ones(text: str, told: str) -> None:
    """Where some have no partner, nobody knows which are within which."""
    assert nested(text) == told
