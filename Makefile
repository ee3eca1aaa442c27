# Two commands do everything: `make run` starts the app, `make test` runs every check.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test bench clean

run: $(VENV)/app.stamp
	$(BIN)/python -m crm_core build demo --if-none
	$(BIN)/streamlit run app.py

test: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/python -m pytest -n auto --dist loadscope

bench: $(VENV)/dev.stamp
	$(BIN)/python -m bench.build
	$(BIN)/python -m bench.pareto
	$(BIN)/python -m bench.lists
	$(BIN)/python -m bench.tiers
	$(BIN)/python -m bench.regions
	$(BIN)/python -m bench.slider

$(VENV)/app.stamp: requirements.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements.txt requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/app.stamp

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

clean:
	rm -rf $(VENV) data/book* data/current tests/pictures
