"""What `writdesk serve` loads in each of its processes: the pages and, if asked for, the worker and mail."""

from __future__ import annotations

import os
from multiprocessing.util import Finalize

from writdesk.web.wsgi import application

__all__ = ["application"]

if os.environ.get("WRITDESK_WORKER") == "1":
    from writdesk.jobs import mail_intake
    from writdesk.jobs.worker import start_in_process

    # The server's processes are children that leave without atexit; this is what they do run.
    Finalize(None, start_in_process().stop, exitpriority=10)
    for _intake in mail_intake.start_in_process():
        Finalize(None, _intake.stop, exitpriority=20)
