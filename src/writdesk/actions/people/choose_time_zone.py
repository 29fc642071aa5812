"""A person chooses the zone in which the pages write times."""

from __future__ import annotations

from zoneinfo import available_timezones

from writdesk.actions.actor import Actor
from writdesk.actions.errors import InputRefused


def choose_time_zone(zone: str, *, by: Actor) -> None:
    """Keep the zone; empty goes back to the desk's or the browser's. It is no act on a request: no entry."""
    if zone and zone not in available_timezones():
        raise InputRefused([("zone", "Choose a zone from the list.")])
    person = by.somebody
    person.time_zone = zone
    person.save(update_fields=["time_zone"])
