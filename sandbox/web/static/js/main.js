import { act, get, listen } from "./api.js";
import { Communities, mark, noteOf as noteOfPlace } from "./communities.js";
import { Composer } from "./composer.js";
import { alertBox, copy, setUpLocation, setUpPoll, share, toast } from "./dialogs.js";
import { byId, el } from "./dom.js";
import { Log } from "./log.js";
import { current, speak, word } from "./words.js";

const TYPING_MS = 5000;
const PRESS_MS = 15000;

const store = {
  get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* private mode: not kept */ } },
};

// `place` is the channel, group or topic that is read now; null while the visitor talks to the bot.
const page = { personas: [], person: null, place: null, state: null, unread: new Map(), pressed: new Map(), stop: null, held: null, loads: 0 };
const fail = (error) => toast(error.message);
const personId = () => page.person.id;
const locate = setUpLocation(personId, fail);
const composer = new Composer({
  say, locate: () => locate().catch(fail), pick: (key) => pick(key).catch(fail), fail, person: personId,
  bot: () => page.state.bot, commands: () => page.state.commands[current()] ?? [],
});
const communities = new Communities((entry) => visit(entry).catch(fail));
const log = new Log({
  say, open: openLink, inlineKey, remove,
  reply, me: personId, canAct: () => !page.place,
});

// The bar takes room from the messages: the last one stays in sight.
function reply(message) {
  const stick = log.isAtEnd();
  composer.reply(message);
  if (stick) log.toEnd();
}

// As a client asks for the person or the chat that a button of the bot's keyboard wants.
async function pick(key) {
  const isChannel = key.request_chat?.chat_is_channel;
  const people = page.personas.map((persona) => [persona.id, titleOf(persona)]);
  const chats = communities.entries.filter((entry) => !entry.thread && (entry.type === "channel") === isChannel)
    .map((entry) => [entry.id, entry.title]);
  const options = key.request_users ? people : chats;
  if (!options.length) throw new Error(word("nothingToPick"));
  const lines = options.map(([, title], index) => `${index + 1}. ${title}`);
  const chosen = options[Number(window.prompt([key.text, ...lines].join("\n"), "1")) - 1];
  if (!chosen) return;
  if (key.request_users) await act(personId(), "pick_users", { user_ids: [chosen[0]] });
  else await act(personId(), "pick_chat", { picked: chosen[0] });
}

async function say(text, replyTo) {
  try { await act(personId(), "say", { text, reply_to: replyTo }); } catch (error) { fail(error); }
}

async function remove(messages) {
  try {
    for (const message of messages) await act(personId(), "delete", { message_id: message.message_id });
  } catch (error) { fail(error); }
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
    const id = await act(personId(), "press", {
      message_id: message.message_id, data: key.callback_data, chat_id: page.place?.id,
    });
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
  keyboard: (event) => composer.showKeyboard(event.keyboard),
  callback_answer: (event) => onAnswer(event.callback_query_id, event.answer),
  inline_answer: (event) => composer.onInlineAnswer(event.inline_query_id, event.answer),
  chat_action: () => typing(true),
  membership: (event) => { page.state.is_blocked = event.is_blocked; showStatus(); },
};

const LOGGED = {
  message: (event) => { if (event.message.from?.id !== personId()) typing(false); addMessage(event.message); },
  edited: (event) => log.replace(event.message),
  deleted: (event) => {
    log.remove(event.message_id);
    if (composer.replied?.message_id === event.message_id) composer.reply(null);
  },
};

function onEvent(event) {
  if (page.held) { page.held.push(event); return; }
  if (event.type === "commands") { refreshCommands(); return; }
  if (event.type === "community") { refreshCommunities().catch(fail); return; }
  if (event.chat_id === personId()) HANDLERS[event.type]?.(event);
  const isShown = isOfShownPlace(event);
  if (isShown) LOGGED[event.type]?.(event);
  if (event.type === "message" && (!isShown || document.hidden)) count(event, isShown);
}

function isOfShownPlace(event) {
  if (!page.place) return event.chat_id === personId();
  return event.chat_id === page.place.id
    && (event.type !== "message" || (event.message.message_thread_id ?? null) === page.place.thread);
}

// What is unread: in the other personas' chats what the bot wrote, in communities everything.
// The crowd's chats are nobody's to read.
function count(event, isShown) {
  const isPersona = page.personas.some((persona) => persona.id === event.chat_id);
  if (event.chat_id < 0) communities.count(event);
  else if (isPersona && (isShown || event.message.from.is_bot)) page.unread.set(event.chat_id, (page.unread.get(event.chat_id) ?? 0) + 1);
  showPeople();
}

