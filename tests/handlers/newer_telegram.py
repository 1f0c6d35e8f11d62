"""What a Telegram later than the locked aiogram may send, and an older server of one's own.

As the Bot API's JSON (core.telegram.org/bots/api, 10.3 and what it has changed so far); `hologram`
and the like stand for kinds that nobody knows yet.
"""

from __future__ import annotations

from sandbox.chats import Json

DATE = 1_790_000_000
SOMEBODY: Json = {"id": 5_123_456_789, "is_bot": False, "first_name": "Пётр"}
ME: Json = {"id": 42, "is_bot": True, "first_name": "Профкомпас", "username": "profkompas_bot"}
CHANNEL: Json = {"id": -1_002_000_000_001, "type": "channel", "title": "Канал"}
GROUP: Json = {"id": -1_002_000_000_002, "type": "supergroup", "title": "Г", "is_forum": True}
SIZE: Json = {"file_id": "p", "file_unique_id": "u", "width": 90, "height": 90}
FILE: Json = {"file_id": "d", "file_unique_id": "u"}
OPTION: Json = {"text": "а", "voter_count": 0}
POLL: Json = {
    "id": "1", "question": "Когда?", "options": [OPTION, OPTION], "total_voter_count": 0,
    "is_closed": False, "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
}  # fmt: skip

BESIDE_WORDS: dict[str, Json] = {
    "topic of a private chat": {"message_thread_id": 17, "is_topic_message": True},
    "topic of direct messages": {"direct_messages_topic": {"topic_id": 2**53 + 1, "of": 5}},
    "suggested post in a new state": {"suggested_post_info": {"state": "haggling"}},
    "post suggested for a price": {"suggested_post_info": {"state": 5, "price": "much"}},
    "new field": {"mood": {"type": "happy"}, "is_whispered": True, "translations": [{"en": 1}]},
    "entity of a new type": {"entities": [{"type": "shimmer", "offset": 0, "length": 7}]},
    "entity without its type": {"entities": [{"offset": 0, "length": 7}]},
    "entity at half a character": {"entities": [{"type": "bold", "offset": 0.5, "length": 3}]},
    "entities as an object": {"entities": {"0": {"type": "bold"}}},
    "entities past the end": {"entities": [{"type": "bold", "offset": 5, "length": 5000}]},
    "entities that are null": {"entities": None},
    "origin of a new type": {"forward_origin": {"type": "mars", "date": DATE}},
    "origin that is a word": {"forward_origin": "user"},
    "hidden author without a name": {"forward_origin": {"type": "hidden_user", "date": 0}},
    "reply elsewhere to a new kind": {"external_reply": {
        "origin": {"type": "user", "date": DATE, "sender_user": SOMEBODY},
        "checklist": {"title": 5}}},
    "quote with a new entity": {"quote": {
        "text": "ц", "position": 0, "entities": [{"type": "shimmer", "offset": 0, "length": 1}]}},
    "quote without a place": {"quote": {"text": "ц"}},
    "reply in another chat": {"reply_to_message": {
        "message_id": 5, "date": DATE, "chat": GROUP, "from": SOMEBODY, "text": "там"}},
    "reply to what is gone": {"reply_to_message": {
        "message_id": 0, "date": 0, "chat": {"id": 5, "type": "private"}}},
    "reply to a new kind": {"reply_to_message": {
        "message_id": 6, "date": DATE, "chat": {"id": 5, "type": "private"}, "hologram": 5,
        "reply_markup": {"inline_keyboard": [[{"text": "a", "teleport": {}}]]}}},
    "reply to a task of a list": {"reply_to_checklist_task_id": "five"},
    "reply to an option": {"reply_to_poll_option_id": 7},
    "reply to a story without it": {"reply_to_story": {"chat": CHANNEL}},
    "button of a new type": {"reply_markup": {"inline_keyboard": [
        [{"text": "a", "teleport": {"to": "x"}, "style": "neon"}]]}},
    "button without a text": {"reply_markup": {"inline_keyboard": [[{"icon": 5}]]}},
    "another keyboard": {"reply_markup": {"remove_keyboard": True}},
    "answer to force": {"reply_markup": {"inline_keyboard": [], "force_reply": {}}},
    "another bot between": {"via_bot": {"id": 5}},
    "effect by its number": {"effect_id": 5},
    "preview in another shape": {"link_preview_options": {"is_disabled": "maybe", "url": 5}},
    "preview that is null": {"link_preview_options": None},
    "price in words": {"paid_star_count": "many", "is_from_offline": "yes"},
    "business bot in between": {"sender_business_bot": {"id": 5}, "business_connection_id": 5},
    "for one reader": {"ephemeral_message_id": {"n": 5}, "receiver_user": 5},
    "brought by a guest": {
        "guest_query_id": 5, "guest_bot_caller_user": 5, "guest_bot_caller_chat": {}},
    "moment in the words": {"entities": [
        {"type": "date_time", "offset": 0, "length": 7, "unix_time": "x"}]},
    "tag of the sender": {"sender_tag": {"text": "x"}, "sender_boost_count": "three"},
    "edited beyond all time": {"edit_date": 10**20},
    "protected in a new way": {"has_protected_content": {"from": "screenshots"}},
    "date of a new shape": {"date": DATE + 0.5},
    "date of zero": {"date": 0},
    "date far away": {"date": 2**40},
    "number of 53 bits": {"message_id": 2**53 + 1},
}  # fmt: skip
"""Fields of a text message: what is said is understood as without them."""

