"""Some fifty invented requests in every state, and mail, as stories that the desk's own actions play."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

DIRECTORY = "the demo's invented directory"
DIRECTORY_BEFORE = timedelta(days=60)


def seed_requests(say: Callable[[str], None], now: datetime | None = None) -> int:
    """Play every story and every post up to ``now``. Returns how many stories there are."""
    from django.conf import settings
    from django.utils import timezone

    from writdesk.demo.mail.posts import POSTS
    from writdesk.demo.requests.stories import STORIES
    from writdesk.demo.requests.telling import Telling

    moment = now or timezone.now()
    fill_directory(Path(settings.DEMO_AGENCIES), at=moment - DIRECTORY_BEFORE)
    return Telling(STORIES, moment, say, posts=POSTS).play()


def fill_directory(file: Path, at: datetime) -> None:
    """Read the invented agencies into the directory, before the first of them writes."""
    from writdesk.actions.actor import DESK
    from writdesk.actions.directory.import_agencies import import_agencies
    from writdesk.adapters.agency_files import read_agencies

    content = file.read_bytes()
    import_agencies(read_agencies(content, source=DIRECTORY), content=content, by=DESK, at=at)
