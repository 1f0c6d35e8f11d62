"""Identifiers, each a type of its own: a user id is not a chat id."""

from __future__ import annotations

from typing import NewType

UserId = NewType("UserId", int)
"""Telegram user id (up to 52 bits)."""

NOBODY = UserId(0)
"""In place of whoever has erased themselves, where it matters that somebody did it."""

ChatId = NewType("ChatId", int)
"""Telegram chat id; equal to the user id in a private chat, negative for groups."""

ClusterId = NewType("ClusterId", str)
"""Slug of a cluster, `CLUSTER_ID_PATTERN` in domain.clusters.cards; stands in deep links."""

PlaceId = NewType("PlaceId", int)
"""GeoNames id of a populated place."""

UpdateId = NewType("UpdateId", int)
"""Bot API update_id."""

OutboxId = NewType("OutboxId", int)
"""Row number of the outbox."""

AnnouncementId = NewType("AnnouncementId", int)
"""Row number of an announcement."""

DispatchId = NewType("DispatchId", int)
"""Row number of a dispatch; 0 in an outbox row that belongs to none."""

SessionId = NewType("SessionId", str)
"""Slug of a session of an event; stands in deep links."""

EventId = NewType("EventId", str)
"""Slug of an event."""

DraftId = NewType("DraftId", int)
"""Row number of the changes of a session that an organiser has not saved yet."""

UploadId = NewType("UploadId", int)
"""Row number of a file that an organiser has sent."""

MaterialId = NewType("MaterialId", int)
"""Row number of a material of a session."""

IntroductionId = NewType("IntroductionId", int)
"""Row number of a request to meet; never given to another one."""

QuestionId = NewType("QuestionId", int)
"""Row number of a question to the speakers of a session."""

ReportId = NewType("ReportId", int)
"""Row number of a report that a card is wrong."""

AnswerId = NewType("AnswerId", str)
"""Slug of a question with its answer; stands in buttons."""

AnswerDraftId = NewType("AnswerDraftId", int)
"""Row number of a change of an answer that is not saved yet."""

NewsId = NewType("NewsId", int)
"""Row number of a news item; stands in deep links."""

SourceId = NewType("SourceId", int)
"""Row number of a feed or channel that news come from."""

TopicCode = NewType("TopicCode", str)
"""Short Latin code of a topic of news, such as `championships`."""

SearchId = NewType("SearchId", int)
"""Row number of a search that a person has typed; stands in buttons."""

RevisionId = NewType("RevisionId", int)
"""Row number of one change of a programme, by a file or by hand."""
