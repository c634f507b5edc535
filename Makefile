# The two commands that a newcomer needs are `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TRATA := $(BIN)/trata

.PHONY: install demo parquet channels catalogues test bench docs lock clean

install: $(VENV)/.built

demo: $(VENV)/.built
	@$(TRATA) demo --keep demo

test: $(VENV)/.built-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist loadfile

# The review desk in a real browser; says how to get one where there is none.
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
test-browser: $(VENV)/.built-browser
	@test -n "$(CHROMIUM)" || { echo "No Chromium here. Debian: apt-get install chromium;" \
	  "elsewhere name one: make test-browser CHROMIUM=/path/to/chromium" >&2; exit 2; }
	CHROMIUM="$(CHROMIUM)" $(BIN)/python -m pytest -n 2 -p tests.browser.windows -o python_files='browse_*.py' tests/browser

# Prints the tables of how well it judges and groups; see docs/measure.md.
bench: $(VENV)/.built
	$(BIN)/python -m bench.judgement --quiet
	$(BIN)/python -m bench.counted --quiet
	$(BIN)/python -m bench.grouping --quick

# Gathers and compiles the words of the digest.
catalogues: $(VENV)/.built
	$(BIN)/python -m bench.catalogues

docs: $(VENV)/.built
	$(BIN)/python -m storage.reference > docs/schema.md
	$(BIN)/python -m storage.datasette > docs/datasette.json
	$(BIN)/python docs/refresh.py

$(VENV)/.built: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; say which with: make PYTHON=python3.12" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.built-dev: $(VENV)/.built requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# What `trata export --format parquet` needs.
parquet: $(VENV)/.built
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-parquet.lock

# What channels in config.yaml need.
channels: $(VENV)/.built
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-channels.lock

$(VENV)/.built-browser: $(VENV)/.built-dev requirements-browser.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-browser.lock
	@touch $@

# Renews the lock files; needs uv.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-annotate pyproject.toml requirements-build.in -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-annotate --group dev -c requirements.lock -o requirements-dev.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-annotate --group browser -c requirements-dev.lock -o requirements-browser.lock
	echo 'pyarrow~=22.0' | uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-emit-index-url --no-annotate -c requirements-dev.lock - -o requirements-parquet.lock
	echo 'apprise~=2.2' | uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-emit-index-url --no-annotate -c requirements.lock -c requirements-dev.lock \
	  - -o requirements-channels.lock

clean:
	rm -rf $(VENV) demo .mypy_cache .ruff_cache .pytest_cache
