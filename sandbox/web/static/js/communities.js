import { get } from "./api.js";
import { byId, el } from "./dom.js";
import { word } from "./words.js";

// Channels, supergroups and topics: places that a visitor only reads.
export class Communities {
  constructor(open) {
    this.open = open;
    this.entries = [];
    this.unread = new Map();
  }

  async refresh() {
    this.entries = (await get("communities")).flatMap(entriesOf);
  }

  // The entry whose messages these are: a topic of its own, or the chat.
  entryOf(chatId, message) {
    const thread = message?.message_thread_id ?? null;
    return this.entries.find((entry) => entry.id === chatId && entry.thread === thread);
  }

  count(event) {
    const entry = this.entryOf(event.chat_id, event.message);
    if (entry) this.unread.set(entry.key, (this.unread.get(entry.key) ?? 0) + 1);
  }

  async read(entry) {
    this.unread.delete(entry.key);
    const messages = await get(`communities/${entry.id}`);
    return messages.filter((message) => (message.message_thread_id ?? null) === entry.thread);
  }

  render(shown) {
    byId("communities-title").hidden = this.entries.length === 0;
    byId("communities-list").replaceChildren(...this.entries.map((entry) => {
      const count = this.unread.get(entry.key) ?? 0;
      const badge = count ? el("span", { class: "badge", "aria-label": `${count} ${word("unread")}` }, String(count)) : null;
      return el("li", {}, el("button", {
        type: "button", class: "person", "aria-current": String(entry.key === shown?.key), onclick: () => this.open(entry),
      }, mark(entry), el("span", {}, el("span", { class: "name" }, entry.title), el("span", { class: "note" }, noteOf(entry))), badge));
    }));
  }
}

function entriesOf({ chat, topics }) {
  const whole = { key: String(chat.id), id: chat.id, thread: null, type: chat.type, title: chat.title };
  return [whole, ...topics.map(({ thread_id: thread, name }) => ({
    key: `${chat.id}:${thread}`, id: chat.id, thread, type: "topic", title: name, parent: chat.title,
  }))];
}

export const mark = (entry) => el("span", { class: `face ${entry.type}`, "aria-hidden": "true" },
  { channel: "📣", topic: "#" }[entry.type] ?? entry.title[0]);

export const noteOf = (entry) => `${entry.parent ?? word(entry.type)} · ${word("readOnly")}`;
