# Any Python from 3.10 on: make test PYTHON=python3.13 VENV=.venv-3.13
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
PYTEST_ARGS ?= -n auto

BIN := $(VENV)/bin
MANAGE := $(BIN)/python example_project/manage.py
# What `make format` and the linters read.
CODE := $(wildcard wagtail_feedback example_project tests benchmarks noxfile.py)
PACKAGE_TEMPLATES := wagtail_feedback/templates
TEMPLATES := $(wildcard $(PACKAGE_TEMPLATES) example_project tests/site/templates)

.DEFAULT_GOAL := help
.PHONY: help demo test lint types walls format messages bench packaging clean

help:
	@echo "make demo       the example shop on http://127.0.0.1:$(PORT) (PORT= changes it)"
	@echo "make test       linters, types, walls and the whole suite on SQLite"
	@echo "make format     ruff and djhtml put the code in order"
	@echo "make messages   gather texts for translation and compile the translations"
	@echo "make bench      the benchmark table (benchmarks/README.md)"
	@echo "make packaging  build the wheel and follow the README with it in an empty environment"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.10 or later is needed; PYTHON= names another one." if sys.version_info < (3, 10) else 0)'
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing (Debian and Ubuntu: package python3-venv)."; exit 1; }

# One stamp a set of requirements: nothing is installed again before pyproject.toml changes.
$(VENV)/.installed-demo: pyproject.toml | $(BIN)/python
	@echo "Installing the package and the example project into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[demo]'
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	@echo "Installing the package and the tools of its suite into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.installed-demo

demo: export PORT := $(PORT)
demo: $(VENV)/.installed-demo
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) demo_content
	@echo "Serving on http://127.0.0.1:$(PORT)/ (Ctrl+C ends it)"
	@$(MANAGE) runserver --noreload 127.0.0.1:$(PORT)

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/djhtml --tabwidth 2 --check $(TEMPLATES)
	$(BIN)/curlylint --quiet $(TEMPLATES)

types: $(VENV)/.installed-dev
	$(BIN)/mypy

walls: $(VENV)/.installed-dev
	$(BIN)/lint-imports --no-cache --no-logo

test: lint types walls
	$(BIN)/python -m pytest -m "not packaging" --cov --cov-report=term $(PYTEST_ARGS)

packaging: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -m packaging -p no:randomly

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)
	$(BIN)/djhtml --tabwidth 2 $(TEMPLATES)

messages: $(VENV)/.installed-dev
	cd wagtail_feedback && ../$(BIN)/python -m django makemessages --locale en --locale ru --no-obsolete
	cd wagtail_feedback && ../$(BIN)/python -m django compilemessages

bench: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf build dist .nox .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage .coverage.*
