# One word per developer command. Everything runs from an empty checkout: `.venv` is made on the way.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help chat run test torture check fix bench words lock clean

help: ## Show these commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

chat: $(VENV)/run ## Talk with the bot in the terminal, about the shipped sample articles
	@$(BIN)/onrecord chat --samples

run: $(VENV)/run ## Run the bot; needs TELEGRAM_BOT_TOKEN
	@$(BIN)/onrecord run

test: $(VENV)/dev ## Run the whole test suite, offline
	$(BIN)/python -m pytest $(ARGS)

torture: $(VENV)/dev ## Kill, cut off and refuse real processes, the whole matrix; about 20 minutes, with a report
	$(BIN)/python -m tests.torture $(ARGS)

check: $(VENV)/dev ## Lint, format, types, arrows between the rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/docs tests/handlers/languages

fix: $(VENV)/dev ## Mend what the linter and formatter can mend by themselves
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/dev ## Measure: words and rows a CPU-second, memory
	$(BIN)/python -m tests.bench

words: $(VENV)/dev ## Bring the catalogues of all languages up to what the code says
	$(BIN)/python -m tests.handlers.languages

lock: ## Pin and hash the requirements anew; needs uv
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate --quiet pyproject.toml --group build -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate --quiet pyproject.toml --group build --group dev -o requirements-dev.lock

clean: ## Remove the environment and the local data
	rm -rf $(VENV) .onrecord

# The second install registers the project itself; its requirements are all there by then.
$(VENV)/run: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up $(VENV), once..." >&2
	@$(PIP) install --require-hashes -r requirements.lock >&2
	@$(PIP) install --no-build-isolation --no-deps -e . >&2
	@touch $@

$(VENV)/dev: requirements-dev.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up $(VENV), once..." >&2
	@$(PIP) install --require-hashes -r requirements-dev.lock >&2
	@$(PIP) install --no-build-isolation --no-deps -e . >&2
	@touch $@ $(VENV)/run
