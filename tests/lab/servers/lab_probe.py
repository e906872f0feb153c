"""A NoneBot plugin that lets a test see and disturb the bot it is loaded into.

Writes one line an event to data/lab-events.txt: "connect 10001", "disconnect 10001", "message 10001 hello", and
"api 10001 <nick name>" when LAB_CALLS_API is set. A number of seconds written to data/lab-freeze.txt blocks the event
loop for that long, as a plugin does that computes or sleeps in a handler; data/lab-thaw.txt ends it earlier.
"""

import asyncio
import os
import time
from pathlib import Path

from nonebot import get_driver, on_message
from nonebot.adapters import Bot, Event

DATA = Path("data")
EVENTS = DATA / "lab-events.txt"
FREEZE = DATA / "lab-freeze.txt"
THAW = DATA / "lab-thaw.txt"

driver = get_driver()
DATA.mkdir(exist_ok=True)


def note(line: str) -> None:
    with EVENTS.open("a", encoding="utf-8") as file:
        file.write(line + "\n")


@driver.on_bot_connect
async def connected(bot: Bot) -> None:
    note(f"connect {bot.self_id}")
    if os.environ.get("LAB_CALLS_API"):
        info = await bot.call_api("get_login_info")
        note(f"api {bot.self_id} {info['nickname']}")


@driver.on_bot_disconnect
async def disconnected(bot: Bot) -> None:
    note(f"disconnect {bot.self_id}")


@on_message().handle()
async def received(bot: Bot, event: Event) -> None:
    note(f"message {bot.self_id} {event.get_plaintext()}")


async def obey() -> None:
    while True:
        await asyncio.sleep(0.05)
        if FREEZE.exists():
            end = time.monotonic() + float(FREEZE.read_text())
            THAW.unlink(missing_ok=True)
            FREEZE.unlink()
            while time.monotonic() < end and not THAW.exists():
                time.sleep(0.02)


@driver.on_startup
async def begin() -> None:
    driver.lab_task = asyncio.create_task(obey())
