# Any Python from 3.11 on: make test PYTHON=python3.13 VENV=.venv-3.13
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
PYTEST_ARGS ?= -n auto
# For make mutants: names of tools/mutants.py (all of them otherwise), and how many mutants of each (all otherwise).
TARGET ?=
SAMPLE ?=

BIN := $(VENV)/bin
MANAGE := $(BIN)/python example_project/manage.py
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
# What `make format` and the linters read.
CODE := $(wildcard wagtail_feedback example_project tests benchmarks tools noxfile.py)
PACKAGE_TEMPLATES := wagtail_feedback/templates
TEMPLATES := $(wildcard $(PACKAGE_TEMPLATES) example_project tests/site/templates)

.DEFAULT_GOAL := help
.PHONY: help demo test lint types walls frontend format messages bench mutants packaging clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' Makefile | expand -t 16

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed; PYTHON= names another one." if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing (Debian and Ubuntu: package python3-venv)."; exit 1; }

# One stamp a set of requirements: nothing is installed again before the requirements change.
$(VENV)/.installed-demo: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing the package and the example project into $(VENV) ..."
	@$(PIP_INSTALL) --editable '.[demo]'
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing the package and the tools of its suite into $(VENV) ..."
	@$(PIP_INSTALL) --editable '.[dev]'
	@touch $@ $(VENV)/.installed-demo

$(VENV)/.installed-mutation: $(VENV)/.installed-dev
	@$(PIP_INSTALL) --editable '.[mutation]'
	@touch $@

node_modules/.installed: package.json package-lock.json
	@echo "Installing the linters of scripts and styles into node_modules ..."
	@npm ci --silent
	@touch $@

demo: export PORT := $(PORT)
demo: $(VENV)/.installed-demo ## the example shop on http://127.0.0.1:8000 (PORT= changes it)
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) demo_content
	@echo "Serving on http://127.0.0.1:$(PORT)/ (Ctrl+C ends it)"
	@$(MANAGE) runserver --noreload 127.0.0.1:$(PORT)

test: lint types walls frontend ## linters, types, walls and the whole suite on SQLite
	$(BIN)/python -m pytest -m "not packaging" --cov --cov-report=term $(PYTEST_ARGS)

lint: $(VENV)/.installed-dev ## the linters of Python and templates
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/djhtml --tabwidth 2 --check $(TEMPLATES)
	$(BIN)/curlylint --quiet $(TEMPLATES)

types: $(VENV)/.installed-dev ## mypy
	$(BIN)/mypy

walls: $(VENV)/.installed-dev ## which layer may import which
	$(BIN)/lint-imports --no-cache --no-logo

ifeq ($(shell command -v npm),)
frontend:
	@echo "Skipped the linters and tests of scripts and styles: Node and npm are not installed here."
else
frontend: node_modules/.installed ## the linters and tests of scripts and styles, where Node and npm are
	npm run --silent lint
	npm test --silent
endif

format: $(VENV)/.installed-dev ## put the code in order: ruff, djhtml, and Prettier where npm is
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)
	$(BIN)/djhtml --tabwidth 2 $(TEMPLATES)
	if command -v npm > /dev/null; then $(MAKE) node_modules/.installed && npm run --silent format; fi

messages: $(VENV)/.installed-dev ## gather texts for translation and compile the translations
	cd wagtail_feedback && ../$(BIN)/python -m django makemessages --locale en --locale ru --no-obsolete
	cd wagtail_feedback && ../$(BIN)/python -m django compilemessages

bench: $(VENV)/.installed-dev ## the benchmark table (benchmarks/README.md)
	$(BIN)/python benchmarks/run.py

mutants: $(VENV)/.installed-mutation ## faults planted in the code, and how many a test finds (TARGET=, SAMPLE=)
	$(BIN)/python tools/mutants.py $(if $(SAMPLE),--sample $(SAMPLE)) $(TARGET)

packaging: $(VENV)/.installed-dev ## build the wheel and follow the README with it in an empty environment
	$(BIN)/python -m pytest -m packaging -p no:randomly

clean: ## remove what the tools leave behind
	rm -rf build dist .nox node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage .coverage.*
