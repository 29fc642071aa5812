"""The worker's part of the stories: what waits is done at the story's own time, before the story goes on."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings

from writdesk.jobs.worker import run_all

# A job that failed is tried again later; by the last of these all attempts are used up.
TRIES_AFTER_SECONDS = (0, 2, 10)


def work(at: datetime) -> None:
    """Everything that waits is done."""
    run_all(lambda: at)


def work_without_platform(at: datetime) -> None:
    """Everything that waits is tried while the platform's data is not where the settings say."""
    there, log = settings.PLATFORM_DIR, logging.getLogger("writdesk.jobs")
    settings.PLATFORM_DIR = f"{there}-out-of-reach"
    # The failure is meant; its trace would alarm whoever starts the demo.
    log.disabled = True
    try:
        for seconds in TRIES_AFTER_SECONDS:
            work(at + timedelta(seconds=seconds))
    finally:
        settings.PLATFORM_DIR = there
        log.disabled = False
