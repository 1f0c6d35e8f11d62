"""The report of a rehearsal: lines for a terminal, and one page that needs nothing but itself."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from domain.rehearsal import Absence, Clash, Conflict
from services.rehearsal.report import RehearsalReport
from ui.formatting import duration, number, wall_clock, weekday, zone_name
from ui.translator import Translator

ROWS = 300
"""Rows of each table; the csv holds everybody."""

TITLES = 3
"""Sessions of an overload that are named."""

CLASHES = {
    Clash.ROOM: ("rehearsal-room", "rehearsal-room-advice"),
    Clash.SPEAKER: ("rehearsal-speaker", "rehearsal-speaker-advice"),
    Clash.PEOPLE: ("rehearsal-people", "rehearsal-people-advice"),
    Clash.DAYS: ("rehearsal-days", "rehearsal-days-advice"),
    Clash.CAPACITY: ("rehearsal-capacity", "rehearsal-capacity-advice"),
    Clash.OVERLOAD: ("rehearsal-storm", "rehearsal-storm-advice"),
}

ABSENCES = {
    Absence.BLOCKED: "rehearsal-absent-blocked",
    Absence.STOPPED: "rehearsal-absent-stopped",
    Absence.MUTED: "rehearsal-absent-muted",
}

STYLE = """
:root{color-scheme:light dark;--ink:#1f2933;--soft:#5b6875;--line:#d9e0e8;--bar:#2a7de1;
--paper:#fff;--card:#f5f7fa;--alarm:#b4232a}
@media(prefers-color-scheme:dark){:root{--ink:#e6ebf0;--soft:#9aa7b4;--line:#33404d;--bar:#5b9df0;
--paper:#151b21;--card:#1e262e;--alarm:#ff8a8a}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:860px;padding:20px 16px 48px;color:var(--ink);
background:var(--paper);font:16px/1.45 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.2;margin:.2em 0}
h2{font-size:1.15rem;margin:1.8em 0 .5em}
h3{font-size:1rem;font-weight:600;margin:1em 0 .2em}
p{margin:.3em 0}.soft{color:var(--soft)}.alarm{color:var(--alarm);font-weight:600}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:10px;margin:1em 0}
dl div{background:var(--card);border-radius:10px;padding:10px 12px}
dt{color:var(--soft);font-size:.85rem}dd{margin:0;font-size:1.2rem;font-weight:600}
dd small{display:block;font-size:.8rem;font-weight:400;color:var(--soft)}
table{border-collapse:collapse;width:100%}table.wide td:first-child{white-space:nowrap}
td,th{text-align:left;vertical-align:top;padding:7px 10px 7px 0;
border-bottom:1px solid var(--line)}
th{color:var(--soft);font-size:.85rem;font-weight:400}td.n,th.n{text-align:right;padding-right:0}
svg{display:block;width:100%;height:auto}svg rect{fill:var(--bar)}
svg text{fill:var(--soft);font-size:11px}svg line{stroke:var(--line)}
@media(max-width:560px){table.wide,table.wide tbody,table.wide tr,table.wide td{display:block}
table.wide tr:first-child{display:none}table.wide td{border:0;padding:0}
table.wide tr{padding:10px 0;border-bottom:1px solid var(--line)}}
"""

BAR_WIDTH, BAR_HEIGHT, BASE = 25, 70, 84


def page(report: RehearsalReport, t: Translator) -> str:
    """HTML with nothing to load and no script; everything that people wrote is escaped."""
    title = t("rehearsal-title", event=_events(report))
    parts = [
        f"<h1>{title}</h1>",
        f'<p class="soft">{t("rehearsal-window", **_window(report, t))}</p>',
        f'<p class="soft">{t("rehearsal-note")}</p>',
        _figures(report, t),
        _heading(t("rehearsal-conflicts")),
        _conflicts(report, t),
        _heading(t("rehearsal-kinds")),
        _kinds(report, t),
        _heading(t("rehearsal-timeline")),
        _timeline(report, t),
        *_unsent(report, t),
        *_absent(report, t),
    ]
    return (
        f'<!doctype html>\n<html lang="{t.language.value}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(parts)
        + "\n</body>\n</html>\n"
    )


def summary_lines(report: RehearsalReport, t: Translator) -> list[str]:
    """A report for the terminal: the figures, then every conflict."""
    lines = [
        t.plain("rehearsal-title", event=_events(report)),
        t.plain("rehearsal-window", **_window(report, t)),
        *(f"{name}: {value}" for name, value, _ in figures(report, t)),
        *(f"  {kind_name(kind, t)}: {number(count, t)}" for kind, count in _by_kind(report)),
    ]
    if not report.conflicts:
        return [*lines, t.plain("rehearsal-no-conflicts")]
    lines.append(f"{t.plain('rehearsal-conflicts')}: {number(len(report.conflicts), t)}")
    lines += [
        f"  ! {_moment(one.at, report, t)}  {_plain_words(one, t)}"
        for one in report.conflicts[:ROWS]
    ]
    return lines


def figures(report: RehearsalReport, t: Translator) -> list[tuple[str, str, str]]:
    """What it is, its value, and a remark."""
    statistics = report.statistics
    peak_at = _moment(statistics.peak_at, report, t, seconds=True) if statistics.peak_at else ""
    found = [
        ("rehearsal-sent", number(statistics.sent, t), ""),
        ("rehearsal-reached", number(len(statistics.people), t), ""),
        ("rehearsal-peak", number(statistics.peak, t), peak_at),
        ("rehearsal-latest", lateness(statistics.latest, t), ""),
        ("rehearsal-late-p99", lateness(statistics.late_p99, t), ""),
        ("rehearsal-quiet", number(statistics.quiet, t), ""),
    ]
    if report.absent:
        found.append(("rehearsal-absent-count", number(len(report.absent), t), ""))
    if report.waiting:
        found.append(("rehearsal-waiting", number(report.waiting, t), ""))
    return [(t.plain(key), value, remark) for key, value, remark in found]


def kind_name(kind: str, t: Translator) -> str:
    """The name of a kind by the value of domain.outgoing.Kind; what is none of them keeps its
    name."""
    key = f"rehearsal-kind-{kind.replace('_', '-')}"
    return t.plain(key) if t.has(key) else kind


def absence(reason: Absence, t: Translator) -> str:
    return t.plain(ABSENCES[reason])


def lateness(value: timedelta, t: Translator) -> str:
    """Up to a second is in time: a rehearsal sends by the second's worth."""
    return duration(value, t) if value > timedelta(seconds=1) else t.plain("rehearsal-in-time")


def conflict_words(conflict: Conflict, t: Translator) -> str:
    """HTML of what is wrong."""
    key, _ = CLASHES[conflict.kind]
    return t(key, **_params(conflict, t))


def _plain_words(conflict: Conflict, t: Translator) -> str:
    key, _ = CLASHES[conflict.kind]
    return t.plain(key, **_params(conflict, t))


def _params(conflict: Conflict, t: Translator) -> dict[str, str | int]:
    titles = [session.title for session in conflict.sessions]
    match conflict.kind:
        case Clash.ROOM | Clash.SPEAKER:
            return {"name": conflict.name, "first": titles[0], "second": titles[1]}
        case Clash.PEOPLE:
            return {"count": conflict.count, "first": titles[0], "second": titles[1]}
        case Clash.DAYS:
            return {"title": titles[0]}
        case Clash.CAPACITY:
            return {"title": titles[0], "count": conflict.count}
        case Clash.OVERLOAD:
            return {
                "count": conflict.count,
                "titles": "; ".join(titles[:TITLES]) + ("…" if len(titles) > TITLES else ""),
                "late": lateness(conflict.late_in, t),
                "lost": conflict.lost,
            }


def _figures(report: RehearsalReport, t: Translator) -> str:
    cells = [
        f"<div><dt>{_e(name)}</dt><dd>{_e(value)}"
        + (f"<small>{_e(remark)}</small>" if remark else "")
        + "</dd></div>"
        for name, value, remark in figures(report, t)
    ]
    return f"<dl>{''.join(cells)}</dl>"


def _conflicts(report: RehearsalReport, t: Translator) -> str:
    if not report.conflicts:
        return _paragraph(t("rehearsal-no-conflicts"))
    rows = [
        (
            _e(_moment(one.at, report, t)),
            f'<span class="alarm">{conflict_words(one, t)}</span>',
            t(CLASHES[one.kind][1], rate=report.rate),
        )
        for one in report.conflicts[:ROWS]
    ]
    head = [t("rehearsal-when"), t("rehearsal-what"), t("rehearsal-advice")]
    return _table(head, rows, "wide") + _more(len(report.conflicts), t)


def _kinds(report: RehearsalReport, t: Translator) -> str:
    rows = [(_e(kind_name(kind, t)), number(count, t)) for kind, count in _by_kind(report)]
    return _table([t("rehearsal-kind"), t("rehearsal-count")], rows)


def _unsent(report: RehearsalReport, t: Translator) -> list[str]:
    if not report.unsent:
        return []
    rows = [
        (_e(f"{kind_name(one.kind, t)} · {one.reason}"), number(one.count, t))
        for one in report.unsent[:ROWS]
    ]
    table = _table([t("rehearsal-reason"), t("rehearsal-count")], rows)
    return [_heading(t("rehearsal-unsent")), table]


def _absent(report: RehearsalReport, t: Translator) -> list[str]:
    if not report.absent:
        return []
    rows = [
        (_e(one.name or str(one.chat_id)), _e(absence(one.reason, t)), number(one.sessions, t))
        for one in report.absent[:ROWS]
    ]
    head = [t("rehearsal-person"), t("rehearsal-reason"), t("rehearsal-sessions")]
    table = _table(head, rows) + _more(len(report.absent), t)
    return [_heading(t("rehearsal-absent")), _paragraph(t("rehearsal-absent-note")), table]


def _timeline(report: RehearsalReport, t: Translator) -> str:
    """A row of 24 bars for each day with messages, all to one scale."""
    hours = report.statistics.by_hour
    if not hours:
        return _paragraph(t("rehearsal-nothing"))
    highest = max(hours.values())
    by_day: dict[date, dict[int, int]] = {}
    for hour, count in sorted(hours.items()):
        # An hour that comes twice as the clocks change is one bar.
        counts = by_day.setdefault(hour.date(), {})
        counts[hour.hour] = counts.get(hour.hour, 0) + count
    return "".join(
        f"<h3>{_e(weekday(day, t))} · {number(sum(counts.values()), t)}</h3>"
        + _bars(counts, highest, t)
        for day, counts in by_day.items()
    )


def _bars(counts: dict[int, int], highest: int, t: Translator) -> str:
    bars = []
    for hour, count in counts.items():
        height = max(1.5, BAR_HEIGHT * count / highest)
        bars.append(
            f'<rect x="{hour * BAR_WIDTH + 2}" y="{BASE - height:.1f}" width="{BAR_WIDTH - 4}" '
            f'height="{height:.1f}" rx="2"><title>{hour:02}:00 — {number(count, t)}</title></rect>'
        )
    marks = "".join(
        f'<text x="{hour * BAR_WIDTH + 1}" y="{BASE + 14}">{hour:02}:00</text>'
        for hour in range(0, 24, 6)
    )
    return (
        f'<svg viewBox="0 0 {24 * BAR_WIDTH} {BASE + 18}" role="img">'
        f'<line x1="0" y1="{BASE}" x2="{24 * BAR_WIDTH}" y2="{BASE}"/>{"".join(bars)}{marks}</svg>'
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], style: str = "") -> str:
    """Cells are HTML; the last column of a plain table holds numbers."""
    last = len(head) - 1

    def line(tag: str, cells: Sequence[str]) -> str:
        made = [
            f'<{tag} class="n">{cell}</{tag}>'
            if n == last and not style
            else f"<{tag}>{cell}</{tag}>"
            for n, cell in enumerate(cells)
        ]
        return f"<tr>{''.join(made)}</tr>"

    body = "".join(line("td", row) for row in rows)
    return f'<table class="{style}">{line("th", head)}{body}</table>'


def _more(count: int, t: Translator) -> str:
    return _paragraph(t("rehearsal-more", count=count - ROWS)) if count > ROWS else ""


def _paragraph(text: str) -> str:
    return f"<p>{text}</p>"


def _heading(text: str) -> str:
    return f"<h2>{text}</h2>"


def _by_kind(report: RehearsalReport) -> list[tuple[str, int]]:
    return sorted(report.statistics.by_kind.items(), key=lambda one: (-one[1], one[0]))


def _events(report: RehearsalReport) -> str:
    return ", ".join(event.title for event in report.events)


def _window(report: RehearsalReport, t: Translator) -> dict[str, str]:
    return {
        "start": _moment(report.start, report, t),
        "end": _moment(report.end, report, t),
        "zone": zone_name(report.zone, t, report.start),
    }


def _moment(
    value: datetime, report: RehearsalReport, t: Translator, *, seconds: bool = False
) -> str:
    local = value.astimezone(report.zone)
    return wall_clock(local, t) + (f":{local:%S}" if seconds else "")


def _e(text: str) -> str:
    return html.escape(text)
