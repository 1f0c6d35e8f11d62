// grammY with auto-retry, for bench/drain.py: drain.mjs ADDRESS TOKEN FIRST COUNT AT_ONCE TEXT
// Each line on the standard input sends the text to COUNT people; "done" answers it.
// Its throttler stays out: it keeps to 30 messages a second, and here no limit is met.
import { createInterface } from "node:readline";
import { autoRetry } from "@grammyjs/auto-retry";
import { Api } from "grammy";

const [address, token, first, count, atOnce, text] = process.argv.slice(2);
const api = new Api(token, { apiRoot: address });
api.config.use(autoRetry());

async function sendToAll() {
  let next = Number(first);
  const end = next + Number(count);
  const work = async () => {
    while (next < end) await api.sendMessage(next++, text);
  };
  await Promise.all(Array.from({ length: Number(atOnce) }, work));
}

console.log("ready");
for await (const _ of createInterface({ input: process.stdin })) {
  await sendToAll();
  console.log("done");
}
