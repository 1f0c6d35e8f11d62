"""Bodies of requests and of webhook answers: JSON, urlencoded or multipart."""

from __future__ import annotations

from aiohttp import BodyPartReader, MultipartReader, web

from sandbox.chats import Json
from sandbox.json_text import read_json
from sandbox.media import UNKNOWN_MIME, Upload

Form = tuple[Json, dict[str, Upload]]


async def read_request(request: web.Request) -> Form:
    """Query string and body: a bot may use any of them. Raises ValueError for broken JSON."""
    params: Json = dict(request.query)
    if request.content_type == "application/json":
        return {**params, **_object(await request.text())}, {}
    if request.content_type == "multipart/form-data":
        fields, files = await read_parts(await request.multipart())
        return {**params, **fields}, files
    if request.method == "POST":
        params.update({key: str(value) for key, value in (await request.post()).items()})
    return params, {}


async def read_parts(reader: MultipartReader) -> Form:
    params: Json = {}
    files: dict[str, Upload] = {}
    async for part in reader:
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = bytes(await part.read(decode=True))
        if part.filename is None:
            params[part.name] = data.decode()
        else:
            mime = part.headers.get("Content-Type", UNKNOWN_MIME)
            files[part.name] = Upload(part.filename, data, mime)
    return params, files


def _object(body: str) -> Json:
    value = read_json(body or "{}")
    if not isinstance(value, dict):
        raise ValueError("a JSON object is expected")
    return value
