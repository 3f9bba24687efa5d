# `make feeds` on a fresh clone sets up .venv and builds the feeds; `make help` lists the rest.

PYTHON ?= python3
ARGS ?=

VENV := .venv
RUN := $(VENV)/bin/python
UV := uv==0.13.9
PIP := $(RUN) -m pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --require-hashes --no-build-isolation --use-pep517 --requirement
COMPILE := $(RUN) -m uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --custom-compile-command "make lock"
NODE_TESTS := tests/node/node_modules/.installed

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help feeds test lint format rules bench lock upgrade package clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do \
		printf '%-8s %s\n' "$$name" "$$text"; done

feeds: $(VENV)/.run ## build the feeds from seeds/ into out/ (options: ARGS="...")
	@$(RUN) -m feeds build $(ARGS)

test: $(VENV)/.dev $(if $(shell command -v npm),$(NODE_TESTS)) ## run all tests (options: ARGS="-k rss")
	@$(RUN) -m pytest $(ARGS)

lint: $(VENV)/.dev ## check style, types and workflows
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(RUN) -m mypy
	@$(RUN) -m tests.lint_workflows

format: $(VENV)/.dev ## rewrite the code in the house style
	@$(RUN) -m ruff check --fix .
	@$(RUN) -m ruff format .

rules: $(VENV)/.run ## write docs/rules.md and docs/feed-rules.md from the rules themselves
	@$(RUN) -m feeds rule --markdown > docs/rules.md
	@$(RUN) -m feeds rule --markdown --feeds > docs/feed-rules.md

bench: $(VENV)/.dev ## time builds of generated seeds (options: ARGS="100000 --shapes few-feeds")
	@$(RUN) -m benchmarks.build $(ARGS)

lock: $(RUN) ## bring requirements/ in line with pyproject.toml, changing as little as possible
	@$(PIP) install $(UV)
	@$(COMPILE) --group build --output-file requirements/build.txt
	@$(COMPILE) pyproject.toml --constraint requirements/build.txt \
		--output-file requirements/run.txt
	@$(COMPILE) pyproject.toml --group dev --constraint requirements/build.txt \
		--constraint requirements/run.txt --output-file requirements/dev.txt

upgrade: COMPILE += --upgrade
upgrade: lock ## lock the newest release of everything

package: $(VENV)/.run ## build the wheel and the source archive into dist/
	@rm -rf dist
	@$(RUN) -m hatchling build

clean: ## remove the set-up and the caches; out/ stays, its files are published
	@rm -rf $(VENV) tests/node/node_modules dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(RUN):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "feeds needs Python 3.11 or newer. Name one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; \
		exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { \
		echo "This Python cannot make a virtual environment. On Debian and Ubuntu, install it:" >&2; \
		echo "    apt-get install python3-venv" >&2; \
		exit 1; }
	@echo "Setting up $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

# The installed package is this checkout, so only its requirements and metadata can grow stale.
$(VENV)/.run: requirements/build.txt requirements/run.txt pyproject.toml | $(RUN)
	@echo "Installing what feeds needs"
	@$(INSTALL) requirements/build.txt
	@$(INSTALL) requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	@echo "Installing what its tests need"
	@$(INSTALL) requirements/dev.txt
	@touch $@

# Without the packages the tests that need them are left out, and said to be.
$(NODE_TESTS): tests/node/package-lock.json
	@echo "Installing what the Node.js tests need"
	@cd tests/node && npm ci --ignore-scripts --no-audit --no-fund --silent \
		&& touch node_modules/.installed || echo "npm ci failed in tests/node" >&2
