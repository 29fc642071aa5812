"""`make run`: a desk with the invented platform, ready to walk through."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

MARK = "this-is-a-demo"
SEEDED = "seeded"
WRITDESK = str(Path(sys.executable).with_name("writdesk"))


def main() -> None:
    """Begin anew where asked, bring everything up to date, seed once, say how to sign in, serve."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", default="8000")
    parser.add_argument("--reset", action="store_true")
    options = parser.parse_args()

    home = Path(os.environ["WRITDESK_HOME"]).resolve()
    os.environ["WRITDESK_DEMO"] = "1"
    os.environ.setdefault("WRITDESK_SITE_URL", f"http://{options.host}:{options.port}")
    was_interrupted = (home / MARK).exists() and not (home / SEEDED).exists()
    if options.reset or was_interrupted:
        begin_anew(home)
    prepare(home)
    greet(options.host, options.port)
    os.execv(WRITDESK, [WRITDESK, "serve", "--host", options.host, "--port", options.port])  # noqa: S606


def begin_anew(home: Path) -> None:
    """Remove a demo's storage; never that of a desk that works."""
    if home.exists() and not (home / MARK).exists():
        sys.exit(f"{home} was not made by the demo; remove it yourself if you mean it")
    shutil.rmtree(home, ignore_errors=True)


def prepare(home: Path) -> None:
    """Database, static files, the invented people and their requests."""
    if home.exists() and any(home.iterdir()) and not (home / MARK).exists():
        sys.exit(f"{home} holds another desk; give the demo its own: make run WRITDESK_HOME=/some/where")
    home.mkdir(parents=True, exist_ok=True)
    (home / MARK).touch()
    from writdesk.cli.serve import prepare as bring_up_to_date

    bring_up_to_date()
    if not (home / SEEDED).exists():
        subprocess.run([WRITDESK, "demo", "seed"], check=True)  # noqa: S603
        (home / SEEDED).touch()


def greet(host: str, port: str) -> None:
    """Where it is, and who may sign in with what."""
    from writdesk.demo.staff import how_to_sign_in

    at = f"http://{host}:{port}"
    print(f"""
Writdesk is at {at}/   (stop it with Ctrl-C; all of it is invented)

  Guidelines, for everybody    {at}/guidelines/
  An officer                   {at}/officer/sign-in/
  The desk, for its staff      {at}/sign-in/

{how_to_sign_in()}

  The code of the moment, in another terminal:      make code NAME=analyst
  The link by which an officer signs in, likewise:  make link{"" if port == "8000" else f" PORT={port}"}
""", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
