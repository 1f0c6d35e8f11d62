import { act, get, listen } from "./api.js";
import { Composer } from "./composer.js";
import { alertBox, copy, setUpLocation, share, toast } from "./dialogs.js";
import { byId, el } from "./dom.js";
import { bubble } from "./messages.js";
import { current, day, speak, word } from "./words.js";

const TYPING_MS = 5000;
const PRESS_MS = 15000;
const NEAR_END = 80;

const store = {
  get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* private mode: not kept */ } },
};

const page = { personas: [], person: null, state: null, unread: new Map(), pressed: new Map(), stop: null };
const fail = (error) => toast(error.message);
const personId = () => page.person.id;
const locate = setUpLocation(personId, fail);
const composer = new Composer({
  say, locate: () => locate().catch(fail), fail, person: personId,
  bot: () => page.state.bot, commands: () => page.state.commands[current()] ?? [],
});
const actions = { say, open: openLink, inlineKey };

async function say(text) {
  try { await act(personId(), "say", { text }); } catch (error) { fail(error); }
}

// Links into Telegram stay inside this one; true means it was handled here.
function openLink(address) {
  const url = new URL(address);
  if (url.hostname !== "t.me") return false;
  if (url.pathname === "/share/url") { share(address); return true; }
  if (url.pathname === `/${page.state.bot.username}`) {
    const payload = url.searchParams.get("start");
    say(payload ? `/start ${payload}` : "/start");
    return true;
  }
  return false;
}

async function inlineKey(message, key, node) {
  if (key.copy_text) { copy(key.copy_text.text); return; }
  const query = key.switch_inline_query_current_chat ?? key.switch_inline_query;
  if (query !== undefined) {
    composer.text.value = `@${page.state.bot.username} ${query}`;
    composer.text.focus();
    composer.onInput();
    return;
  }
  node.setAttribute("aria-busy", "true");
  try {
    const id = await act(personId(), "press", { message_id: message.message_id, data: key.callback_data });
    page.pressed.set(id, node);
    const early = page.early?.get(id);
    if (early) onAnswer(id, early);
    setTimeout(() => release(id), PRESS_MS);
  } catch (error) { node.removeAttribute("aria-busy"); fail(error); }
}

function release(id) {
  page.pressed.get(id)?.removeAttribute("aria-busy");
  page.pressed.delete(id);
}

// The answer may overtake the response that tells which question it answers.
function onAnswer(id, answer) {
  if (!page.pressed.has(id)) { (page.early ??= new Map()).set(id, answer); return; }
  page.early?.delete(id);
  release(id);
  if (!answer.text) return;
  if (answer.show_alert) alertBox(answer.text); else toast(answer.text);
}

const HANDLERS = {
  message: (event) => { typing(false); addMessage(event.message); },
  edited: (event) => replaceMessage(event.message),
  deleted: (event) => find(event.message_id)?.remove(),
  keyboard: (event) => composer.showKeyboard(event.keyboard),
  callback_answer: (event) => onAnswer(event.callback_query_id, event.answer),
  inline_answer: (event) => composer.onInlineAnswer(event.inline_query_id, event.answer),
  chat_action: () => typing(true),
  membership: (event) => { page.state.is_blocked = event.is_blocked; showStatus(); },
};

function onEvent(event) {
  if (event.type === "commands") { refreshCommands(); return; }
  if (event.chat_id === page.person.id) HANDLERS[event.type]?.(event);
  else if (event.type === "message" && event.message.from.is_bot) {
    page.unread.set(event.chat_id, (page.unread.get(event.chat_id) ?? 0) + 1);
    showPeople();
  }
  if (event.type === "message" && document.hidden && event.chat_id === page.person.id) {
    page.unread.set(event.chat_id, (page.unread.get(event.chat_id) ?? 0) + 1);
    showPeople();
  }
}

async function refreshCommands() {
  page.state.commands = (await get(`${personId()}/state`)).commands;
}

