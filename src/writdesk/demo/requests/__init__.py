"""Some forty invented requests in every state, as stories that the desk's own actions play."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime


def seed_requests(say: Callable[[str], None], now: datetime | None = None) -> int:
    """Play every story up to ``now``. Returns how many requests there are."""
    from django.utils import timezone

    from writdesk.demo.requests.stories import STORIES
    from writdesk.demo.requests.telling import Telling

    return Telling(STORIES, now or timezone.now(), say).play()
