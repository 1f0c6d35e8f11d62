"""Which text the bot waits for.

The store has "group:attribute", so a group that was renamed keeps its first name by `group_name`.
"""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class AddingOrganiser(StatesGroup):
    """Waiting for the forwarded message or the id of a new organiser."""

    organiser = State(group_name="Adding")


class AnsweringReporter(StatesGroup):
    """Waiting for what to write to a reporter; data: `report`."""

    answer = State(group_name="Answering")


class AskingSpeakers(StatesGroup):
    """Waiting for a question to the speakers; data: `session_id`."""

    question = State(group_name="Asking")


class AskingToMeet(StatesGroup):
    """Waiting for what is said with a request to meet; data: `user_id` of the other one."""

    message = State(group_name="Asking")


class ChangingSettings(StatesGroup):
    """Waiting for a place that is to be remembered, or one whose time zone is to be used."""

    home = State(group_name="Choosing")
    zone = State(group_name="Choosing")


class ChoosingPlace(StatesGroup):
    """Waiting for where to look; data: `industry`, which was tapped, never the answers."""

    place = State(group_name="Choosing")


class ChoosingWords(StatesGroup):
    """Waiting for words; data: `minus`."""

    words = State(group_name="Subscribing")


class CommentingSession(StatesGroup):
    """Waiting for a comment on a session; data: `session_id`."""

    comment = State(group_name="Commenting")


class ComposingAnnouncement(StatesGroup):
    """Which text or file of an announcement the bot waits for; `id` names it in the data."""

    post = State(group_name="Composing")
    new_post = State(group_name="Composing")
    buttons = State(group_name="Composing")
    start = State(group_name="Composing")
    expiry = State(group_name="Composing")
    place = State(group_name="Composing")
    file = State(group_name="Composing")
    outlet = State(group_name="Composing")
    correction = State(group_name="Composing")
    replacement = State(group_name="Composing")


class EditingAnswer(StatesGroup):
    """Waiting for a field's new text; data: `answer` and `field`."""

    text = State(group_name="Editing")


class EditingClusters(StatesGroup):
    """Waiting for a file of clusters, for the new value of a field (data: `id`, `column`), or for
    the address of a college's page (data: `id`).
    """

    file = State(group_name="Shelving")
    value = State(group_name="Shelving")
    page = State(group_name="Shelving")


class EditingNews(StatesGroup):
    """What the bot waits for; data: `news`, `field` and `revision` where there is an item,
    `topic` and `language` where there is a topic."""

    news = State(group_name="Writing")
    field = State(group_name="Writing")
    moment = State(group_name="Writing")
    feed = State(group_name="Writing")
    topic = State(group_name="Writing")
    topic_words = State(group_name="Writing")
    topic_name = State(group_name="Writing")


class EditingProgramme(StatesGroup):
    """What the bot waits for; the data name the event, upload, draft or session it is for."""

    file = State(group_name="Office")
    title = State(group_name="Office")
    zone = State(group_name="Office")
    session = State(group_name="Office")
    field = State(group_name="Office")
    material = State(group_name="Office")


class EnteringCode(StatesGroup):
    """Waiting for the code of a closed session; any code opens what it opens."""

    code = State(group_name="Entering")


class FillingProfile(StatesGroup):
    """Waiting for the text of a field; data: `field`, `is_single`, and `as_typed` where the text
    is taken as an organisation without looking for a cluster."""

    text = State(group_name="Telling")


class ReportingCard(StatesGroup):
    """Waiting for what is wrong with a card; data: `cluster_id` and
    `field`, or the `region` in which a college is missing.

    Before the field is chosen: `cluster_id`, and `comment` where it was written first."""

    field = State(group_name="Reporting")
    comment = State(group_name="Reporting")


class SearchingAttendees(StatesGroup):
    """While a session's list is open: waiting for a part of a name; data: `session`."""

    name = State(group_name="Door")


class SearchingNews(StatesGroup):
    """Waiting for the words to look for in the news."""

    words = State(group_name="Searching")
