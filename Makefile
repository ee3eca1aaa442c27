# `make run` starts the app, `make test` runs every check; `make` alone lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes
DRAWN := $(addprefix tests/pages/,test_people.py test_over_the_wire.py) $(addprefix tests/intake/,test_fuzz.py test_straight.py quality/test_laws.py) \
	$(addprefix tests/rooms/tiers/,test_assignment.py test_ties.py)
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

.DEFAULT_GOAL := help
.PHONY: help run test test-spark proof check fix lock coverage bench clean

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/app.stamp ## install what the app needs and start it; where there is no data it makes the demo bank
	$(BIN)/streamlit run app.py

test: check ## every check and every test; some minutes
	$(BIN)/python -m pytest -n auto --dist loadscope

test-spark: $(VENV)/spark.stamp ## the demo bank, Berka and odd books by way of Spark: an hour; needs Java 17 or 21
	CLIENTELA_REQUIRE_SPARK=1 CLIENTELA_SPARK_BOOKS=1 $(BIN)/python -m pytest -n 0 tests/spark tests/engines tests/intake/lakehouse

proof: $(VENV)/dev.stamp ## more of what is drawn by chance: what each permit receives over many states of every page, and odd files; six minutes and more
	CLIENTELA_PROOF_STEPS=25 $(BIN)/python -m pytest -n 0 $(DRAWN)

check: $(VENV)/dev.stamp ## lint, types, import contracts, made documents and translations, in a minute; changes nothing
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m crm_core.documents --check
	$(BIN)/python -m crm_core.language.extraction --check
	$(BIN)/mypy
	$(BIN)/python .ci/audit.py

fix: $(VENV)/dev.stamp ## mend what can be mended: lint, made documents, the catalogues of messages
	$(BIN)/ruff check --fix .
	$(BIN)/python -m crm_core.documents
	$(BIN)/python -m crm_core.language.extraction

lock: $(VENV)/dev.stamp ## write the lock files anew: every package that the requirements bring, with its hashes
	$(LOCK) requirements.txt -o requirements.lock
	$(LOCK) requirements-tables.txt -c requirements.lock -o requirements-tables.lock
	$(LOCK) requirements-dev.txt -c requirements-tables.lock -o requirements-dev.lock
	$(LOCK) requirements-spark.txt -c requirements-dev.lock -o requirements-spark.lock

coverage: $(VENV)/dev.stamp ## every test, with the branches that none of them takes; fails below the floor of pyproject.toml
	$(BIN)/python -m pytest -n auto --dist loadscope --cov --cov-report term:skip-covered

bench: $(VENV)/dev.stamp ## time the answers on growing books; large, so not for every day
	$(BIN)/python -m bench.build
	$(BIN)/python -m bench.pareto
	$(BIN)/python -m bench.lists
	$(BIN)/python -m bench.tiers
	$(BIN)/python -m bench.regions
	$(BIN)/python -m bench.periods
	$(BIN)/python -m bench.bridge
	$(BIN)/python -m bench.reads
	$(BIN)/python -m bench.slider

clean: ## remove the environment and the books of data/; what people made stays
	rm -rf $(VENV) data/book* data/current tests/pictures

$(VENV)/app.stamp: requirements.lock | $(VENV)/bin/python
	@echo "Installing what the app needs, once: a minute or two."
	$(INSTALL) -r requirements.lock
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock | $(VENV)/bin/python
	@echo "Installing what the app and its checks need, once: a minute or two."
	$(INSTALL) -r requirements-dev.lock
	@touch $@ $(VENV)/app.stamp

$(VENV)/spark.stamp: requirements-spark.lock $(VENV)/dev.stamp
	$(INSTALL) -r requirements-spark.lock
	@touch $@

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
