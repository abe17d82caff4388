# Everything that one runs while working. Needs python3 (3.11 or newer) with venv, make and git; nothing else.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet install --require-hashes --no-deps
UV_LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet

.PHONY: help run test test-fast test-long gate figures bench lint types floors format lock pictures clean

help:  ## list what can be made
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## */  make \1|/' | column -t -s '|'

run: $(VENV)/.run  ## set up if need be, then start: on Discord where .env holds a token, else in the terminal
	@$(PY) -m bot

test: $(VENV)/.dev  ## set up if need be, then run the whole suite
	@$(PY) -m pytest -n auto -m "not long"

test-fast: $(VENV)/.dev  ## what one runs while working: under a minute
	@$(PY) -m pytest -n auto -m "not long and not slow"

test-long: $(VENV)/.dev  ## what takes minutes: larger simulations and more generated cases
	@$(PY) -m pytest -n auto -m "long and not alone"
	@$(PY) -m pytest -n 0 -m alone

gate: $(VENV)/.dev  ## how well the reader reads: figures, floors, what a change of the rules won and lost
	@$(PY) -m tests.reading.gate

figures: $(VENV)/.dev  ## raise the floors to what is measured, and write the figures that /about shows
	@$(PY) -m tests.reading.gate --update

bench: $(VENV)/.bench  ## what reading costs, beside spaCy's tokenizer, and how it grows with the text
	@$(PY) -m benchmarks.reading

lint: $(VENV)/.dev  ## ruff: style and format
	@$(PY) -m ruff check bot tests docs benchmarks
	@$(PY) -m ruff format --check bot tests docs benchmarks

types: $(VENV)/.dev  ## mypy, strict on bot/
	@$(PY) -m mypy

floors: $(VENV)/.dev  ## a file imports only from lower floors or from its own room
	@$(PY) -m pytest -q tests/test_floors.py

format: $(VENV)/.dev  ## let ruff put the code in order
	@$(PY) -m ruff check --fix-only bot tests docs benchmarks
	@$(PY) -m ruff format bot tests docs benchmarks

lock: $(VENV)/.dev  ## write the three lock files anew from pyproject.toml
	@echo 'flit_core>=3.11,<5' | $(PY) -m $(UV_LOCK) pyproject.toml - --extra pictures --extra postgres -o requirements.lock
	@$(PY) -m $(UV_LOCK) pyproject.toml --extra dev --extra pictures --extra postgres -c requirements.lock -o dev.lock
	@$(PY) -m $(UV_LOCK) pyproject.toml --extra bench -c dev.lock -o bench.lock

pictures: $(VENV)/.dev  ## photograph README's pictures anew (needs Debian's chromium and fonts-noto-cjk)
	@$(PY) docs/pictures/draw.py

clean:  ## remove the environment and caches, never data/
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Set-up reads nothing from standard input and says its piece on standard error, so that
# `printf '/deal foxconn\n' | make run` prints the answer and nothing else.
$(PY):
	@$(PYTHON) -c 'import sys; sys.exit("Tieup needs Python 3.11 or newer; set PYTHON=... to point at one." if sys.version_info < (3, 11) else 0)'
	@echo 'Setting up $(VENV) (once) ...' >&2
	@$(PYTHON) -m venv $(VENV) </dev/null >&2

$(VENV)/.run: requirements.lock pyproject.toml | $(PY)
	@echo 'Installing what Tieup needs (about a minute) ...' >&2
	@$(PIP) -r requirements.lock </dev/null >&2
	@$(PY) -m pip --disable-pip-version-check --quiet install --no-deps --no-build-isolation --editable . </dev/null >&2
	@touch $@

$(VENV)/.dev: dev.lock | $(VENV)/.run
	@echo 'Installing what the tests need (about a minute) ...' >&2
	@$(PIP) -r dev.lock </dev/null >&2
	@touch $@

# spaCy is what `make bench` compares with, and needed by nothing else.
$(VENV)/.bench: bench.lock | $(VENV)/.dev
	@echo 'Installing spaCy, to compare with ...' >&2
	@$(PIP) -r bench.lock </dev/null >&2
	@touch $@
