# Everything works in .venv, made here. Python 3.11 and make are enough.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
DEMO_HOME := $(CURDIR)/.cache/demo
# Two processes: most tests wait for models to load, which one processor does at a time.
PYTEST := $(BIN)/pytest --numprocesses 2 --dist loadfile
LOCAL_SLACK := .cache/local-slack/node_modules/local-slack-linux-x64/bin/local-slack

.PHONY: install install-dev demo test slack-demo local-slack check format evals constraints clean

install: $(VENV)/installed

install-dev: $(VENV)/installed-dev

# Torch goes first and alone: a plain dependency on it could bring three gigabytes of CUDA.
$(VENV)/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12)))' || \
	  { echo "Hearback needs Python 3.11: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet torch==2.13.0
	$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	-$(BIN)/python -m retrieval.onnx_model
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

demo: install
	HEARBACK_HOME=$(DEMO_HOME) $(BIN)/hearback demo

# A Slack-like server that nobody here wrote, for trying and for the end-to-end tests.
local-slack:
	@command -v npm >/dev/null || { echo "local-slack comes from npm, which is not installed here."; exit 1; }
	npm install --silent --ignore-scripts --prefix .cache/local-slack local-slack-linux-x64@0.1.8

slack-demo: install
	@test -x $(LOCAL_SLACK) || $(MAKE) --no-print-directory local-slack || \
	  { echo "make slack-demo needs local-slack (npm, Linux on x64). make demo shows the same in the terminal."; exit 1; }
	HEARBACK_HOME=$(DEMO_HOME) $(BIN)/hearback slack-demo --binary $(LOCAL_SLACK)

test: install-dev
	-@test -x $(LOCAL_SLACK) || $(MAKE) --no-print-directory local-slack
	$(PYTEST)

check: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(PYTEST)

format: install-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Names and versions only: no address of where they came from, and no build tag.
constraints: install-dev
	$(BIN)/pip freeze --exclude-editable | sed 's/ @ .*//; s/+cpu//' > constraints.txt

evals: install-dev
	$(BIN)/python -m evals

clean:
	rm -rf $(VENV) .cache
