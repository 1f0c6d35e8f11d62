"""Organisers edit the topics: names and words, with a look at what that changes before saving."""

from __future__ import annotations

import asyncio
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from db.unit_of_work import Store, Transaction
from domain.errors import Ended, NotFound, UserError
from domain.ids import TopicCode
from domain.news.items import NewsItem, Topic, TopicDraft
from domain.people.users import Actor, Language
from domain.ports import Clock
from domain.texts import utf16_units
from services.news.labels import phrases_of, topics_in
from services.news.stems import stems
from services.people.organisers import Organisers

TOPICS_LIMIT = 30
"""Readers choose among them with a button each."""
NAME_LIMIT = 40
"""UTF-16 units."""

WORDS_LIMIT = 100
WORD_LIMIT = 60
"""UTF-16 units of a name and of a word or phrase."""

LOOKED_AT = 200
"""How many of the newest released items show what a change of words would have made of them."""

CODE_LENGTH = 16
"""Characters that a code takes from the name; a number may follow, and 20 fit into buttons."""

DIVIDERS = re.compile(r"[,;\n]")


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicCard:
    """`items` are released ones."""

    topic: Topic
    items: int = 0
    subscribers: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicPreview:
    """The topic as a draft makes it, and titles among the newest `looked_at` items by what
    happens to them: they become about the topic, are no more, or stay so."""

    draft: TopicDraft
    topic: Topic
    looked_at: int
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def fits(self) -> int:
        return len(self.gained) + len(self.kept)


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicEditing:
    """Every call checks the right (Forbidden); changes leave a line in the audit log.

    NotFound for a topic or a draft that is gone.
    """

    store: Store
    clock: Clock
    organisers: Organisers

    async def begin(self, actor: Actor) -> None:
        """Before the name of a topic is asked for: whoever may not send it is not asked."""
        await self.organisers.check(actor)

    async def all(self, actor: Actor) -> list[TopicCard]:
        """All topics in the order of readers. Their subscribers are not counted here."""
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            counts = await tx.topics.item_counts()
            return [
                TopicCard(topic=one, items=counts.get(one.code, 0))
                for one in await tx.topics.all()
            ]

    async def card(self, actor: Actor, code: TopicCode) -> TopicCard:
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            topic = _find(await tx.topics.all(), code)
            return TopicCard(
                topic=topic,
                items=(await tx.topics.item_counts()).get(code, 0),
                subscribers=await tx.subscriptions.count_to_topic(code),
            )

    async def rename(
        self, actor: Actor, code: TopicCode, language: Language, name: str
    ) -> TopicCard:
        """Renames the topic in one language. Raises UserError for a name that will not do."""
        name = " ".join(name.split())
        async with self.store.write() as tx:
            everyone = await self._all(tx, actor)
            was = _find(everyone, code)
            is_russian = language is Language.RU
            topic = replace(was, name_ru=name) if is_russian else replace(was, name_en=name)
            _check_names(topic, everyone)
            if topic != was:
                await tx.topics.rename(topic)
                await self._record(tx, actor, "news-topic-renamed", topic, was=was.name_ru)
        return await self.card(actor, code)

    async def draft_words(self, actor: Actor, code: TopicCode, text: str) -> TopicPreview:
        """More words, divided by commas or lines. Raises UserError where there is nothing new."""
        given = _words(text)
        topic = (await self.card(actor, code)).topic
        known = {tuple(stems(word)) for word in topic.words}
        new = [word for word in given if tuple(stems(word)) not in known]
        if not new:
            raise UserError("topic-words-known")
        return await self._draft(actor, topic, TopicDraft(code=code, added=tuple(new)))

    async def draft_without(self, actor: Actor, code: TopicCode, mark: str) -> TopicPreview:
        """One word less, by its `word_mark`. Raises UserError for the last one."""
        topic = (await self.card(actor, code)).topic
        gone = tuple(word for word in topic.words if word_mark(word) == mark)
        if not gone:
            raise NotFound("button-outdated")
        return await self._draft(actor, topic, TopicDraft(code=code, removed=gone))

    async def draft_topic(self, actor: Actor, text: str) -> TopicPreview:
        """A new one, from three lines and more: Russian name, English name, words."""
        lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
        if len(lines) < 3:
            raise UserError("topic-needs-lines")
        name_ru, name_en, *rest = lines
        words = _words("\n".join(rest))
        topic = Topic(code=TopicCode(""), name_ru=name_ru, name_en=name_en, words=())
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            _check_room(await tx.topics.all(), topic)
        draft = TopicDraft(code=None, name_ru=name_ru, name_en=name_en, added=tuple(words))
        return await self._draft(actor, topic, draft)

    async def save(self, actor: Actor, draft_id: int) -> TopicCard:
        """Once. On top of what another organiser has made of the topic meanwhile."""
        async with self.store.write() as tx:
            everyone = await self._all(tx, actor)
            draft = await tx.topics.take_draft(actor.id, draft_id)
            if draft is None:
                raise NotFound("topic-draft-gone")
            if draft.code is None:
                topic = await self._add(tx, actor, draft, everyone)
            else:
                topic = await self._set_words(tx, actor, draft, _find(everyone, draft.code))
        return await self.card(actor, topic.code)

    async def remove(self, actor: Actor, code: TopicCode) -> Topic:
        """Its labels and subscriptions go too, in the background."""
        async with self.store.write() as tx:
            topic = _find(await self._all(tx, actor), code)
            await tx.topics.remove(code)
            await self._record(tx, actor, "news-topic-removed", topic)
        return topic

    async def _add(
        self, tx: Transaction, actor: Actor, draft: TopicDraft, everyone: Sequence[Topic]
    ) -> Topic:
        topic = Topic(
            code=TopicCode(""), name_ru=draft.name_ru, name_en=draft.name_en, words=draft.added
        )
        _check_room(everyone, topic)
        topic = replace(topic, code=await _free_code(tx, draft.name_en))
        await tx.topics.add(topic)
        await self._record(tx, actor, "news-topic-added", topic)
        return topic

    async def _set_words(
        self, tx: Transaction, actor: Actor, draft: TopicDraft, was: Topic
    ) -> Topic:
        topic = draft.applied(was)
        _check_count(topic)
        if topic != was:
            await tx.topics.set_words(topic)
            await self._record(
                tx,
                actor,
                "news-topic-words",
                topic,
                added=", ".join(draft.added) or "—",
                removed=", ".join(draft.removed) or "—",
            )
        return topic

    async def _draft(self, actor: Actor, was: Topic, draft: TopicDraft) -> TopicPreview:
        topic = draft.applied(was)
        _check_count(topic)
        async with self.store.read() as tx:
            items = await tx.news.newest(LOOKED_AT)
        found = await asyncio.to_thread(_compare, was, topic, items)
        gained, lost, kept = found
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            number = await tx.topics.put_draft(actor.id, draft, self.clock.now())
        return TopicPreview(
            draft=replace(draft, id=number),
            topic=topic,
            looked_at=len(items),
            gained=gained,
            lost=lost,
            kept=kept,
        )

    async def _all(self, tx: Transaction, actor: Actor) -> list[Topic]:
        await self.organisers.require(tx, actor)
        return await tx.topics.all()

    async def _record(
        self, tx: Transaction, actor: Actor, action: str, topic: Topic, **more: str
    ) -> None:
        await self.organisers.record(
            tx, actor, action, code=topic.code, title=topic.name_ru, **more
        )


