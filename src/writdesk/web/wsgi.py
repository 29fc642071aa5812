"""What the web server loads: the desk's pages and, where asked for, the worker beside them."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "writdesk.settings")
application = get_wsgi_application()

if os.environ.get("WRITDESK_WORKER") == "1":
    from writdesk.jobs.worker import start_in_process

    start_in_process()
