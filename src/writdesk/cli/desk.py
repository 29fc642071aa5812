"""Opening the desk for a command: settings, database, keys; only when a command needs them."""

from __future__ import annotations

import os


def open_desk() -> None:
    """Make the desk's tables and actions usable in this process. Settings come from the environment."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "writdesk.settings")
    django.setup()
