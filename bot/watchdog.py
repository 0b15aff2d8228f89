"""What systemd is told: that the service is ready, and again and again that it is alive.

See sd_notify(3). A blocked event loop tells nothing, and systemd starts the service anew.
"""

from __future__ import annotations

import asyncio
import socket

from bot.config import Settings


def notify(address: str | None, state: str) -> None:
    """Tell systemd this state; without a service manager, nobody."""
    if address:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sock:
            sock.sendto(state.encode(), "\0" + address[1:] if address.startswith("@") else address)


async def watch(settings: Settings) -> None:
    """Tell systemd that this process is ready, then that its event loop goes on, until cancelled."""
    notify(settings.notify_socket, "READY=1")
    try:
        while True:
            await asyncio.sleep((settings.watchdog_s or 20) / 2)
            if settings.watchdog_s:
                notify(settings.notify_socket, "WATCHDOG=1")
    finally:
        notify(settings.notify_socket, "STOPPING=1")
