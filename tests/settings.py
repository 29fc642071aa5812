"""Settings for the tests: the desk's own, on throw-away storage."""

import os
import tempfile

os.environ.setdefault("WRITDESK_HOME", tempfile.mkdtemp(prefix="writdesk-test-"))
os.environ.setdefault("WRITDESK_SECRET_KEY", "only-for-tests")

from writdesk.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
