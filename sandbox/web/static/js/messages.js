import { el, svg } from "./dom.js";
import { link, words } from "./entities.js";
import { media, poll } from "./media.js";
import { firstWords, rich } from "./rich.js";
import { clock, word } from "./words.js";

// What is said in place of a bubble when something has happened to the chat.
export function service(message) {
  if (message.forum_topic_created) return `${word("topicCreated")}: ${message.forum_topic_created.name}`;
  return null;
}

export function authorOf(message) {
  return message.sender_chat?.title ?? message.from?.first_name ?? message.chat.title ?? "";
}

const isMine = (message, actions) => message.from?.id === actions.me() && !message.sender_chat;

export function bubble(message, actions) {
  const body = [media(message), ...captioned(message, actions)];
  return article([message], actions, body, keyboard(message, actions));
}

// How many tiles stand in a row, and whether the first row is of larger ones.
function shape(count) {
  if (count < 5) return ["one", "two", "two lead", "two"][count - 1];
  return ["three", "three lead", "three lead-two"][count % 3];
}

// One bubble for all messages with the same media_group_id: a grid, or a list of files.
export function album(messages, actions) {
  const isGrid = messages.every((message) => message.photo || message.video);
  const tiles = messages.map((message) => el("div", { class: "tile", "data-id": message.message_id }, media(message)));
  const grid = el("div", { class: isGrid ? `album ${shape(messages.length)}` : "album-list" }, ...tiles);
  const captions = messages.flatMap((message) => captioned(message, actions));
  return article(messages, actions, [grid, ...captions], null);
}

function article(messages, actions, body, keys) {
  const [first] = messages;
  const mine = isMine(first, actions);
  const content = [
    first.chat.type === "supergroup" && !mine && el("div", { class: "author" }, authorOf(first)),
    first.via_bot && el("div", { class: "via" }, `${word("via")} @${first.via_bot.username}`),
    first.forward_origin && el("div", { class: "via" }, `${word("forwarded")} ${originName(first.forward_origin)}`),
    first.reply_to_message && quote(first.reply_to_message, actions),
    ...body,
    meta(messages, actions, mine),
  ].filter(Boolean);
  const group = first.media_group_id;
  return el("article", {
    class: `message${mine ? " mine" : ""}${group ? " has-album" : ""}`,
    "data-id": group ? undefined : first.message_id, "data-group": group,
    "aria-label": mine ? word("you") : authorOf(first),
  }, el("div", { class: "bubble" }, ...content), keys);
}

function captioned(message, actions) {
  return [
    (message.venue || message.location) && place(message),
    message.poll && poll(message.poll),
    message.giveaway && el("div", { class: "words" }, word("giveaway")),
    message.contact && el("div", { class: "words" }, `${message.contact.first_name} ${message.contact.phone_number}`),
    message.rich_message && rich(message.rich_message, actions),
    message.text !== undefined && words(message.text, message.entities, actions),
    message.caption !== undefined && words(message.caption, message.caption_entities, actions),
  ];
}

function meta(messages, actions, mine) {
  const [first] = messages;
  return el("div", { class: "meta" },
    actions.canAct() && el("span", { class: "acts" },
      act("reply", "M9 6L4 11l5 5M4 11h9a6 6 0 016 6v1", () => actions.reply(first)),
      mine && act("delete", "M5 7h14M10 7V5h4v2M7 7l1 12h8l1-12", () => actions.remove(messages))),
    messages.some((message) => message.edit_date) && el("span", {}, word("edited")),
    el("span", {}, clock(first.date)));
}

function act(name, path, onclick) {
  const icon = svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, svg("path", { d: path }));
  return el("button", { type: "button", class: "act", "aria-label": word(name), title: word(name), onclick }, icon);
}

function quote(replied, actions) {
  return el("button", { type: "button", class: "quote", onclick: () => actions.show(replied.message_id) },
    el("b", {}, authorOf(replied)), el("span", {}, gist(replied)));
}

function originName(origin) {
  return origin.sender_user?.first_name ?? origin.sender_user_name ?? origin.chat?.title ?? "";
}

// A message in one line: its words, else what it is.
export function gist(message) {
  const said = message.text ?? message.caption;
  if (said) return said;
  if (message.rich_message) return firstWords(message.rich_message);
  if (message.poll) return message.poll.question;
  if (message.photo) return word("photoAlt");
  if (message.video) return word("video");
  if (message.venue || message.location) return message.venue?.title ?? word("location");
  return message.document?.file_name ?? word("message");
}

function place(message) {
  const at = message.venue?.location ?? message.location;
  const point = `${at.latitude.toFixed(5)}, ${at.longitude.toFixed(5)}`;
  const url = `https://www.openstreetmap.org/?mlat=${at.latitude}&mlon=${at.longitude}#map=14/${at.latitude}/${at.longitude}`;
  return el("a", { class: "place", href: url, target: "_blank", rel: "noopener noreferrer", "aria-label": message.venue ? undefined : `${word("place")}: ${point}` },
    sketch(at),
    message.venue && el("b", {}, message.venue.title),
    message.venue && el("small", {}, message.venue.address),
    el("small", {}, point));
}

// A drawing, not a map: the sandbox has no network. The streets follow from the coordinates.
function sketch(at) {
  const turn = ((at.latitude * 37 + at.longitude * 53) % 50) - 25;
  const shift = (at.longitude * 1000) % 40;
  const streets = [20, 60, 100, 150].flatMap((x) => [
    svg("path", { d: `M${x + shift - 60} -80V260`, stroke: "#fff", "stroke-width": "7" }),
    svg("path", { d: `M-80 ${x + shift - 40}H420`, stroke: "#fff", "stroke-width": "5" }),
  ]);
  return svg("svg", { class: "map", viewBox: "0 0 300 132", preserveAspectRatio: "xMidYMid slice", "aria-hidden": "true" },
    svg("rect", { width: "300", height: "132", fill: "#dfe8df" }),
    svg("g", { transform: `rotate(${turn} 150 66)` },
      svg("path", { d: "M-60 110C60 60 160 150 400 90V300H-60Z", fill: "#b7d4ea" }), ...streets),
    svg("path", { d: "M150 84c-14-18-21-27-21-37a21 21 0 1142 0c0 10-7 19-21 37z", fill: "#d43d3d", stroke: "#fff", "stroke-width": "3" }),
    svg("circle", { cx: "150", cy: "47", r: "7", fill: "#fff" }));
}

function keyboard(message, actions) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return el("div", { class: "inline-keyboard", role: "group", "aria-label": word("keyboard") },
    ...rows.map((row) => el("div", { class: "inline-row" }, ...row.map((key) => inlineKey(message, key, actions)))));
}

function inlineKey(message, key, actions) {
  const kind = ["primary", "success", "danger"].includes(key.style) ? ` ${key.style}` : "";
  if (key.url) {
    const node = link(key.url, [key.text], actions);
    node.className = `key${kind}`;
    return node;
  }
  const node = el("button", { type: "button", class: `key${kind}`, "data-data": key.callback_data }, key.text);
  if (key.disabled) node.disabled = true;
  node.addEventListener("click", () => actions.inlineKey(message, key, node));
  return node;
}
