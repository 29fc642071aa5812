"""Django's settings, read from the environment. Every setting is described in docs/settings.md."""

from __future__ import annotations

import os
from pathlib import Path

from writdesk.web.database import database_from_url

BASE_DIR = Path(os.environ.get("WRITDESK_HOME", Path.cwd() / "var")).resolve()
DEBUG = os.environ.get("WRITDESK_DEBUG") == "1"
DEMO = os.environ.get("WRITDESK_DEMO") == "1"
SECRET_KEY = os.environ.get("WRITDESK_SECRET_KEY", "")
ALLOWED_HOSTS = os.environ.get("WRITDESK_HOSTS", "127.0.0.1 localhost").split()

DATABASES = {"default": database_from_url(os.environ.get("DATABASE_URL", f"sqlite:///{BASE_DIR}/desk.sqlite3"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "writdesk.store",
    "writdesk.web",
]
AUTH_USER_MODEL = "store.Person"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
