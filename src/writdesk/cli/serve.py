"""`writdesk serve`: the pages and the worker, in one process."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import click

SETTINGS = "writdesk.settings"
# Each may hold an upload of 25 MiB in memory while it works.
THREADS = 4
# After a request to stop, what is under way gets this long.
GRACE_SECONDS = 20
PREPARATION = (("migrate", "-v0"), ("createcachetable", "-v0"), ("collectstatic", "--noinput", "-v0"))


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Web processes.")
@click.option("--worker/--no-worker", "has_worker", default=True, help="Background work in the same process.")
@click.option("--migrate", is_flag=True, help="First bring the database and the static files up to date.")
def serve(host: str, port: int, workers: int, has_worker: bool, migrate: bool) -> None:
    """Serve the desk until SIGTERM or SIGINT; requests under way are answered first."""
    _refuse_port_in_use(host, port)
    if migrate:
        prepare()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    _say_first_step(host, port)
    os.environ["WRITDESK_WORKER"] = "1" if has_worker else "0"
    _server(host, port, workers).serve()


def prepare() -> None:
    """Database, table of limits and static files, in a process that ends: Django's memory goes with it."""
    for command in PREPARATION:
        _manage(*command)


def _manage(*command: str) -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": SETTINGS}
    done = subprocess.run([sys.executable, "-m", "django", *command], env=environment, check=False)  # noqa: S603
    if done.returncode:
        raise click.ClickException(f"django {command[0]} failed; the desk does not start on half a database")


def _say_first_step(host: str, port: int) -> None:
    """Where the desk is; and on one without any staff, how to make its first administrator."""
    if os.environ.get("WRITDESK_DEMO") == "1":
        return
    click.echo(f"Writdesk is at http://{host}:{port}/   (stop it with Ctrl-C)")
    # In a process that ends: this one only watches others, and stays small.
    subprocess.run([sys.executable, "-m", "writdesk.cli.first_step"], check=False)


def _refuse_port_in_use(host: str, port: int) -> None:
    """The server would end with a traceback; this says what to do."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = f"{host}:{port} cannot be used ({error.strerror}); give another --port"
            raise click.ClickException(reason) from error


def _server(host: str, port: int, workers: int):  # type: ignore[no-untyped-def]
    """Granian, speaking WSGI and HTTP/1; its own process does nothing but watch the others."""
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    return Server(
        "writdesk.cli.desk_process:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE_SECONDS,
        process_name=None,
    )
