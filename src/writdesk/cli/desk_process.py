"""What `writdesk serve` loads in each of its processes: the pages and, if asked for, the worker."""

from __future__ import annotations

import os
from multiprocessing.util import Finalize

from writdesk.web.wsgi import application

__all__ = ["application"]

if os.environ.get("WRITDESK_WORKER") == "1":
    from writdesk.jobs.worker import start_in_process

    # The server's processes are children that leave without atexit; this is what they do run.
    Finalize(None, start_in_process().stop, exitpriority=10)
