# `make help` lists what can be typed here. Needs python3 (3.11 or later), python3-venv and make.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
PIP := -m pip --disable-pip-version-check --quiet
INSTALL := $(RUN) $(PIP) install --require-hashes
CATALOGUES := resources/translations

.PHONY: help run test format sample screenshots translations docs \
	bench bench-updates bench-exactness bench-survival bench-oracle bench-ranking bench-import bench-charsets \
	bench-import-bulk bench-import-kills bench-reprints bench-hostile bench-gui check-whoosh check-other-whoosh lock clean
.DEFAULT_GOAL := help

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | awk -F '\t' '{ printf "make %-20s %s\n", $$1, $$2 }'

run: $(VENV)/runs ## open the window on a copy of the sample; ARGS=path/to/other.db opens another archive
	@sh packaging/system-libraries.sh
	$(RUN) -m ztviewer $(ARGS)

test: $(VENV)/tests ## format, lint, types, import contracts and all tests
	@sh packaging/system-libraries.sh --fonts
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .
	$(RUN) -m mypy
	$(VENV)/bin/lint-imports
	QT_QPA_PLATFORM=offscreen $(RUN) -m pytest --numprocesses auto

format: $(VENV)/tests ## lay out the code and mend what ruff can mend
	$(RUN) -m ruff format .
	$(RUN) -m ruff check --fix .

sample: $(VENV)/tests ## build archive.db from resources/sample/
	$(RUN) resources/sample/build.py

screenshots: $(VENV)/tests ## draw the window into docs/screenshots/
	@sh packaging/system-libraries.sh --fonts
	QT_QPA_PLATFORM=offscreen $(RUN) -m tests.screenshots

translations: $(VENV)/tests ## bring the catalogues up to date with the code, and compile them
	$(VENV)/bin/pybabel -q extract --no-wrap --add-location file --sort-by-file --project ZTViewer \
		--copyright-holder "The ZTViewer founders" -o $(VENV)/ztviewer.pot ztviewer
	$(VENV)/bin/pybabel -q update --no-wrap --no-fuzzy-matching --ignore-pot-creation-date --ignore-obsolete \
		--init-missing -l zh_CN -D ztviewer -i $(VENV)/ztviewer.pot -d $(CATALOGUES)
	$(VENV)/bin/pybabel compile --statistics -D ztviewer -d $(CATALOGUES)

docs: $(VENV)/tests ## write docs/formats.md anew from the schema
	$(RUN) -m ztviewer.storage.describe > docs/formats.new && mv docs/formats.new docs/formats.md

bench: $(VENV)-bench/peers ## measure search against other engines; ARGS="articles.jsonl.xz --articles 20000", ARGS=--growth
	$(VENV)-bench/bin/python -m tests.benchmarks.search $(ARGS)

bench-updates: $(VENV)/tests ## measure how soon a change is found, and how large the index grows; ARGS="articles.jsonl.xz"
	$(RUN) -m tests.benchmarks.updates $(ARGS)

bench-exactness: $(VENV)/tests ## ask for random pieces of real articles and compare with a scan of them all
	$(RUN) -m tests.benchmarks.exactness $(ARGS)

bench-survival: $(VENV)/tests ## kill writers of the index at random moments, flip bytes of its files, share it with another program
	$(RUN) -m tests.benchmarks.survival $(ARGS)

bench-oracle: $(VENV)/tests ## compare random queries with stock Whoosh on the same index
	$(RUN) -m tests.benchmarks.oracle $(ARGS)

bench-ranking: $(VENV)/tests ## measure how high the right articles stand; ARGS=--choose explains the parameters
	$(RUN) -m tests.benchmarks.ranking $(ARGS)

bench-import: $(VENV)/tests ## read saved pages, and compare with what is known of them and with trafilatura alone; ARGS=data
	$(RUN) -m tests.benchmarks.importing $(ARGS)

bench-charsets: $(VENV)/tests ## read news in wrong charsets and see how much is restored, and that good text stays
	$(RUN) -m tests.benchmarks.charsets $(ARGS)

bench-import-bulk: $(VENV)/tests ## measure how fast articles enter an archive; ARGS="--articles 100000"
	$(RUN) -m tests.benchmarks.bulk $(ARGS)

bench-import-kills: $(VENV)/tests ## kill imports at random moments, go on, and compare the archives; ARGS="--kills 5"
	$(RUN) -m tests.benchmarks.import_kills $(ARGS)

bench-reprints: $(VENV)/tests ## measure what finding reprints costs, and how surely they are found; ARGS="--most 100000"
	$(RUN) -m tests.benchmarks.reprints $(ARGS)

bench-hostile: $(VENV)/tests ## read all that was made to do harm, and damaged copies of all that is good; ARGS=data
	$(RUN) -m tests.benchmarks.hostile $(ARGS)

bench-gui: $(VENV)/tests ## measure how long the window's event loop is held up
	@sh packaging/system-libraries.sh --fonts
	QT_QPA_PLATFORM=offscreen $(RUN) -m tests.benchmarks.gui

check-whoosh: $(VENV)/tests ## Whoosh's own tests with our codec; ARGS=whoosh3-VERSION.tar.gz takes them from there
	$(RUN) -m tests.benchmarks.check_whoosh $(ARGS)

check-other-whoosh: $(VENV)-other/tests ## the tests of search, on the second package that provides Whoosh
	$(VENV)-other/bin/python -m pytest tests/search

lock: $(VENV)-lock/locks ## choose versions anew within the bounds of pyproject.toml, with the hashes of all platforms
	UV="$(VENV)-lock/bin/uv" sh packaging/lock.sh

clean: ## remove the environments and what tools left behind
	rm -rf $(VENV) $(VENV)-bench $(VENV)-other $(VENV)-lock .mypy_cache .pytest_cache .ruff_cache .import_linter_cache \
		.hypothesis dist
	find ztviewer tests resources packaging -name __pycache__ -prune -exec rm -rf {} +

# Each file is written when its environment is complete; a lock that changed makes it stale.

$(VENV)/runs: packaging/requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
		"ZTViewer needs Python 3.11 or later, and this is %d.%d; name another one with PYTHON=..." % sys.version_info[:2])'
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) -r packaging/requirements.txt
	@touch $@

$(VENV)/tests: $(VENV)/runs packaging/requirements-dev.txt
	$(INSTALL) -r packaging/requirements-dev.txt
	@touch $@

$(VENV)-other/tests: packaging/requirements-dev.txt packaging/requirements-other-whoosh.txt
	$(PYTHON) -m venv --clear $(VENV)-other
	$(VENV)-other/bin/python $(PIP) install --require-hashes -r packaging/requirements-dev.txt
	$(VENV)-other/bin/python $(PIP) uninstall --yes whoosh3
	$(VENV)-other/bin/python $(PIP) install --require-hashes -r packaging/requirements-other-whoosh.txt
	@touch $@

$(VENV)-bench/peers: packaging/requirements-bench.txt
	$(PYTHON) -m venv --clear $(VENV)-bench
	$(VENV)-bench/bin/python $(PIP) install --require-hashes -r packaging/requirements-bench.txt
	@touch $@

$(VENV)-lock/locks:
	$(PYTHON) -m venv --clear $(VENV)-lock
	$(VENV)-lock/bin/python $(PIP) install 'uv>=0.9,<1'
	@touch $@