SENDER: dict[str, Json] = {
    "premium of a new kind": {"is_premium": "gold"},
    "language as a number": {"language_code": 7},
    "name that is null": {"first_name": None},
    "name in parts": {"first_name": {"given": "Пётр", "family": "П."}},
    "neither bot nor person": {"is_bot": "agent", "kind": "agent"},
    "new power": {"supports_holograms": True, "can_join_groups": "some"},
}
"""Fields of who writes, alike."""

TOLD_BY_TELEGRAM: dict[str, Json] = {
    "pinned": {"pinned_message": {"message_id": 5, "date": 0, "chat": CHANNEL}},
    "pinned of a new kind": {"pinned_message": {"hologram": 5}},
    "timer": {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86_400}},
    "background": {"chat_background_set": {"type": {"type": "aurora", "hue": 5}}},
    "community": {"community_chat_added": {"community": {"id": 5, "title": "С"}}},
    "community in a new shape": {"community_chat_added": {"hub": 5}},
    "community joined": {"community_chat_joined": {}},
    "invited to a call": {"video_chat_participants_invited": {"users": [SOMEBODY]}},
    "price of letters": {"direct_message_price_changed": {"are_direct_messages_enabled": True}},
    "option deleted": {"poll_option_deleted": {}},
    "suggestion declined": {"suggested_post_declined": {"comment": "x"}},
    "topic hidden": {"general_forum_topic_hidden": {}},
    "access": {"write_access_allowed": {"from_request": True}},
    "site": {"connected_website": "example.org"},
    "boost": {"boost_added": {"boost_count": 2}},
    "topic": {"forum_topic_created": {"name": "Т", "icon_color": 7, "is_name_implicit": True}},
    "topic renamed": {"forum_topic_edited": {"name": 5}},
    "topic closed": {"forum_topic_closed": {}},
    "tasks done": {"checklist_tasks_done": {"marked_as_done_task_ids": [1]}},
    "tasks added in a new shape": {"checklist_tasks_added": {"tasks": [{"id": 3}]}},
    "option added": {"poll_option_added": {"option_text": "в"}},
    "suggestion approved": {"suggested_post_approved": {"send_date": DATE}},
    "suggestion paid in a new coin": {"suggested_post_paid": {
        "currency": "GLD", "star_amount": {"amount": 1.5}}},
    "suggestion refunded": {"suggested_post_refunded": {"reason": "sun_exploded"}},
    "price of messages": {"paid_message_price_changed": {"paid_message_star_count": 5}},
    "refund in a new coin": {"refunded_payment": {
        "currency": "TON", "total_amount": 1, "invoice_payload": "x",
        "telegram_payment_charge_id": "a"}},
    "upgrade of a gift": {"gift_upgrade_sent": {"gift": {"id": "g", "sticker": FILE}}},
    "payment": {"successful_payment": {
        "currency": "XTR", "total_amount": 1, "invoice_payload": "",
        "telegram_payment_charge_id": "a", "provider_payment_charge_id": ""}},
    "owner left": {"chat_owner_left": {"new_owner": SOMEBODY}},
    "owner changed": {"chat_owner_changed": {"new_owner": SOMEBODY}},
    "call planned": {"video_chat_scheduled": {"start_date": DATE}},
    "call ended": {"video_chat_ended": {"duration": -1}},
    "managed bot": {"managed_bot_created": {"bot": ME}},
    "giveaway": {"giveaway_created": {"prize_star_count": 500}},
    "somebody is near": {"proximity_alert_triggered": {
        "traveler": SOMEBODY, "watcher": ME, "distance": 5}},
}  # fmt: skip
"""Messages that nobody has written."""

