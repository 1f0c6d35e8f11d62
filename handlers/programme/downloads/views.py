from __future__ import annotations

from domain.programme.materials import Material
from domain.programme.sessions import Event
from handlers.callbacks.programme.downloads import DownloadButton, Format, MaterialButton
from handlers.callbacks.programme.sessions import EventButton, SessionButton
from services.programme.materials import SessionMaterials
from ui.keyboards import Row, button, inline, link
from ui.screens import Screen
from ui.translator import Translator

MARKS = {None: "🔗", "photo": "🖼", "video": "🎬", "audio": "🎧", "document": "📄"}


def formats_screen(event: Event, t: Translator) -> Screen:
    rows: list[Row] = [
        [button(t.plain(f"download-{kind.value}"), DownloadButton(event=event.id, format=kind))]
        for kind in Format
    ]
    back = [button(t.plain("programme-whole"), EventButton(id=event.id))]
    return Screen(t("download-ask", title=event.title), inline(*rows, back))


def materials_screen(found: SessionMaterials, t: Translator) -> Screen:
    session = found.session
    key = "materials-title" if found.materials else "materials-none"
    rows = [_row(material) for material in found.materials]
    back = [button(t.plain("session-back"), SessionButton(id=session.id))]
    return Screen(t(key, title=session.title), inline(*rows, back))


def material_label(material: Material) -> str:
    return f"{MARKS.get(material.file_type, '📄')} {material.title}"


def _row(material: Material) -> Row:
    """A link opens at once; a file is sent when it is asked for."""
    if material.url is not None:
        return [link(material_label(material), material.url)]
    return [button(material_label(material), MaterialButton(id=material.id))]
