# 编辑常用：make（过期的各期都编）  make 43（编一期）  make check  make new  make clean  make help
# For developers: make quick, make test, make lint, make bench, make golden, make lines.

.DEFAULT_GOAL := all
.SECONDEXPANSION:
.DELETE_ON_ERROR:
.PHONY: all check new clean help test quick hooks tools lint format bench golden lines docs corpus fonts pictures readers word-check
MAKEFLAGS += --no-builtin-rules

PYTHON ?= python3
VENV := .venv
BULLETIN := $(VENV)/bin/bulletin
CONSTRAINTS := .ci/constraints.txt

numbers := $(sort $(patsubst issues/%/issue.yaml,%,$(wildcard issues/*/issue.yaml)))
# Every file of an issue and its folders (a file that was taken away changes its folder's time);
# spaces in names are kept together.
files = $(shell find issues/$(1) ! -name '.*' ! -name '~*' | sed 's/ /\\ /g')
shared := issues/bulletin.yaml $(wildcard templates/*)

all: $(numbers:%=build/%.docx)

.PHONY: $(numbers)
$(numbers): %: build/%.docx

build/%.docx: $$(call files,$$*) $(shared) $(VENV)/.installed
	@$(BULLETIN) build $*

check: $(VENV)/.installed
	@$(BULLETIN) check

new: $(VENV)/.installed
	@$(BULLETIN) new

clean:
	rm -rf build

help:
	@echo '  make          编过期的各期        make check    只检查，不编'
	@echo '  make 43       编第 43 期          make new      建新的一期'
	@echo '  make clean    删掉 build/         make test     测试程序'

# The program: an environment of its own, at the tested versions.
$(VENV)/.installed: pyproject.toml $(CONSTRAINTS)
	@test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -c $(CONSTRAINTS) -e .
	@touch $@

# For developers.
$(VENV)/.tested: $(VENV)/.installed
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -c $(CONSTRAINTS) -e '.[test]'
	@touch $@

lint: $(VENV)/.tested
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

format: $(VENV)/.tested
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

test: lint
	$(VENV)/bin/pytest -n auto --maxprocesses 4 --dist worksteal

# What needs neither LibreOffice nor a browser and is not slow; half a minute.
quick: $(VENV)/.tested
	$(VENV)/bin/ruff check .
	$(VENV)/bin/pytest -n auto --maxprocesses 4 --dist worksteal -m "not needs_rendering and not slow"

# Format, lint and types before each commit (pip install pre-commit).
hooks: $(VENV)/.tested
	pre-commit install --config .ci/pre-commit.yaml

# The free preview fonts, on Debian, into the user's cache folder.
fonts: $(VENV)/.tested
	@$(VENV)/bin/python .ci/fonts.py

# What the rendering tests need beside LibreOffice: preview fonts, and a validator kept in .cache/.
tools: $(VENV)/.tested fonts
	mkdir -p .cache/validators && cp tests/harness/validators/* .cache/validators/
	npm install --silent --no-audit --no-fund --prefix .cache/validators

golden: $(VENV)/.tested
	BULLETIN_GOLDEN=write $(VENV)/bin/pytest -q -k golden
	git diff --stat -- tests

pictures: $(VENV)/.tested
	$(VENV)/bin/python -m tests.harness.pictures

readers: $(VENV)/.tested
	test -d .cache/readers/node_modules || { python3 -m venv .cache/readers && \
	  .cache/readers/bin/pip install -q dxpdf==0.8.1 && \
	  npm install --prefix .cache/readers --silent docx-preview@0.4.1 jszip@3.10.1; }
	$(VENV)/bin/python -m tests.harness.independent_readers $(FILES)

# Ten files to look at in Word and WPS: docs/word-check.md.
word-check: $(VENV)/.tested
	$(VENV)/bin/python -m tests.harness.word_check

bench: $(VENV)/.tested
	$(VENV)/bin/python -m tests.harness.bench

docs: $(VENV)/.installed
	$(BULLETIN) rules --format markdown > docs/rules.md

corpus: $(VENV)/.tested
	$(VENV)/bin/python -m tests.harness.corpus

lines: $(VENV)/.tested
	$(VENV)/bin/python -m tests.harness.lines
