import { act, get } from "./api.js";
import { byId, el } from "./dom.js";
import { current, word } from "./words.js";

let towns = null;
let toastTimer;

export function toast(text) {
  const box = byId("toast");
  box.textContent = text;
  box.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { box.hidden = true; }, 3500);
}

export function alertBox(text) {
  byId("alert-text").textContent = text;
  byId("alert").showModal();
}

export function share(url) {
  const asked = new URL(url).searchParams;
  byId("share-text").textContent = asked.get("text") ?? "";
  byId("share-link").textContent = asked.get("url") ?? "";
  byId("share").showModal();
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(word("copied"));
  } catch { toast(text); }
}

// A point from the list, typed, or from the device; with a name it becomes a venue.
export function setUpLocation(person, fail) {
  const dialog = byId("locate");
  const error = byId("locate-error");

  const send = async (lat, lon, name) => {
    const title = byId("venue-title").value.trim();
    const given = { lat, lon, live_period: byId("live").checked ? 900 : 0 };
    dialog.close();
    try {
      if (title) await act(person(), "venue", { lat, lon, title, address: name ?? `${lat}, ${lon}` });
      else await act(person(), "location", given);
    } catch (problem) { fail(problem); }
  };

  const list = () => {
    const typed = byId("town-search").value.trim().toLowerCase();
    const found = towns.filter((town) => [town.name, town.name_latin].some((name) => name.toLowerCase().includes(typed)));
    byId("towns").replaceChildren(...found.slice(0, 60).map((town) => {
      const name = current() === "en" ? town.name_latin : town.name;
      return el("li", {}, el("button", { type: "button", onclick: () => send(town.lat, town.lon, town.region) },
        name, " ", el("small", {}, town.region)));
    }));
  };

  byId("town-search").addEventListener("input", list);
  byId("locate-send").addEventListener("click", () => {
    const numbers = byId("coordinates").value.match(/-?\d+(?:[.]\d+)?/g)?.map(Number) ?? [];
    const [lat, lon] = numbers;
    if (numbers.length !== 2 || Math.abs(lat) > 90 || Math.abs(lon) > 180) error.textContent = word("badPoint");
    else send(lat, lon);
  });
  byId("coordinates").addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); byId("locate-send").click(); }
  });
  byId("locate-device").addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      (at) => send(at.coords.latitude, at.coords.longitude),
      () => { error.textContent = word("noDevice"); });
  });

  return async () => {
    towns ??= await get("towns");
    for (const id of ["town-search", "coordinates", "venue-title"]) byId(id).value = "";
    byId("live").checked = false;
    error.textContent = "";
    list();
    dialog.showModal();
    byId("town-search").focus();
  };
}

// A question with its answers; what the server refuses is said in the dialog.
export function setUpPoll(person) {
  const dialog = byId("poll");
  byId("poll-send").addEventListener("click", async () => {
    const options = byId("poll-options").value.split("\n").map((line) => line.trim()).filter(Boolean);
    const question = byId("poll-question").value.trim();
    if (!question || !options.length) { byId("poll-error").textContent = word("badPoll"); return; }
    const given = { question, options, anonymous: byId("poll-anonymous").checked };
    try {
      await act(person(), "poll", given);
      dialog.close();
    } catch (problem) { byId("poll-error").textContent = problem.message; }
  });
  return () => {
    for (const id of ["poll-question", "poll-options"]) byId(id).value = "";
    byId("poll-anonymous").checked = true;
    byId("poll-error").textContent = "";
    dialog.showModal();
    byId("poll-question").focus();
  };
}
