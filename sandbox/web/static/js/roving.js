// One message at a time is in the tab order, the newest unless the visitor is in another: a long
// talk does not stand between the page's head and the last answer. Arrows, Home and End walk the
// messages (roving tabindex, WAI-ARIA Authoring Practices, "Keyboard Navigation Inside Components").
const INSIDE = "a[href], button, input, summary";
const STEPS = { ArrowUp: -1, ArrowDown: 1 };

export class Roving {
  constructor(box, scroll) {
    this.box = box;
    this.open = null;
    scroll.addEventListener("keydown", (event) => this.onKey(event, scroll));
    box.addEventListener("focusin", (event) => this.enter(event.target.closest(".message")));
    box.addEventListener("focusout", (event) => { if (!box.contains(event.relatedTarget)) this.enter(this.newest()); });
  }

  messages() {
    return [...this.box.querySelectorAll(".message")];
  }

  newest() {
    return this.messages().at(-1) ?? null;
  }

  // A node that is new in the list, or stands in the place of the one that was open.
  take(node, isInPlace = false) {
    if (!node.classList.contains("message")) return;
    this.close(node);
    if (isInPlace || !this.open?.contains(document.activeElement)) this.enter(node);
  }

  close(node) {
    node.tabIndex = -1;
    set(node, -1);
  }

  enter(node) {
    if (!node || node === this.open) return;
    if (this.open) set(this.open, -1);
    this.open = node;
    set(node, 0);
  }

  onKey(event, scroll) {
    const messages = this.messages();
    const at = messages.indexOf(document.activeElement.closest(".message"));
    const isInside = document.activeElement === scroll || at >= 0;
    if (!isInside || !messages.length || event.ctrlKey || event.altKey || event.metaKey) return;
    const from = at < 0 ? messages.length : at;
    const to = { Home: 0, End: messages.length - 1 }[event.key] ?? from + STEPS[event.key];
    const target = messages[Math.max(0, Math.min(messages.length - 1, to))];
    if (!target) return;
    event.preventDefault();
    target.focus();
  }
}

function set(node, tabIndex) {
  for (const one of node.querySelectorAll(INSIDE)) one.tabIndex = tabIndex;
}
