#!/bin/sh
# Writes the locks anew: every package with its version and hashes, for each platform.
set -e
cd "$(dirname "$0")/.."
command -v uv >/dev/null || { echo "uv is needed: https://docs.astral.sh/uv/"; exit 1; }
compile() { uv pip compile pyproject.toml --all-extras --group build "$@" --python-version 3.11 --universal \
    --generate-hashes --no-header --no-emit-index-url -q; }
compile -o requirements/run.txt
compile --group test -o requirements/test.txt