NO_WORDS: dict[str, Json] = {
    "kind that nobody knows": {"hologram": {"cube": 5}},
    "the same with words under it": {"hologram": {"cube": 5}, "caption": "сварщик"},
    "nothing": {},
    "checklist": {"checklist": {"title": "Список", "tasks": [{"id": 1, "text": "раз"}]}},
    "checklist in a new shape": {"checklist": {"title": {"text": "Список"}, "tasks": 5}},
    "gift": {"gift": {"gift": {"id": 5, "sticker": FILE, "star_count": "15"}}},
    "gift of a new origin": {"unique_gift": {"gift": {"base_name": "К"}, "origin": "moon"}},
    "paid media of a new type": {"paid_media": {
        "star_count": 5, "paid_media": [{"type": "hologram"}]}},
    "live photo": {"live_photo": {**SIZE, "duration": 3}, "photo": [SIZE], "caption": "фото"},
    "live photo in a new shape": {"live_photo": {"motion": FILE}, "photo": [SIZE]},
    "story": {"story": {"chat": CHANNEL, "id": 5}},
    "poll of an older server": {"poll": POLL},
    "poll of a new type": {"poll": {**POLL, "type": "ranking", "media": {"video": FILE}}},
    "dice": {"dice": {"emoji": "🛸", "value": 300}},
    "contact of somebody else": {"contact": {
        "phone_number": "112", "first_name": "", "user_id": 5_123_456_789}},
    "place without a point": {"venue": {"title": "Колледж", "address": "Саранск"}},
    "point of nulls": {"location": {"latitude": None, "longitude": 5}},
    "photo in a new shape": {"photo": [{"file_id": "p", "width": "x"}], "caption": "фото"},
    "photos that are none": {"photo": []},
    "video": {"video": {**SIZE, "duration": 1, "cover": "x", "qualities": [{"codec": "av2"}]}},
    "sticker": {"sticker": {**SIZE, "type": "scented", "is_animated": 1, "is_video": 0}},
    "file": {"document": {**FILE, "file_name": 5, "mime_type": None, "file_size": 4 * 2**30}},
    "album with a number": {"photo": [SIZE], "media_group_id": 13_579},
    "passport": {"passport_data": {"data": [{"type": "dna", "hash": "y"}], "credentials": {}}},
    "page of an app": {"web_app_data": {"data": "я" * 4096, "button_text": "x"}},
    "invoice in a new coin": {"invoice": {"title": "x", "currency": "TON", "total_amount": "1"}},
    "rich as a list": {"rich_message": [1]},
    "words of a new shape": {"formatted_text": {"text": "сварщик"}},
    "command without words": {
        "hologram": 5, "entities": [{"type": "bot_command", "offset": 0, "length": 6}]},
    "game": {"game": {"title": "x", "description": "", "photo": []}},
    "voice in a new shape": {"voice": {**FILE, "duration": "x", "transcription": {}}},
    "rich without blocks": {"rich_message": {"blocks": [{"type": "divider"}]}},
}  # fmt: skip
"""Messages of a person without a text to be read."""


