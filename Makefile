VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3

serve: install ## build with the samples and serve http://127.0.0.1:8001/
	$(BIN)/disclosure build --samples --site-url http://127.0.0.1:8001
	$(BIN)/disclosure serve --samples

test: install ## run every test
	$(BIN)/pytest -n 2 --dist worksteal

install: $(VENV)/installed ## create .venv from the lock

build: install ## build for production: no samples
	$(BIN)/disclosure build

lint: install ## check style, types, the district plugins and every rule, duty and question
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/disclosure districts --check
	$(BIN)/disclosure rules --check

$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.PHONY: serve test install build lint
