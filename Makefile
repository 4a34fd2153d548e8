# Everything a person or a machine does with this project. Python 3.11 or newer is all it needs.
.PHONY: run dev test test-deep check bench browser

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEV := $(VENV)/.ready-dev
PIP := $(BIN)/pip install --quiet --disable-pip-version-check

run: $(READY)
	$(BIN)/streamlit run app.py

dev: $(DEV)
	$(BIN)/streamlit run app.py --server.fileWatcherType=auto --server.runOnSave=true

test: check browser
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not deep"

test-deep: check browser
	$(BIN)/python -m pytest

check: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(DEV) browser
	$(BIN)/python -m benchmarks

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "$$($(PYTHON) --version) is too old: install Python 3.11 or newer, or name it: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(READY): requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing into $(VENV) (a few minutes the first time)"
	$(PIP) -r requirements.txt
	@touch $@

$(DEV): $(READY)
	$(PIP) -r requirements.txt -e '.[dev]'
	@touch $@

# A browser for the tests: the one in CHROMIUM or on the PATH, else Debian's, else Playwright's own.
browser: $(DEV)
	@$(BIN)/python -m tests.browser > /dev/null 2>&1 \
		|| { test "$$(id -u)" = 0 && command -v apt-get > /dev/null \
			&& apt-get update -qq && apt-get install -y -qq chromium; } \
		|| $(BIN)/playwright install --with-deps chromium
