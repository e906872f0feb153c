"""A bot on aiocqhttp, the library inside AstrBot, LangBot and HoshinoBot. Settings come from the environment."""

import os

from aiocqhttp import CQHttp, Event

bot = CQHttp(access_token=os.environ.get("ACCESS_TOKEN", ""))


@bot.on_meta_event("lifecycle.connect")
async def connected(event: Event) -> None:
    print(f"connect {event.self_id}", flush=True)


@bot.on_message
async def received(event: Event) -> None:
    print(f"message {event.self_id} {event.raw_message}", flush=True)


if __name__ == "__main__":
    bot.run(host=os.environ["HOST"], port=int(os.environ["PORT"]))
