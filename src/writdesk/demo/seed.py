"""Fills a demo desk with people, the platform's data and requests, all through the desk's own actions."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.core import mail
from django.core.management import call_command

from writdesk.demo.clipstream import generate
from writdesk.demo.mail.posts import POSTS
from writdesk.demo.officer import LOCMEM
from writdesk.demo.requests import seed_requests
from writdesk.demo.staff import seed_staff
from writdesk.store.requests import Request


def seed_desk(say: Callable[[str], None]) -> None:
    """What ``make run`` shows. What is there already stays as it is."""
    ensure_platform(say)
    new_people = seed_staff()
    say(f"Staff: {new_people} new.")
    if Request.objects.exists():
        say("Requests: there are some already, which stay; make run RESET=1 begins anew.")
        return
    say("Requests: playing the last four weeks of an invented desk …")
    begun = monotonic()
    many = seed_requests(say)
    say(f"Requests: {many} invented, and {len(POSTS)} mails, in {monotonic() - begun:.0f} seconds.")


def ensure_platform(say: Callable[[str], None], accounts: int = 2000) -> None:
    """Clipstream's data, made once: beside its place first, then moved there whole."""
    folder = Path(settings.PLATFORM_DIR)
    if folder.exists():
        return
    say(f"Making Clipstream, an invented platform with {accounts:,} account holders …")
    draft = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}")
    try:
        generate(draft, accounts=accounts)
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def prepare_throw_away_desk(accounts: int) -> None:
    """Tables, people and platform of a desk that lives as long as this process; its mail stays in memory."""
    call_command("migrate", verbosity=0)
    settings.EMAIL_BACKEND = LOCMEM
    mail.outbox = []
    ensure_platform(lambda _line: None, accounts)
    seed_staff()
