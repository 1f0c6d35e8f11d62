async function answerOf(response) {
  const body = await response.json().catch(() => ({ ok: false, error: response.statusText }));
  if (!response.ok || body.ok === false) throw new Error(body.error || response.statusText);
  return body;
}

export const get = async (path) => answerOf(await fetch(`/chat/api/${path}`));

export async function act(person, name, given = {}) {
  const body = JSON.stringify(given);
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(`/chat/api/${person}/${name}`, { method: "POST", headers, body });
  return (await answerOf(response)).result;
}

// Several files go as one album; each has its kind at the same place.
export async function upload(person, files, { kinds, caption, replyTo }) {
  const form = new FormData();
  form.append("caption", caption);
  if (replyTo) form.append("reply_to", replyTo);
  for (const kind of kinds) form.append("kind", kind);
  for (const file of files) form.append("file", file, file.name);
  const response = await fetch(`/chat/api/${person}/upload`, { method: "POST", body: form });
  return (await answerOf(response)).result;
}

// EventSource reconnects by itself; what was missed meanwhile is in the state, so load it anew.
export function listen(person, { onEvent, onOpen, onLost, onBack }) {
  const source = new EventSource(`/chat/api/${person}/events`);
  let wasLost = false;
  source.onmessage = (message) => onEvent(JSON.parse(message.data));
  source.onerror = () => { wasLost = true; onLost(); };
  source.onopen = () => { onOpen(); if (wasLost) onBack(); wasLost = false; };
  return () => source.close();
}
