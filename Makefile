# Everything runs in .venv, which is made here if there is none; nothing else is installed by hand.
PYTHON ?= python3
BIN := .venv/bin
# On a terminal the demonstration ends by serving its ledger; SERVE=0 has it print and end.
SERVE ?= 1

.PHONY: demo test bench screenshots floors lint types contracts unit lock

demo: .venv/ready
	SERVE=$(SERVE) $(BIN)/python -m warledger.cli.demo

test: lint types contracts unit

lint: .venv/ready
	$(BIN)/ruff check src tests bench
	$(BIN)/ruff format --check src tests bench

types: .venv/ready
	$(BIN)/mypy

contracts: .venv/ready
	$(BIN)/lint-imports

unit: .venv/ready
	$(BIN)/python -m pytest

bench: .venv/ready
	$(BIN)/python -m bench
	$(BIN)/python -m bench.speed
	$(BIN)/python -m bench.ledger
	$(BIN)/python -m bench.wars
	$(BIN)/python -m bench.incidents
	$(BIN)/python -m bench.territory
	$(BIN)/python -m bench.million --statements 25000 100000 --database sqlite
	$(BIN)/python -m bench.web
	$(BIN)/python -m bench.map

screenshots: .venv/ready
	$(BIN)/python -m bench.screenshots

floors: .venv/ready
	$(BIN)/python -m bench --floors

lock: .venv/ready
	$(BIN)/pip freeze --exclude-editable --exclude warledger > requirements.lock

.venv/ready: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@
