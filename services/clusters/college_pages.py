"""What a college says of its programmes on its own website, for an organiser to look at first."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from domain.clusters.professions import Profession
from domain.errors import FetchError, UserError
from domain.ids import ClusterId, UploadId
from domain.people.users import Actor
from domain.ports import ExpectedContent, Fetcher
from services.clusters.editing import ClusterEditing
from services.clusters.files.college_pages import CollegePage, read_page, titles_of
from services.files.charsets import decoded
from services.files.richtext import web_address


@dataclass(frozen=True, kw_only=True, slots=True)
class CollegePages:
    fetcher: Fetcher
    uploads: ClusterEditing
    professions: tuple[Profession, ...]

    async def propose(self, actor: Actor, cluster_id: ClusterId, text: str) -> UploadId:
        """A change of the card as the page at this address would have it, to be tried out.

        Professions and forms of study are added to those that the card has; the website is filled
        where there is none. Raises NotFound, FetchError, UserError for a page without programmes.
        """
        _, row = await self.uploads.card(actor, cluster_id)
        address = web_address(text)
        if not address:
            raise FetchError("fetch-bad-url")
        fetched = await self.fetcher.fetch(address, ExpectedContent.ARTICLE)
        body, kind = fetched.body or b"", fetched.content_type
        page = await asyncio.to_thread(lambda: read_page(decoded(body, kind)))
        if not page.programmes:
            raise UserError("college-page-empty")
        return await self.uploads.change(actor, cluster_id, self._fields(row, page, fetched.url))

    def _fields(self, row: dict[str, str], page: CollegePage, url: str) -> dict[str, str]:
        official = {one.code: one.title for one in self.professions}
        parts = urlsplit(url)
        return {
            "professions": _joined(row["professions"], titles_of(page, official)),
            "study_forms": _joined(row["study_forms"], page.study_forms),
            "website": row["website"] or f"{parts.scheme}://{parts.netloc}",
        }


def _joined(cell: str, more: Iterable[str]) -> str:
    """What the cell has, and what it has not, whatever the capital letters."""
    listed = [part.strip() for part in cell.split(";") if part.strip()]
    known = {one.casefold() for one in listed}
    return "; ".join([*listed, *(one for one in more if one.casefold() not in known)])
