"""The pages as a WSGI application, for any server of the operator's choice."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "writdesk.settings")
application = get_wsgi_application()
