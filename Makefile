# Needs make and Python 3.11 or newer; everything else is fetched into .venv by the first target that wants it.

PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python3.14; do \
	$$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null && echo $$python && break; \
	done)
BIN := .venv/bin
UV := $(BIN)/uv
# The package laid out as it is installed, for tools that read folders instead of importing (mypy, import-linter).
LINKS := .venv/links
GOLD ?= ../shared/gold
SHARED ?= ../shared
MARKS ?=
OUT ?= out
ROUNDS ?= 200
SEED ?= 1
SECONDS ?= 120

# uv works in .venv with the interpreter that made it, and installs what uv.lock says, nothing newer.
export UV_PROJECT_ENVIRONMENT := .venv
export UV_PYTHON_DOWNLOADS := never
# Some machines forbid Python to keep what it has compiled, and every process then compiles all of spaCy, pydantic and
# Shilu anew: a second of each start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test test-all readme site attack sbom lint typecheck format bench score stress fit names lock clean dist

help: ## This list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: .venv/installed ## Extract the sample pages and print the facts found
	$(BIN)/shilu demo

test: .venv/developed ## Run the tests of every part
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not repeat and not kills and not programs"

test-all: test ## The same, and more kills, chance, sizes, and programs that are installed for it
	SHILU_ROUNDS=24 HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest -n 2 --dist worksteal -m "repeat or hypothesis or kills or programs"

readme: .venv/developed ## Fill in anew what the README and the documentation print, in both languages
	$(BIN)/python -m tests.readme
	$(BIN)/python -m tests.docs
	$(BIN)/python -m tests.commands
	$(BIN)/python -m tests.recipes
	$(BIN)/shilu dictionary --lang en > docs/data-dictionary.md
	$(BIN)/shilu dictionary --lang zh > docs/data-dictionary.zh.md
	$(BIN)/python -m tests.pairs

site: .venv/developed ## Build the documentation as a site in English and Chinese, into OUT/site
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --site-dir $(OUT)/site
	@echo "open $(OUT)/site/index.html"

stress: .venv/developed ## Kill runs some hundred times: ROUNDS=200 SEED=1
	SHILU_ROUNDS=$(ROUNDS) SHILU_SEED=$(SEED) $(BIN)/python -m pytest -n 0 tests/extract/runs -k killed

attack: .venv/developed ## Attack pages, readers, archives, stores, runs, browser: SECONDS=120 SEED=1
	$(BIN)/python -m tests.attack --seconds $(SECONDS) --seed $(SEED)

sbom: .venv/developed ## Bill of materials and licences of what uv.lock pins, into out/
	$(BIN)/python -m tools.sbom --out $(OUT)

lint: .venv/developed ## Check style, formatting and that data flows one way
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	PYTHONPATH=$(LINKS) $(BIN)/lint-imports

typecheck: .venv/developed ## Check the types
	$(BIN)/mypy

format: .venv/developed ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/developed ## Characters a second and memory of each stage
	$(BIN)/python -m tests.benchmarks.bench_pipeline
	$(BIN)/python -m tests.benchmarks.bench_tagger
	$(BIN)/python -m tests.benchmarks.bench_runs

score: .venv/developed ## Score the samples, and GOLD=FOLDER where there is one
	$(BIN)/shilu extract extract/samples/pages --out $(OUT)/samples --quiet
	$(BIN)/shilu evaluate extract/samples/gold $(OUT)/samples
	@if [ -d "$(GOLD)" ]; then \
		$(BIN)/shilu extract $(GOLD)/*.txt --out $(OUT)/gold --quiet && \
		$(BIN)/shilu evaluate $(GOLD) $(OUT)/gold; \
	fi

fit: .venv/developed ## Fit the weights of the choice anew, after a change of rules or marks (needs ../shared)
	$(UV) sync --frozen --group dev --group fit --quiet
	$(BIN)/python -m tools.fit --write

names: .venv/developed ## Fit the choice of names: SHARED=../shared MARKS=FOLDER of further marked pages
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tools.names.fit --shared $(SHARED) $(addprefix --marks ,$(MARKS))

lock: .venv/bin/uv ## Resolve the dependencies anew
	$(UV) lock --upgrade

dist: .venv/developed ## Build the wheel and the source archive into dist/
	$(UV) build

clean: ## Remove all that was built or installed
	rm -rf .venv build dist $(OUT) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# The stamps make the second time quick: nothing is installed again until the project's description changes.
.venv/installed: pyproject.toml uv.lock | .venv/bin/uv
	$(UV) sync --frozen --no-dev --inexact --quiet
	@touch $@

.venv/developed: pyproject.toml uv.lock | .venv/bin/uv
	$(UV) sync --frozen --group dev --quiet
	@rm -rf $(LINKS) && mkdir -p $(LINKS)/shilu && \
		ln -s $(CURDIR)/src/shilu/* $(CURDIR)/extract $(CURDIR)/schemas $(LINKS)/shilu
	@touch $@ .venv/installed

.venv/bin/uv:
	@test -n "$(PYTHON)" || { echo "Shilu needs Python 3.11 to 3.14, and none was found. Install one," \
		"or name it: make PYTHON=/path/to/python3.11 demo" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet uv
