import { byId, el } from "./dom.js";
import { album, bubble, service } from "./messages.js";
import { Roving } from "./roving.js";
import { day } from "./words.js";

const NEAR_END = 80;

// The messages that are shown now. A whole album is one node, drawn anew when a part changes.
export class Log {
  constructor(actions) {
    this.actions = { ...actions, show: (id) => this.show(id) };
    this.box = byId("messages");
    this.messages = new Map();
    this.roving = new Roving(this.box, byId("scroll"));
  }

  clear() {
    this.messages.clear();
    this.box.replaceChildren();
    delete this.box.dataset.day;
  }

  fill(messages) {
    this.clear();
    messages.forEach((message) => this.add(message));
    for (const node of this.box.querySelectorAll(".new")) node.classList.remove("new");
    this.toEnd();
  }

  add(message) {
    if (this.messages.has(message.message_id)) return;
    const stick = this.isAtEnd() || message.from?.id === this.actions.me();
    const old = this.nodeOf(message);
    this.messages.set(message.message_id, message);
    this.box.querySelector(".empty")?.remove();
    const node = this.draw(message);
    if (old) old.replaceWith(node);
    else {
      this.addDay(message.date);
      node.classList.add("new");
      this.box.append(node);
    }
    this.roving.take(node, old === this.roving.open);
    if (stick) this.showNew(node);
    else byId("to-end").hidden = false;
  }

  // In place: the reader's scroll position and the focused button stay where they were.
  replace(message) {
    const old = this.nodeOf(message);
    if (!old) return;
    this.messages.set(message.message_id, message);
    const stick = this.isAtEnd();
    const focused = [...old.querySelectorAll(".key")].indexOf(document.activeElement);
    const isOpen = old === this.roving.open;
    const node = this.draw(message);
    old.replaceWith(node);
    if (isOpen) this.roving.take(node, true);
    else this.roving.close(node);
    if (focused >= 0) (node.querySelectorAll(".key")[focused] ?? byId("scroll")).focus({ preventScroll: true });
    if (stick) this.toEnd();
  }

  remove(id) {
    const message = this.messages.get(id);
    if (!message) return;
    const node = this.nodeOf(message);
    this.messages.delete(id);
    const [sibling] = this.albumOf(message);
    if (sibling) node.replaceWith(this.draw(sibling));
    else node.remove();
    this.roving.enter(this.roving.newest());
  }

  draw(message) {
    const said = service(message);
    if (said) return el("div", { class: "day", "data-id": message.message_id }, said);
    return message.media_group_id ? album(this.albumOf(message), this.actions) : bubble(message, this.actions);
  }

  albumOf(message) {
    if (!message.media_group_id) return [];
    return [...this.messages.values()].filter((other) => other.media_group_id === message.media_group_id);
  }

  nodeOf(message) {
    const group = message.media_group_id;
    return this.box.querySelector(group ? `[data-group="${CSS.escape(group)}"]` : `[data-id="${message.message_id}"]`);
  }

  addDay(date) {
    const title = day(date);
    if (this.box.dataset.day === title) return;
    this.box.append(el("div", { class: "day" }, title));
    this.box.dataset.day = title;
  }

  show(id) {
    const message = this.messages.get(id);
    const node = message && this.nodeOf(message);
    if (!node) return;
    node.scrollIntoView({ block: "center" });
    node.classList.add("pointed");
    setTimeout(() => node.classList.remove("pointed"), 1200);
  }

  isAtEnd() {
    const scroll = byId("scroll");
    return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_END;
  }

  toEnd() {
    const scroll = byId("scroll");
    scroll.scrollTop = scroll.scrollHeight;
  }

  // A message taller than the window is read from its beginning.
  showNew(node) {
    const scroll = byId("scroll");
    if (node.offsetHeight > scroll.clientHeight) scroll.scrollTop = node.offsetTop - 8;
    else this.toEnd();
  }
}
