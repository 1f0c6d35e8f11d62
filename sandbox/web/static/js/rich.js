import { link } from "./entities.js";
import { el } from "./dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code",
  subscript: "sub", superscript: "sup", marked: "mark", spoiler: "span",
};

// A rich message: https://core.telegram.org/bots/api#richmessage, as far as the sandbox takes it.
export function rich(message, actions) {
  return el("div", { class: "words rich" }, ...message.blocks.map((block) => draw(block, actions)));
}

function draw(block, actions) {
  if (block.type === "table") return table(block, actions);
  if (block.type === "divider") return el("hr");
  if (block.type === "heading") return el("div", { class: `rich-heading size-${block.size}`, role: "heading", "aria-level": block.size + 2 }, ...said(block.text, actions));
  return el(block.type === "pre" ? "pre" : "p", { class: `rich-${block.type}` }, ...said(block.text, actions));
}

// Up to three columns share a phone's width; a wider table scrolls sideways by itself.
function table(block, actions) {
  const columns = Math.max(...block.cells.map((row) => row.reduce((sum, one) => sum + (one.colspan ?? 1), 0)));
  const kind = ["is_bordered", "is_striped", "is_compact"].filter((name) => block[name]).map((name) => name.slice(3));
  const caption = block.caption && el("caption", {}, ...said(block.caption, actions));
  const rows = block.cells.map((row) => el("tr", {}, ...row.map((one) => cell(one, actions))));
  return el("div", { class: "rich-table" }, el("table", { class: [...kind, columns < 4 && "few"].filter(Boolean).join(" ") }, caption, el("tbody", {}, ...rows)));
}

function cell(one, actions) {
  const inside = one.text === undefined ? [] : said(one.text, actions);
  return el(one.is_header ? "th" : "td", {
    class: `${one.align} ${one.valign}`, colspan: one.colspan, rowspan: one.rowspan,
    scope: one.is_header ? (one.colspan ? "rowgroup" : "col") : undefined,
  }, ...inside);
}

function said(text, actions) {
  if (typeof text === "string") return [text];
  if (Array.isArray(text)) return text.flatMap((part) => said(part, actions));
  const inner = said(text.text, actions);
  return [text.type === "url" ? link(text.url, inner, actions) : el(TAGS[text.type] ?? "span", {}, ...inner)];
}

// Its first words, for a message that is quoted.
export function firstWords(message) {
  const [block] = message.blocks;
  return block.text === undefined ? "" : plain(block.text);
}

function plain(text) {
  if (typeof text === "string") return text;
  return Array.isArray(text) ? text.map(plain).join("") : plain(text.text);
}
