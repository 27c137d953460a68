# Two commands matter: `make serve` and `make test`. `make help` names the rest.
PORT ?= 8000
ORIENTATION_DATA ?= .data
export PORT ORIENTATION_DATA
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help serve test check format bench goldens faults stamp words ipa coverage clean
.DEFAULT_GOAL := help

help:  ## name the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

$(VENV)/.ready: pyproject.toml .ci/install-packages
	@.ci/install-packages serve
	python3 -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

serve: $(VENV)/.ready  ## install, load guides/, publish, serve on http://127.0.0.1:$(PORT)
	$(BIN)/orientation load guides
	$(BIN)/orientation serve --port $(PORT)

test: $(VENV)/.ready  ## everything that must pass
	@.ci/install-packages test
	@.ci/install-packages firefox
	$(MAKE) --no-print-directory check
	$(BIN)/orientation check guides
	node --test tests/js/*.test.js
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder --ignore=tests/bench --ignore=tests/faults
	$(BIN)/pytest tests/bench tests/faults  # alone: they measure, and cut at moments

check: $(VENV)/.ready  ## lint, format, types, what old phones understand
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@command -v node >/dev/null || { echo "node is missing: sudo apt-get install nodejs" >&2; exit 1; }
	node tests/js/old-phones.js

format: $(VENV)/.ready  ## put the code into the agreed form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.ready  ## print the numbers of docs/architecture.md beside their bars
	@.ci/install-packages test
	$(BIN)/python bench/run.py

goldens: $(VENV)/.ready  ## compare sheets with their golden pictures; WRITE=1 writes them, ONLY=stop some
	@.ci/install-packages test
	$(BIN)/python -m tests.sheets.goldens $(if $(WRITE),--write) $(if $(ONLY),--only $(ONLY))

faults: $(VENV)/.ready  ## the long suite of faults: cuts, kills, power cuts
	@.ci/install-packages test
	$(BIN)/python -m tests.faults

stamp: $(VENV)/.ready  ## write the digest of its scripts into service-worker.js
	$(BIN)/orientation stamp

ipa: $(VENV)/.ready  ## write how the phrases sound into guides/*/phrases.toml
	$(BIN)/python tests/content/phrase_sounds.py guides

words: $(VENV)/.ready  ## collect the interface's words, update and compile the catalogues
	$(BIN)/pybabel -q extract -F translations/babel.cfg --no-location --sort-output \
	  --project=Orientation --copyright-holder=Orientation --version=1 -o translations/messages.pot .
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-pot-creation-date -i translations/messages.pot -d translations
	$(BIN)/pybabel -q extract -F translations/desk.cfg --no-location --sort-output \
	  --project=Orientation --copyright-holder=Orientation --version=1 -o translations/desk.pot .
	$(BIN)/pybabel -q update -D desk --no-fuzzy-matching --ignore-pot-creation-date -i translations/desk.pot -d translations 
	$(BIN)/pybabel -q compile -d translations
	$(BIN)/pybabel -q compile -D desk -d translations

coverage: $(VENV)/.ready  ## write docs/coverage.md: what the guides hold in which language
	{ $(BIN)/orientation coverage guides && cat docs/readings.md; } > docs/coverage.md

clean:  ## remove what was built (not the data)
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
