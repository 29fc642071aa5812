"""Settings for the tests: the desk's own, on throw-away storage."""

import os
import tempfile

os.environ.setdefault("WRITDESK_HOME", tempfile.mkdtemp(prefix="writdesk-test-"))
os.environ.setdefault("WRITDESK_SECRET_KEY", "only-for-tests")
os.environ.setdefault("WRITDESK_DNS", "off")

from writdesk.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Files straight from their folders: nothing needs to be collected before a test.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
WHITENOISE_AUTOREFRESH = True