const find = (id) => byId("messages").querySelector(`[data-id="${id}"]`);
const isAtEnd = () => {
  const box = byId("scroll");
  return box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;
};
function toEnd() { const box = byId("scroll"); box.scrollTop = box.scrollHeight; }

function addMessage(message) {
  if (find(message.message_id)) return;
  const stick = isAtEnd() || !message.from.is_bot;
  const box = byId("messages");
  box.querySelector(".empty")?.remove();
  const title = day(message.date);
  if (box.dataset.day !== title) {
    box.append(el("div", { class: "day" }, title));
    box.dataset.day = title;
  }
  const node = bubble(message, actions);
  node.classList.add("new");
  box.append(node);
  byId("start").hidden = true;
  byId("form").hidden = false;
  if (stick) showNew(node);
  else byId("to-end").hidden = false;
}

// A message taller than the window is read from its beginning.
function showNew(node) {
  const box = byId("scroll");
  if (node.offsetHeight > box.clientHeight) box.scrollTop = node.offsetTop - 8;
  else toEnd();
}

// In place: the reader's scroll position and the focused button stay where they were.
function replaceMessage(message) {
  const old = find(message.message_id);
  if (!old) return;
  const stick = isAtEnd();
  const keys = [...old.querySelectorAll(".key")];
  const focused = keys.indexOf(document.activeElement);
  const node = bubble(message, actions);
  old.replaceWith(node);
  if (focused >= 0) (node.querySelectorAll(".key")[focused] ?? byId("scroll")).focus({ preventScroll: true });
  if (stick) toEnd();
}

let typingTimer;
function typing(isOn) {
  clearTimeout(typingTimer);
  if (isOn) typingTimer = setTimeout(() => typing(false), TYPING_MS);
  showStatus(isOn ? "typing" : undefined);
}

function showStatus(key) {
  const isBlocked = page.state?.is_blocked;
  byId("bot-status").textContent = word(key ?? (isBlocked ? "blocked" : "bot"));
  byId("block").textContent = word(isBlocked ? "unblock" : "block");
}

function face(persona) {
  const title = current() === "en" ? persona.title_en : persona.title_ru;
  return el("span", { class: `face ${persona.role}`, "aria-hidden": "true" }, title[0]);
}

const titleOf = (persona) => (current() === "en" ? persona.title_en : persona.title_ru);
const noteOf = (persona) => (current() === "en" ? persona.note_en : persona.note_ru);

function showPeople() {
  byId("people-list").replaceChildren(...page.personas.map((persona) => {
    const count = page.unread.get(persona.id) ?? 0;
    const badge = count ? el("span", { class: "badge", "aria-label": `${count} ${word("unread")}` }, String(count)) : null;
    return el("li", {}, el("button", {
      type: "button", class: "person", "aria-current": String(persona === page.person),
      onclick: () => become(persona),
    }, face(persona), el("span", {}, el("span", { class: "name" }, titleOf(persona)), el("span", { class: "note" }, noteOf(persona))), badge));
  }));
  byId("roles").replaceChildren(...page.personas.map((persona) => el("button", {
    type: "button", class: "role", onclick: () => become(persona),
  }, face(persona), el("b", {}, titleOf(persona)), el("small", {}, noteOf(persona)))));
  const total = [...page.unread.values()].reduce((sum, count) => sum + count, 0);
  byId("others-unread").hidden = total === 0;
  byId("others-unread").textContent = String(total);
  document.title = total ? `(${total}) Профкомпас` : "Профкомпас";
}

async function become(persona) {
  page.person = persona;
  page.unread.delete(persona.id);
  store.set("person", persona.role);
  history.replaceState(null, "", `#${persona.role}`);
  byId("welcome").hidden = true;
  byId("people").inert = false;
  byId("chat").hidden = false;
  byId("app").classList.remove("picking");
  page.stop?.();
  try { await load(); } catch (error) { fail(error); }
  page.stop = listen(persona.id, { onEvent, onLost: () => showStatus("offline"), onBack: () => load().catch(fail) });
  showPeople();
  if (matchMedia("(min-width: 761px)").matches) composer.text.focus();
}