async function refreshCommands() {
  page.state.commands = (await get(`${personId()}/state`)).commands;
}

async function refreshCommunities() {
  await communities.refresh();
  communities.render(page.place);
}

function addMessage(message) {
  log.add(message);
  if (page.place) return;
  byId("start").hidden = true;
  byId("form").hidden = false;
}

let typingTimer;
function typing(isOn) {
  clearTimeout(typingTimer);
  if (isOn) typingTimer = setTimeout(() => typing(false), TYPING_MS);
  showStatus(isOn ? "typing" : undefined);
}

function showStatus(key) {
  const isBlocked = page.state?.is_blocked;
  const usual = page.place ? noteOfPlace(page.place) : word(isBlocked ? "blocked" : "bot");
  byId("bot-status").textContent = key && (!page.place || key === "offline") ? word(key) : usual;
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
      type: "button", class: "person", "aria-current": String(persona === page.person && !page.place),
      onclick: () => become(persona),
    }, face(persona), el("span", {}, el("span", { class: "name" }, titleOf(persona)), el("span", { class: "note" }, noteOf(persona))), badge));
  }));
  byId("roles").replaceChildren(...page.personas.map((persona) => el("button", {
    type: "button", class: "role", onclick: () => become(persona),
  }, face(persona), el("b", {}, titleOf(persona)), el("small", {}, noteOf(persona)))));
  communities.render(page.place);
  const total = [...page.unread.values()].reduce((sum, count) => sum + count, 0);
  byId("others-unread").hidden = total === 0;
  byId("others-unread").textContent = String(total);
  document.title = total ? `(${total}) Профкомпас` : "Профкомпас";
}

async function become(persona) {
  page.person = persona;
  page.place = null;
  page.unread.delete(persona.id);
  store.set("person", persona.role);
  history.replaceState(null, "", `#${persona.role}`);
  byId("welcome").hidden = true;
  byId("people").inert = false;
  byId("chat").hidden = false;
  byId("app").classList.remove("picking");
  page.stop?.();
  // First the events, then the state: what is told between the two would be in neither.
  await new Promise((opened) => {
    page.stop = listen(persona.id, {
      onEvent, onOpen: opened, onBack: () => load().catch(fail),
      onLost: () => { opened(); if (page.state) showStatus("offline"); },
    });
  });
  if (persona !== page.person) return; // the visitor has gone elsewhere
  try { await load(); } catch (error) { fail(error); }
  await refreshCommunities().catch(fail);
  showPeople();
  if (matchMedia("(min-width: 761px)").matches) composer.text.focus();
}

async function visit(entry) {
  page.place = entry;
  byId("app").classList.remove("picking");
  composer.reply(null);
  await load();
  showPeople();
}

// Events that come while the state is under way are newer than it.
async function load() {
  page.held ??= [];
  page.loads += 1;
  try { await loadState(); } finally {
    page.loads -= 1;
    if (!page.loads) {
      const { held } = page;
      page.held = null;
      held.forEach(onEvent);
    }
  }
}

async function loadState() {
  const { place, person } = page;
  // Everybody's app speaks as the page does, chosen by hand or by the browser.
  await act(personId(), "speak", { language: current() });
  const state = await get(`${personId()}/state`);
  const messages = place ? await communities.read(place) : state.messages;
  if (place !== page.place || person !== page.person) return; // the visitor has gone elsewhere
  page.state = state;
  byId("bot-name").textContent = place ? place.title : page.state.bot.first_name;
  byId("bot-avatar").hidden = Boolean(place);
  byId("community-avatar").hidden = !place;
  byId("community-avatar").replaceChildren(...(place ? [mark(place)] : []));
  byId("composer").classList.toggle("read-only", Boolean(place));
  byId("block").hidden = Boolean(place);
  const isEmpty = messages.length === 0;
  byId("start").hidden = !isEmpty || Boolean(place);
  byId("form").hidden = isEmpty;
  composer.reply(null);
  composer.suggest([]);
  composer.showKeyboard(page.state.keyboard);
  showStatus();
  log.fill(messages);
  if (isEmpty) byId("messages").append(el("p", { class: "empty" }, word(place ? "quiet" : "empty")));
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
  if (page.state) act(personId(), "speak", { language }).catch(fail);
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
byId("attach-poll").addEventListener("click", setUpPoll(personId));
byId("to-end").addEventListener("click", () => log.toEnd());
byId("scroll").addEventListener("scroll", () => { byId("to-end").hidden = log.isAtEnd(); });
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
