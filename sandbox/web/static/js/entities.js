import { el } from "./dom.js";
import { fullMoment, word } from "./words.js";

const SAFE = /^(https?|tg|mailto):/i;
const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };

// Offsets are UTF-16 units, and so are JavaScript's string indexes.
export function words(text, entities, actions) {
  const ordered = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return el("div", { class: "words" }, ...range(text, 0, text.length, ordered, actions));
}

function range(text, start, end, entities, actions) {
  const nodes = [];
  let at = start;
  for (let i = 0; i < entities.length; i += 1) {
    const entity = entities[i];
    if (entity.offset < at || entity.offset >= end) continue;
    const stop = Math.min(end, entity.offset + entity.length);
    const inner = entities.slice(i + 1).filter((e) => e.offset < stop);
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    const children = range(text, entity.offset, stop, inner, actions);
    nodes.push(element(entity, text.slice(entity.offset, stop), children, actions));
    at = stop;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

function element(entity, text, children, actions) {
  const { type } = entity;
  if (TAGS[type]) return el(TAGS[type], {}, ...children);
  if (type === "pre") return el("pre", {}, el("code", {}, ...children));
  if (type === "text_link") return link(entity.url, children, actions);
  if (type === "text_mention") return link(`tg://user?id=${entity.user.id}`, children, actions);
  if (type === "url") return link(/^[a-z]+:/i.test(text) ? text : `https://${text}`, children, actions);
  if (type === "email") return link(`mailto:${text}`, children, actions);
  if (type === "bot_command") {
    return el("button", { type: "button", class: "command", onclick: () => actions.say(text) }, ...children);
  }
  if (type === "blockquote") return el("blockquote", {}, ...children);
  if (type === "expandable_blockquote") return foldable(children);
  if (type === "spoiler") return spoiler(children);
  if (type === "date_time") {
    const iso = new Date(entity.unix_time * 1000).toISOString();
    return el("time", { datetime: iso, title: fullMoment(entity.unix_time) }, ...children);
  }
  return el("span", { class: type }, ...children);
}

export function link(address, children, actions) {
  if (!SAFE.test(address)) return el("span", {}, ...children);
  return el("a", {
    href: address, target: "_blank", rel: "noopener noreferrer",
    onclick: (event) => { if (actions.open(address)) event.preventDefault(); },
  }, ...children);
}

function foldable(children) {
  const toggle = el("button", { type: "button", class: "unfold", "aria-expanded": "false" }, word("more_"));
  const quote = el("blockquote", { class: "folded" }, el("div", { class: "quoted" }, ...children), toggle);
  toggle.addEventListener("click", () => {
    const isFolded = quote.classList.toggle("folded");
    toggle.setAttribute("aria-expanded", String(!isFolded));
    toggle.textContent = word(isFolded ? "more_" : "less");
  });
  return quote;
}

function spoiler(children) {
  const node = el("button", { type: "button", class: "spoiler", "aria-expanded": "false", "aria-label": word("reveal") }, ...children);
  node.addEventListener("click", () => {
    node.setAttribute("aria-expanded", "true");
    node.removeAttribute("aria-label");
  });
  return node;
}