async function load() {
  page.state = await get(`${personId()}/state`);
  const box = byId("messages");
  box.replaceChildren();
  delete box.dataset.day;
  byId("bot-name").textContent = page.state.bot.first_name;
  page.state.messages.forEach(addMessage);
  const isEmpty = page.state.messages.length === 0;
  if (isEmpty) box.append(el("p", { class: "empty" }, word("empty")));
  byId("start").hidden = !isEmpty;
  byId("form").hidden = isEmpty;
  composer.suggest([]);
  composer.showKeyboard(page.state.keyboard);
  showStatus();
  for (const node of box.querySelectorAll(".new")) node.classList.remove("new");
  toEnd();
}

function dress(theme) {
  document.documentElement.dataset.theme = theme;
  const label = word(theme === "dark" ? "light" : "dark");
  byId("theme").textContent = label;
  byId("theme-menu").textContent = label;
}

function toggleTheme() {
  const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  store.set("theme", theme);
  dress(theme);
}

function talk(language) {
  speak(language);
  byId("language").textContent = word("other");
  byId("language-menu").textContent = word("other");
  dress(document.documentElement.dataset.theme);
  showPeople();
  if (page.state) { showStatus(); load().catch(fail); }
}

function toggleLanguage() {
  const language = current() === "ru" ? "en" : "ru";
  store.set("language", language);
  talk(language);
}

// A menu closes on Escape, on a choice and on a click elsewhere; the arrows walk it.
function setUpMenu(buttonId, menuId) {
  const button = byId(buttonId);
  const menu = byId(menuId);
  const open = (isOpen) => {
    menu.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) menu.querySelector("button").focus();
  };
  button.addEventListener("click", (event) => { event.stopPropagation(); open(menu.hidden); });
  document.addEventListener("click", () => open(false));
  menu.addEventListener("keydown", (event) => {
    const items = [...menu.querySelectorAll("button")];
    const at = items.indexOf(document.activeElement);
    if (event.key === "Escape") { open(false); button.focus(); }
    if (event.key === "ArrowDown") items[(at + 1) % items.length].focus();
    if (event.key === "ArrowUp") items[(at - 1 + items.length) % items.length].focus();
  });
}

byId("start").addEventListener("click", () => say("/start"));
byId("to-end").addEventListener("click", toEnd);
byId("scroll").addEventListener("scroll", () => { byId("to-end").hidden = isAtEnd(); });
byId("show-people").addEventListener("click", () => byId("app").classList.add("picking"));
byId("share-copy").addEventListener("click", () => copy(byId("share-link").textContent));
byId("block").addEventListener("click", () => act(personId(), page.state.is_blocked ? "unblock" : "block").catch(fail));
for (const id of ["language", "language-menu"]) byId(id).addEventListener("click", toggleLanguage);
for (const id of ["theme", "theme-menu"]) byId(id).addEventListener("click", toggleTheme);
setUpMenu("more", "more-menu");
setUpMenu("attach", "attach-menu");
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && page.person) { page.unread.delete(page.person.id); showPeople(); }
});

const dark = matchMedia("(prefers-color-scheme: dark)");
dark.addEventListener("change", () => { if (!store.get("theme")) dress(dark.matches ? "dark" : "light"); });
document.documentElement.dataset.theme = store.get("theme") ?? (dark.matches ? "dark" : "light");
page.personas = await get("personas");
talk(store.get("language") ?? (navigator.language.startsWith("en") ? "en" : "ru"));
const remembered = page.personas.find((persona) => persona.role === location.hash.slice(1));
if (remembered) await become(remembered);
