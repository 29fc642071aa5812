"""Installs a lock file and this project into the running interpreter's environment.

The lock alone decides which packages come. Where they come from (index, certificate, proxy) is the machine's
matter and is kept; its constraints and install options are not, for they could contradict the lock.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys

KEPT = (
    "index-url",
    "extra-index-url",
    "find-links",
    "cert",
    "client-cert",
    "trusted-host",
    "proxy",
    "timeout",
    "retries",
    "default-timeout",
    "cache-dir",
)
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "-q")


def machine_settings() -> dict[str, str]:
    """What the machine's pip is told about where packages lie, as environment variables."""
    listed = subprocess.run([*PIP, "config", "list"], capture_output=True, text=True, check=True)  # noqa: S603
    kept = {}
    for line in listed.stdout.splitlines():
        key, _, value = line.partition("=")
        option = key.rpartition(".")[2]
        if option in KEPT:
            words = str(ast.literal_eval(value)).split()
            kept[f"PIP_{option.replace('-', '_').upper()}"] = " ".join(words)
    return kept


def main(lock: str) -> int:
    """Install ``lock`` with its hashes, then this project without asking for anything more."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith("PIP_")}
    environment = {**plain, **machine_settings(), "PIP_CONFIG_FILE": os.devnull}
    for arguments in (("--require-hashes", "-r", lock), ("--no-deps", "--no-build-isolation", "-e", ".")):
        done = subprocess.run([*PIP, "install", *arguments], env=environment, check=False)  # noqa: S603
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
