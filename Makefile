# Every target sets up what it needs; .venv is rebuilt when a lock changes.
PYTHON ?= python3
PORT ?= 8080
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: setup demo run test test-fast interop check audit format lock bench soak fuzz clean

setup: $(VENV)/runtime $(VENV)/dev

$(VENV)/runtime: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes --requirement requirements.txt
	@touch $@

$(VENV)/dev: requirements-dev.txt $(VENV)/runtime
	$(PIP) install --require-hashes --requirement requirements-dev.txt
	@touch $@

$(VENV)/bench: requirements-bench.txt $(VENV)/dev
	$(PIP) install --require-hashes --requirement requirements-bench.txt
	@touch $@

demo: $(VENV)/runtime
	@exec $(BIN)/python main.py demo --port $(PORT)

run: $(VENV)/runtime
	@exec $(BIN)/python main.py run

# What is compiled once is not compiled anew by every process that a test starts, wherever the
# environment forbids to keep it.
# `test` is everything; `test-fast`, while one thinks, all but processes, the browser, PostgreSQL,
# programs of other people and what is marked slow.
test test-fast fuzz: export PYTHONDONTWRITEBYTECODE :=

test: $(VENV)/dev
	$(BIN)/python -m pytest --forks auto

test-fast: $(VENV)/dev
	$(BIN)/python -m pytest --forks auto -m "not e2e and not browser and not postgres and not slow" \
		--ignore tests/e2e --ignore tests/browser --ignore tests/interop

# What tests/interop runs: readers of other people, from PyPI and npm. Needs node and npm too.
INTEROP := .venv-interop

interop: $(INTEROP)/ready tests/interop/node_modules/.package-lock.json

$(INTEROP)/ready: requirements-interop.txt
	$(PYTHON) -m venv $(INTEROP)
	$(INTEROP)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes --requirement requirements-interop.txt
	@touch $@

tests/interop/node_modules/.package-lock.json: tests/interop/package-lock.json
	npm ci --prefix tests/interop --ignore-scripts --no-audit --no-fund
	@touch $@

check: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/architecture/test_locks.py

# Asks PyPI what is known of the locked packages; `check` knows what was so when its extract was made.
# Needs pip-audit on the PATH, and the network.
audit:
	for lock in requirements*.txt; do \
		pip-audit --strict --require-hashes --disable-pip --requirement $$lock || exit 1; \
	done

format: $(VENV)/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Needs uv on the PATH; writes no index address into the lock.
lock:
	for set in requirements requirements-socks requirements-uvloop requirements-dev requirements-bench requirements-interop; do \
		uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
			--no-emit-index-url --no-emit-find-links --no-annotate $$set.in -o $$set.txt || exit 1; \
	done

# All of them with their peers: one table, README's figures and chart. Where npm is, grammY too.
bench: $(VENV)/bench bench/peers/node_modules
	@$(BIN)/python bench/summary.py

bench/peers/node_modules: bench/peers/package-lock.json
	@if command -v npm >/dev/null; then \
		npm ci --prefix bench/peers --ignore-scripts --no-audit --no-fund && touch $@; fi

# Crashes and faults for some minutes; exit 1 when a message was lost or sent twice without need,
# or an update was lost or took effect twice. Replicas and long outages where TEST_DATABASE_URL is set.
soak: $(VENV)/runtime
	@$(BIN)/python bench/soak.py
	@$(BIN)/python bench/soak.py --incoming
	@if [ -n "$$TEST_DATABASE_URL" ]; then $(BIN)/python bench/outages.py; fi

# Random people against the whole bot, other ones each time; a failure prints its shortest way.
fuzz: $(VENV)/dev
	FUZZ_EXAMPLES=$${FUZZ_EXAMPLES:-300} FUZZ_STEPS=$${FUZZ_STEPS:-100} $(BIN)/python -m pytest -q \
		--timeout 0 tests/handlers/test_anything.py

clean:
	rm -rf $(VENV) $(INTEROP) tests/interop/node_modules bench/peers/node_modules var .mypy_cache .pytest_cache .ruff_cache .hypothesis
