# Every target sets itself up: a machine needs only Python 3.11 or later and make.
PYTHON ?= python3
BIN := .venv/bin
SAMPLE := var/sample
NIGHT := --inbox $(SAMPLE)/inbox --business-date 2025-06-10

.PHONY: setup web nightly test spark check bench wheel lock clean

setup: .venv/installed
.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) scripts/setup.py

# What browsers load, from npm: needs Node.js, and nothing of it is committed.
web: stewardship/static/vendor/.installed
stewardship/static/vendor/.installed: package-lock.json scripts/vendor.py
	npm ci --ignore-scripts --no-audit --no-fund --silent
	$(PYTHON) scripts/vendor.py

nightly: setup
	$(BIN)/thidua sample $(SAMPLE) --preset thanh-xuan-2025 --once
	$(BIN)/thidua init --registry $(SAMPLE)/registry
	$(BIN)/thidua nightly $(NIGHT)
	$(BIN)/thidua rejects export --out var/output/rejects
	$(BIN)/thidua report --campaign CNG-2025 --unit TX --out var/output/reports
	$(BIN)/thidua report --campaign SKST-2025 --unit TX --out var/output/reports

test: setup
	$(BIN)/pytest -n 2 --dist worksteal

# Spark is half a gigabyte and slows every start of the program, so it has an environment of its own.
.venv-spark/installed: requirements-spark.lock
	$(PYTHON) scripts/setup.py .venv-spark requirements-spark.lock

spark: .venv-spark/installed
	.venv-spark/bin/pytest tests/matching/test_spark.py

check: setup
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/mypy tests bench && $(BIN)/lint-imports

bench: setup
	$(BIN)/python -m bench

# How well people are found; SIZES=50k for a few minutes instead of half an hour.
SIZES ?= 50k,200k,1m
evaluate: setup
	$(BIN)/python -m bench.evaluate --sizes $(SIZES)

wheel: setup
	$(BIN)/pip wheel --no-deps --wheel-dir dist .

LOCK := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate
lock: setup
	$(LOCK) --extra dev --extra bench pyproject.toml -o requirements.lock
	$(LOCK) --extra dev --extra spark -c requirements.lock pyproject.toml -o requirements-spark.lock

clean:
	rm -rf .venv .venv-spark node_modules stewardship/static/vendor var dist build
