"""Invents the log of logins and logouts."""

from __future__ import annotations

from random import Random

from writdesk.demo.clipstream.cast import LUCKY_LARK
from writdesk.demo.clipstream.world import SNAPSHOT, Row, World, address, seconds

_MARCH_2024_MS = 1709251200_000
_DAY_MS = 86_400_000


def invent_sessions(world: World) -> None:
    """Fill the log of logins, logouts and failed attempts."""
    random = world.random("sessions")
    devices: dict[str, list[Row]] = {}
    for device in world.rows["devices"]:
        devices.setdefault(device["account_id"], []).append(device)
    for account in world.rows["accounts"]:
        homes = [address(random) for _ in range(random.randrange(1, 4))]
        for at in _login_times(account, random):
            _add_session(world, random.choice(devices[account["id"]]), homes, at, random)


def _login_times(account: Row, random: Random) -> list[int]:
    start, end = account["created_at"] * 1000, (account["deleted_at"] or seconds(SNAPSHOT)) * 1000
    times = [random.randrange(start, end) for _ in range(random.randrange(2, 22))]
    if account["id"] == LUCKY_LARK.id:
        times += [
            _MARCH_2024_MS + day * _DAY_MS + random.randrange(_DAY_MS) for day in range(3) for _ in range(3)
        ]
        times.append(_MARCH_2024_MS + 3 * _DAY_MS + 53_880_000)  # 4 March 2024, 14:58 UTC
    return sorted(times)


def _add_session(world: World, device: Row, homes: list[str], at: int, random: Random) -> None:
    where = random.choice(homes) if random.random() < 0.9 else address(random)
    if random.random() < 0.06:
        _add_event(world, device, "login_failed", where, at - random.randrange(1000, 60_000))
    _add_event(world, device, "login", where, at)
    if random.random() < 0.7:
        _add_event(world, device, "logout", where, at + random.randrange(60_000, 14_400_000))


def _add_event(world: World, device: Row, event: str, where: str, at: int) -> None:
    log = world.logs["login_events"]
    log.append(
        {
            "account_id": int(device["account_id"]),
            "event_id": len(log) + 1,
            "event": event,
            "at_ms": at,
            "ip": where,
            "device_model": device["model"],
        }
    )
