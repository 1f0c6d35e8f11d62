import { act, upload } from "./api.js";
import { byId, el } from "./dom.js";
import { authorOf, gist } from "./messages.js";
import { word } from "./words.js";

// The text field with its suggestions (commands, inline results), the message it replies to,
// files and the bot's keyboard.
export class Composer {
  constructor({ say, locate, pick, fail, person, bot, commands }) {
    Object.assign(this, { say, locate, pick, fail, person, bot, commands });
    this.text = byId("text");
    this.list = byId("suggestions");
    this.options = [];
    this.chosen = -1;
    this.inlineId = null;
    this.replied = null;
    byId("form").addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    this.text.addEventListener("keydown", (event) => this.onKey(event));
    this.text.addEventListener("input", () => this.onInput());
    byId("commands").addEventListener("click", () => this.toggleCommands());
    byId("keyboard-toggle").addEventListener("click", () => this.toggleKeyboard());
    byId("file").addEventListener("change", (event) => this.onFile(event));
    byId("attach-photo").addEventListener("click", () => this.pickFiles("media", "image/*,video/*"));
    byId("attach-document").addEventListener("click", () => this.pickFiles("document", ""));
    byId("no-reply").addEventListener("click", () => { this.reply(null); this.text.focus(); });
    byId("attach-location").addEventListener("click", () => this.locate());
  }

  async submit() {
    const text = this.text.value.trim();
    if (!text) return;
    this.text.value = "";
    this.grow();
    this.suggest([]);
    await this.say(text, this.takeReply());
  }

  // Shows what the next message replies to; null for nothing.
  reply(message) {
    this.replied = message;
    byId("reply-bar").hidden = !message;
    if (!message) return;
    byId("reply-author").textContent = authorOf(message);
    byId("reply-gist").textContent = gist(message);
    this.text.focus();
  }

  takeReply() {
    const id = this.replied?.message_id;
    this.reply(null);
    return id;
  }

  onKey(event) {
    const open = this.options.length > 0;
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.mark((this.chosen + step + this.options.length) % this.options.length);
    } else if (open && event.key === "Escape") {
      event.preventDefault();
      this.suggest([]);
    } else if (event.key === "Escape" && this.replied) {
      this.reply(null);
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (open && this.chosen >= 0) this.options[this.chosen].take();
      else this.submit();
    }
  }

  onInput() {
    this.grow();
    const text = this.text.value;
    const inline = `@${this.bot().username} `;
    clearTimeout(this.timer);
    if (/^\/\w*$/.test(text)) this.suggestCommands(text.slice(1));
    else if (text.toLowerCase().startsWith(inline.toLowerCase())) {
      this.timer = setTimeout(() => this.askInline(text.slice(inline.length)), 200);
    } else this.suggest([]);
  }

  grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(140, this.text.scrollHeight)}px`;
  }

  toggleCommands() {
    if (this.options.length) this.suggest([]);
    else { this.suggestCommands(""); this.text.focus(); }
  }

  suggestCommands(typed) {
    const found = this.commands().filter((command) => command.command.startsWith(typed.toLowerCase()));
    this.suggest(found.map((command) => ({
      title: `/${command.command}`, note: command.description,
      take: () => { this.text.value = ""; this.suggest([]); this.say(`/${command.command}`); },
    })));
  }

  // `before` are the results that are shown already, when the bot has more of them.
  async askInline(query, offset = "", before = []) {
    try {
      this.asked = { query, offset, before };
      this.inlineId = await act(this.person(), "inline", { query, offset });
      clearTimeout(this.patience);
      const early = this.early;
      this.early = null;
      if (early?.id === this.inlineId) { this.onInlineAnswer(early.id, early.answer); return; }
      this.patience = setTimeout(() => this.suggest([{ title: word("noInline"), note: "", take: () => this.suggest([]) }]), 2500);
    } catch (error) { this.fail(error); }
  }

  onInlineAnswer(id, answer) {
    // An answer from the cache overtakes the response that tells which query it is for.
    if (id !== this.inlineId) { this.early = { id, answer }; return; }
    clearTimeout(this.patience);
    const { query, before } = this.asked;
    const found = [...before, ...answer.results.map((result) => ({
      title: result.title ?? result.id, note: result.description ?? "", isResult: true,
      take: async () => {
        this.text.value = "";
        this.grow();
        this.suggest([]);
        await act(this.person(), "choose_inline", { inline_query_id: id, result_id: result.id }).catch(this.fail);
      },
    }))];
    const { button, next_offset: next } = answer;
    const top = button && !before.length ? [{
      title: button.text, note: "",
      take: () => { this.text.value = ""; this.suggest([]); this.say(`/start ${button.start_parameter}`); },
    }] : [];
    const more = next ? [{ title: word("moreResults"), note: "", take: () => this.askInline(query, next, [...top, ...found]) }] : [];
    this.suggest([...top, ...found, ...more], before.length || top.length);
  }

  suggest(options, at = 0) {
    this.options = options;
    this.list.replaceChildren(...options.map((option, index) => el("li", {
      role: "option", class: option.isResult && "result", id: `option-${index}`, "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); option.take(); },
    }, el("b", {}, option.title), el("span", {}, option.note))));
    this.list.hidden = options.length === 0;
    this.text.setAttribute("aria-expanded", String(options.length > 0));
    this.mark(options.length ? at : -1);
  }

  mark(index) {
    this.chosen = index;
    [...this.list.children].forEach((node, at) => node.setAttribute("aria-selected", String(at === index)));
    if (index < 0) this.text.removeAttribute("aria-activedescendant");
    else {
      this.text.setAttribute("aria-activedescendant", `option-${index}`);
      this.list.children[index].scrollIntoView({ block: "nearest" });
    }
  }

  showKeyboard(markup) {
    const box = byId("reply-keyboard");
    const rows = markup?.keyboard ?? [];
    box.replaceChildren(...rows.map((row) => el("div", { class: "reply-row" }, ...row.map((key) => this.replyKey(key)))));
    box.hidden = rows.length === 0;
    byId("keyboard-toggle").hidden = rows.length === 0;
    byId("keyboard-toggle").setAttribute("aria-expanded", String(rows.length > 0));
    this.text.placeholder = markup?.input_field_placeholder ?? word("placeholder");
  }

  replyKey(key) {
    let press = () => this.say(key.text);
    if (key.request_location) press = () => this.locate();
    if (key.request_users || key.request_chat) press = () => this.pick(key);
    return el("button", { type: "button", class: "reply-key", onclick: press }, key.text);
  }

  toggleKeyboard() {
    const box = byId("reply-keyboard");
    box.hidden = !box.hidden;
    byId("keyboard-toggle").setAttribute("aria-expanded", String(!box.hidden));
  }

  pickFiles(kind, accept) {
    const input = byId("file");
    input.dataset.kind = kind;
    input.accept = accept;
    input.click();
  }

  async onFile(event) {
    const files = [...event.target.files];
    if (!files.length) return;
    const isMedia = event.target.dataset.kind === "media";
    const kinds = files.map((file) => (!isMedia ? "document" : file.type.startsWith("video/") ? "video" : "photo"));
    const caption = this.text.value.trim();
    try {
      await upload(this.person(), files, { kinds, caption, replyTo: this.takeReply() });
      this.text.value = "";
    } catch (error) { this.fail(error); }
    event.target.value = "";
  }
}
