// A peer of bench/storm.py: grammY with its auto-retry and its throttler, as its guide to flood
// limits has them (grammy.dev/advanced/flood). BOT_TOKEN=... BOT_API_URL=... storm.mjs
import { autoRetry } from "@grammyjs/auto-retry";
import { apiThrottler } from "@grammyjs/transformer-throttler";
import { Bot } from "grammy";

const bot = new Bot(process.env.BOT_TOKEN, { client: { apiRoot: process.env.BOT_API_URL } });
bot.api.config.use(autoRetry());
bot.api.config.use(apiThrottler());
bot.command("start", (context) => context.reply("Здравствуйте!"));
bot.catch((error) => console.error(error.message));
await bot.start();
