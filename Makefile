# Two commands need nothing else: `make demo` and `make test` set everything up on a fresh Debian machine.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
CORPUS ?= ../shared/corpus
POSTS ?= 100
FUZZ_SECONDS ?= 60
FUZZ_SEED ?= 1

.PHONY: demo test setup lint check accept bench fuzz clean

demo: setup
	$(BIN)/exporter epub seeds/zaker-shenzhen.md -o dist/shenzhen.epub --media seeds/media --offline
	$(BIN)/exporter pdf seeds/zaker-shenzhen.md -o dist/shenzhen.pdf --media seeds/media --offline
	$(BIN)/exporter bundle seeds -o dist/books --format epub,pdf --media seeds/media --offline
	$(BIN)/exporter check dist/*.epub dist/*.pdf dist/books/*.epub dist/books/*.pdf
	@echo "Made: $$(find dist -type f \( -name "*.epub" -o -name "*.pdf" -o -name "index.html" \) | sort | tr "\n" " ")"

test: lint
	$(BIN)/pytest -n auto

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

setup: $(STAMP)

$(STAMP): pyproject.toml setup.sh requirements.txt
	./setup.sh $(VENV)
	@touch $(STAMP)

accept: setup  # every article of a corpus of saved posts, to EPUB and PDF, judged by the tools
	$(BIN)/python benchmarks/accept.py $(CORPUS)

bench: setup  # books of POSTS posts (100 300 ...), beside WeasyPrint, Chromium and pandoc
	$(BIN)/python -m benchmarks.speed $(POSTS)

fuzz: setup  # mutated articles, pictures and templates for FUZZ_SECONDS; trial N of FUZZ_SEED is always the same
	PYTHONPATH=. $(BIN)/python benchmarks/fuzz.py --seconds $(FUZZ_SECONDS) --seed $(FUZZ_SEED)

clean:
	rm -rf dist $(VENV) .pytest_cache .mypy_cache .ruff_cache
