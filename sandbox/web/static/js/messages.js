import { el, svg } from "./dom.js";
import { link, words } from "./entities.js";
import { clock, size, word } from "./words.js";

export function bubble(message, actions) {
  const isMine = !message.from.is_bot;
  const content = [
    message.via_bot && el("div", { class: "via" }, `${word("via")} @${message.via_bot.username}`),
    message.photo && photo(message),
    (message.document ?? message.video ?? message.voice) && file(message.document ?? message.video ?? message.voice),
    message.sticker && el("img", { class: "photo", src: address(message.sticker), alt: message.sticker.emoji ?? "" }),
    (message.venue || message.location) && place(message),
    message.text !== undefined && words(message.text, message.entities, actions),
    message.caption !== undefined && words(message.caption, message.caption_entities, actions),
    el("div", { class: "meta" },
      message.edit_date && el("span", {}, word("edited")),
      el("span", {}, clock(message.date))),
  ].filter(Boolean);
  return el("article", {
    class: `message${isMine ? " mine" : ""}`, "data-id": message.message_id,
    "aria-label": isMine ? word("you") : message.from.first_name,
  }, el("div", { class: "bubble" }, ...content), keyboard(message, actions));
}

const address = (stored) => `/chat/file/${encodeURIComponent(stored.file_id)}`;

function photo(message) {
  const largest = message.photo[message.photo.length - 1];
  return el("img", { class: "photo", src: address(largest), alt: message.caption ?? word("photoAlt") });
}

function file(stored) {
  const glyph = svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" },
    svg("path", { d: "M12 4v11m0 0l-4-4m4 4l4-4M5 20h14" }));
  const name = stored.file_name ?? stored.mime_type ?? "";
  return el("a", { class: "file", href: address(stored), download: name },
    el("span", { class: "glyph" }, glyph),
    el("span", {}, name, el("small", {}, size(stored.file_size ?? 0))));
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
  node.addEventListener("click", () => actions.inlineKey(message, key, node));
  return node;
}
