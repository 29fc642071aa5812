# Everything one does with Writdesk. `make` alone lists it.

SHELL := /bin/sh
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
export WRITDESK_HOME ?= $(CURDIR)/var

help: ## List what there is to do
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
.PHONY: help

run: $(VENV)/run.stamp ## Start the desk with its demo (PORT=8000; RESET=1 begins anew)
	@$(BIN)/python tools/run_demo.py --host $(HOST) --port $(PORT) $(if $(RESET),--reset)
.PHONY: run

install: $(VENV)/run.stamp ## Install a desk of your own, without the demo
	@echo 'Installed: $(BIN)/writdesk. README.md says how a desk of your own begins.'
.PHONY: install

code: ## The code of the moment for one of the demo's people (NAME=analyst)
	@WRITDESK_DEMO=1 $(BIN)/writdesk demo code $(or $(NAME),analyst)
.PHONY: code

link: ## A one-time link by which the demo's officer signs in (PORT= as for run)
	@WRITDESK_DEMO=1 WRITDESK_SITE_URL=http://$(HOST):$(PORT) $(BIN)/writdesk demo link
.PHONY: link

test: $(VENV)/test.stamp ## Everything that is checked, tests included
	@sh tools/ensure_chromium.sh
	@$(MAKE) --no-print-directory lint types guidelines unit
.PHONY: test

lint: $(VENV)/test.stamp ## Style and the rings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
.PHONY: lint

types: $(VENV)/test.stamp ## Types
	WRITDESK_SECRET_KEY=for-the-type-checker $(BIN)/mypy
.PHONY: types

guidelines: $(VENV)/test.stamp ## Check every guideline file
	$(BIN)/writdesk guideline check $$(find guidelines -name '*.toml' ! -name '*.cases.toml')
.PHONY: guidelines

unit: $(VENV)/test.stamp ## The tests alone (ARGS= for pytest)
	$(BIN)/pytest -n 2 --dist loadfile $(ARGS)
.PHONY: unit

check: lint types guidelines ## What is quick: lint, types, guidelines
.PHONY: check

format: $(VENV)/test.stamp ## Put the code into its form
	$(BIN)/ruff check --fix -q . ; $(BIN)/ruff format .
.PHONY: format

fuzz: $(VENV)/test.stamp ## Read damaged mail at random for FUZZ_SECONDS (600)
	$(BIN)/python -m fuzz
.PHONY: fuzz

bench: $(VENV)/test.stamp ## Measure; docs/benchmarks.md says what came out
	$(BIN)/python -m benchmarks
.PHONY: bench

docs: $(VENV)/test.stamp ## Write the generated pages of docs/ anew
	$(BIN)/python tools/write_docs.py
.PHONY: docs

lock: ## Write requirements/*.txt anew from pyproject.toml (needs uv)
	sh tools/lock.sh
.PHONY: lock

clean: ## Remove the virtual environment and the demo's data
	rm -rf $(VENV) var build
.PHONY: clean

# A stamp for each set of packages: installed again only when its lock changed.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'Writdesk needs Python 3.11 or later; this is:'; $(PYTHON) --version; \
	       echo 'Name another one: make PYTHON=python3.12 …'; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo 'The virtual environment could not be made. On Debian: apt-get install python3-venv'; exit 1; }

$(VENV)/run.stamp: requirements/run.txt pyproject.toml tools/install.py | $(VENV)/bin/python
	@echo 'Installing what the desk needs (once) …'
	@$(BIN)/python tools/install.py requirements/run.txt
	@touch $@

$(VENV)/test.stamp: requirements/test.txt pyproject.toml tools/install.py | $(VENV)/bin/python
	@echo 'Installing what the tests need (once) …'
	@$(BIN)/python tools/install.py requirements/test.txt
	@touch $@ $(VENV)/run.stamp
