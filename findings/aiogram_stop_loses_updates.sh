#!/usr/bin/env bash
# An orderly stop of aiogram's polling loses updates whose handlers are still at work.
#
# People would guess: on SIGTERM `start_polling` takes no more updates and waits for the handlers
# that run ("stop_polling doesn't cancel handlers", aiogram#919, was said of 2.x), or else Telegram
# gives what was not finished to the next process.
# What happens: handlers are tasks beside the polling (`handle_as_tasks`, True by default), and the
# loop asks for more at once, which confirms what it has just been given. At SIGTERM the dispatcher
# closes the sessions of its bots, `start_polling` returns, and `asyncio.run` cancels the handlers.
# Nobody gets the update again: the person's message is gone with exit code 0. A drain in
# `dp.shutdown` does not see them either; they have to be counted from `Dispatcher.feed_update` on.
# Seen in: aiogram 3.31.0 (PyPI), aiogram/dispatcher/dispatcher.py, `start_polling`, `_polling`.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" --disable-pip-version-check -q install 'aiogram==3.31.0'

cat > "$folder/program.py" <<'EOF'
import asyncio, signal, sys
from importlib.metadata import version
from aiohttp import web

USER = {"id": 7, "is_bot": False, "first_name": "A"}
MESSAGE = {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}, "from": USER,
           "text": "hello"}

async def bot(url):
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def on_message(message):
        print("begun", flush=True)
        await asyncio.sleep(60)
        print("done", flush=True)

    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    await dispatcher.start_polling(Bot("42:x", session=session))

class Telegram:
    # Keeps updates until a later offset confirms them (Bot API, getUpdates).
    def __init__(self):
        self.pending = [{"update_id": 1, "message": MESSAGE}]
        self.confirmed = asyncio.Event()
        self.asked = 0

    async def answer(self, request):
        method, given = request.match_info["method"], await request.post()
        if method == "getMe":
            me = {"id": 42, "is_bot": True, "first_name": "B", "username": "b_bot"}
            return web.json_response({"ok": True, "result": me})
        offset = int(given.get("offset") or 0)
        self.pending = [one for one in self.pending if one["update_id"] >= offset]
        self.asked += method == "getUpdates"
        if not self.pending:
            self.confirmed.set()
            await asyncio.sleep(0.2)
        return web.json_response({"ok": True, "result": self.pending})

async def life(url, telegram, is_first):
    command = [sys.executable, __file__, url]
    child = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    said = []
    if is_first:
        said.append((await child.stdout.readline()).decode().strip())
        await telegram.confirmed.wait()
    else:
        before = telegram.asked
        while telegram.asked < before + 3:
            await asyncio.sleep(0.1)
    child.send_signal(signal.SIGTERM)
    rest, _ = await child.communicate()
    return said + rest.decode().split(), child.returncode

async def main():
    telegram = Telegram()
    app = web.Application()
    app.router.add_post("/bot42:x/{method}", telegram.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"
    print("aiogram", version("aiogram"))
    first, code = await life(url, telegram, True)
    print("stopped while its handler was at work:", first, "exit code", code)
    second, code = await life(url, telegram, False)
    print("the next process:", second, "exit code", code)
    await runner.cleanup()
    return 0 if first == ["begun"] and second == [] else 1

if len(sys.argv) > 1:
    asyncio.run(bot(sys.argv[1]))
else:
    sys.exit(asyncio.run(main()))
EOF
"$folder/venv/bin/python" "$folder/program.py"
