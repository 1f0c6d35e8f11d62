import { el, svg } from "./dom.js";
import { size, word } from "./words.js";

const KINDS = ["video", "animation", "video_note", "document", "audio", "voice"];
const address = (stored) => `/chat/file/${encodeURIComponent(stored.file_id)}`;
const isPicture = (stored) => stored.mime_type?.startsWith("image/");

// The file of a message as a picture, a player or something to download; null when it has none.
export function media(message) {
  if (message.photo) return photo(message);
  if (message.sticker) return picture(message.sticker, message.sticker.emoji ?? "");
  const kind = KINDS.find((name) => message[name]);
  if (!kind) return null;
  const stored = message[kind];
  if (kind === "animation" && isPicture(stored)) return picture(stored, message.caption ?? word("photoAlt"));
  return ["video", "animation", "video_note"].includes(kind) ? player(stored) : file(stored);
}

function photo(message) {
  return picture(message.photo[message.photo.length - 1], message.caption ?? word("photoAlt"));
}

const picture = (stored, alt) => el("img", { class: "photo", src: address(stored), alt });

// What the browser cannot play can still be downloaded.
function player(stored) {
  const node = el("video", {
    class: "photo video", src: address(stored), controls: true, preload: "metadata", playsinline: true,
    "aria-label": `${word("video")} ${stored.file_name ?? ""}`,
  });
  node.addEventListener("error", () => node.replaceWith(file(stored)));
  return node;
}

function file(stored) {
  const glyph = svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" },
    svg("path", { d: "M12 4v11m0 0l-4-4m4 4l4-4M5 20h14" }));
  const name = stored.file_name ?? stored.mime_type ?? "";
  return el("a", { class: "file", href: address(stored), download: name },
    el("span", { class: "glyph" }, glyph),
    el("span", {}, name, el("small", {}, size(stored.file_size ?? 0))));
}

export function poll(asked) {
  const kind = asked.type === "quiz" ? "quiz" : asked.is_anonymous ? "anonymousPoll" : "openPoll";
  return el("div", { class: "poll" },
    el("b", {}, asked.question), el("small", {}, word(kind)),
    el("ul", {}, ...asked.options.map((option) => el("li", {}, el("span", { class: "ring", "aria-hidden": "true" }), option.text))),
    el("small", {}, `${word("votes")}: ${asked.total_voter_count}`));
}