def word_mark(word: str) -> str:
    """What stands for a word in buttons: places in the list move, and words are too long."""
    return f"{zlib.crc32(word.encode()):08x}"


def _find(everyone: Iterable[Topic], code: TopicCode) -> Topic:
    found = next((one for one in everyone if one.code == code), None)
    if found is None:
        raise NotFound("topic-gone")
    return found


def _words(text: str) -> list[str]:
    """Each once, whatever its form. Raises UserError for none, and for what cannot be found."""
    typed = [" ".join(one.strip(' «»"“”.').split()) for one in DIVIDERS.split(text)]
    found: dict[tuple[str, ...], str] = {}
    for word in filter(None, typed):
        if utf16_units(word) > WORD_LIMIT:
            raise UserError("topic-word-long", word=word[:WORD_LIMIT], limit=WORD_LIMIT)
        key = tuple(stems(word))
        if not key:
            raise UserError("topic-word-empty", word=word)
        found.setdefault(key, word)
    if not found:
        raise UserError("topic-no-words")
    return list(found.values())


def _check_count(topic: Topic) -> None:
    if not topic.words:
        raise UserError("topic-last-word")
    if len(topic.words) > WORDS_LIMIT:
        raise UserError("topic-many-words", limit=WORDS_LIMIT, count=len(topic.words))


def _check_room(everyone: Sequence[Topic], new: Topic) -> None:
    if len(everyone) >= TOPICS_LIMIT:
        raise Ended("topics-full", limit=TOPICS_LIMIT)
    _check_names(new, everyone)


def _check_names(topic: Topic, everyone: Iterable[Topic]) -> None:
    others = [one for one in everyone if one.code != topic.code]
    taken = {one.name_ru.casefold() for one in others}, {one.name_en.casefold() for one in others}
    for name, used in zip((topic.name_ru, topic.name_en), taken, strict=True):
        if not any(letter.isalnum() for letter in name):
            raise UserError("topic-no-name")
        if utf16_units(name) > NAME_LIMIT:
            raise UserError("topic-name-long", limit=NAME_LIMIT)
        if name.casefold() in used:
            raise UserError("topic-name-taken", name=name)


async def _free_code(tx: Transaction, name_en: str) -> TopicCode:
    """A code made of the name, with a number where that is taken: nobody has to think of codes."""
    stem = re.sub(r"[^a-z0-9]+", "-", name_en.lower())[:CODE_LENGTH].strip("-") or "topic"
    code, number = TopicCode(stem), 1
    while not await tx.topics.is_free(code):
        number += 1
        code = TopicCode(f"{stem}-{number}")
    return code


def _compare(
    was: Topic, will: Topic, items: Sequence[NewsItem]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Titles that the topic gains, loses and keeps."""
    before, after = phrases_of([was]), phrases_of([will])
    found: dict[tuple[bool, bool], list[str]] = {}
    for item in items:
        fits = bool(topics_in(item.content, before)), bool(topics_in(item.content, after))
        found.setdefault(fits, []).append(item.content.title)
    gained, lost, kept = (
        tuple(found.get(fits, ())) for fits in ((False, True), (True, False), (True, True))
    )
    return gained, lost, kept