def happenings(person: Json) -> dict[str, Json]:
    """Updates other than messages and presses; nobody waits for an answer to them."""
    private = {"id": person["id"], "type": "private", "first_name": "М"}
    post = {"message_id": 9, "date": DATE, "chat": CHANNEL, "sender_chat": CHANNEL}
    here = {"message_id": 70, "date": DATE, "from": person}
    member = {"status": "member", "user": ME}
    of_group = {"chat": GROUP, "from": person, "date": DATE, "old_chat_member": member}
    return {
        "edited": {"edited_message": {**here, "chat": private, "text": "д", "edit_date": DATE}},
        "moving point": {"edited_message": {**here, "chat": private, "edit_date": DATE,
            "location": {"latitude": 55.0, "longitude": 45.0, "live_period": 900}}},
        "edited beyond reading": {"edited_message": {**here, "chat": private, "text": 5}},
        "post": {"channel_post": {**post, "text": "пост"}},
        "post of a new kind": {"channel_post": {**post, "hologram": 5}},
        "paid post": {"channel_post": {**post, "is_paid_post": True, "paid_media": {
            "star_count": 5, "paid_media": [{"type": "hologram"}]}}},
        "edited post": {"edited_channel_post": {**post, "text": "п", "author_signature": 5}},
        "business": {"business_connection": {"id": "b", "rights": {"can_fly": True}}},
        "message of a business": {"business_message": {
            **here, "chat": private, "text": "сварщик", "business_connection_id": "b"}},
        "guest": {"guest_message": {**here, "chat": GROUP, "text": "x", "guest_query_id": "q"}},
        "reaction": {"message_reaction": {
            "chat": private, "message_id": 5, "user": person, "date": DATE,
            "old_reaction": [{"type": "paid"}], "new_reaction": [{"type": "hologram"}]}},
        "boost": {"chat_boost": {"chat": CHANNEL, "boost": {"source": {"source": "moon"}}}},
        "managed": {"managed_bot": {"user": person, "bot": ME}},
        "subscription": {"subscription": {"user": person, "state": "golden"}},
        "generation": {"stopped_message_generation": {"chat": private, "draft_id": 5}},
        "payment": {"purchased_paid_media": {"from": person, "paid_media_payload": "x"}},
        "poll": {"poll": POLL},
        "member of a new status": {"my_chat_member": {
            **of_group, "new_chat_member": {"status": "overlord", "user": ME}}},
        "no kind": {},
        "kind that nobody knows": {"galaxy": {"from": person, "stars": 7}},
        "message that is null": {"message": None},
        "message that is a list": {"message": [1]},
        "anonymous administrator": {"message": {
            **here, "chat": GROUP, "sender_chat": GROUP, "text": "/start",
            "from": {**ME, "id": 1_087_968_824}}},
        "post of the linked channel": {"message": {
            **here, "chat": GROUP, "sender_chat": CHANNEL, "is_automatic_forward": True,
            "text": "/help", "from": {**SOMEBODY, "id": 777_000}}},
        "topic of a group": {"message": {
            **here, "chat": GROUP, "forum_topic_created": {"name": "x", "icon_color": 99}}},
        "chat of a new type": {"message": {
            **here, "chat": {"id": -9, "type": "commune"}, "text": "/start"}},
        "message of nobody": {"message": {
            "message_id": 5, "date": DATE, "chat": private, "text": "/start"}},
    }  # fmt: skip
