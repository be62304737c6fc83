# Every target works from a bare clone: `install` makes .venv first, and takes no time once that is done.
BIN := .venv/bin
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && exit; \
	done; echo python3)
ENTER = @command -v $(1) >/dev/null 2>&1 || { \
	echo "Python is missing: install Python 3.11 or newer, or name it (make demo PYTHON=python3.12)." >&2; exit 1; }; \
	exec $(1) -m $(2)

.PHONY: help ack-storm fuzz demo test test-socket lint bench bench-matching bench-nudges db-restart kill-storm outage messages year tune quality clock-sweep many-schedulers audit install lock clean
.NOTPARALLEL:

help:  ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' Makefile | expand -t 23

demo: install  ## play twelve weeks in a sandbox workspace (LIVE=1 leaves it up)
	@$(BIN)/trellis demo $(if $(LIVE),--live)

test: lint  ## lint, types, import contracts, then every test
	@echo "==> Tests"
	@$(BIN)/python -m pytest

test-socket: install  ## drive every branch of the journeys in Socket Mode too
	@TRELLIS_TEST_MODE=socket $(BIN)/python -m pytest -m "not signed_by_hand" tests/trips

lint: install  ## everything of `test` but the tests
	@echo "==> Lint"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo "==> Types"
	@$(BIN)/mypy
	@echo "==> Import contracts"
	@$(BIN)/lint-imports --no-logo

messages: install  ## write docs/messages.md anew from the golden files
	@$(BIN)/python -m tests.bot.messages

clock-sweep: install  ## meet every change of every clock from 2010 to 2040, and other rules in mid-run
	@$(BIN)/python -m tests.proofs.clock_sweep

many-schedulers: install  ## let sixteen workers tick through a week at the same instants
	@$(BIN)/python -m tests.proofs.many_schedulers

bench: install  ## measure latency, memory, start-up and embedding rate
	@$(BIN)/python -m tests.benchmarks

bench-matching: install  ## measure matching beside other solvers (FULL=1: longer; N=1000000: one more size)
	@$(BIN)/python -m tests.benchmarks.bench_matching $(if $(FULL),--full) $(if $(N),--members $(N))
	@$(BIN)/python -m tests.benchmarks.pictures

bench-nudges: install  ## measure claims, lateness and fairness with a million planned nudges
	@$(BIN)/python -m tests.benchmarks.bench_nudges

db-restart: install  ## restart PostgreSQL under load five times, twice over, and see what is lost, doubled or slow
	@$(BIN)/python -m tests.proofs.db_restart

ack-storm: install  ## kill web processes while members act, and look for every acknowledged effect (a quarter of an hour)
	@$(BIN)/python -m tests.proofs.ack_storm

fuzz: install  ## send 100,000 spoilt requests, and look at statuses, memory and log (ten minutes)
	@$(BIN)/python -m tests.proofs.fuzz

kill-storm: install  ## kill workers a thousand times while Slack misbehaves, and count what members saw (half an hour)
	@$(BIN)/python -m tests.proofs.kill_storm

outage: install  ## take the workers away for six hours, and see what becomes of what fell due
	@$(BIN)/python -m tests.proofs.outage

year: install  ## live a year of sixty members in four sandbox workspaces, and check what they were told
	@$(BIN)/python -m tests.year

tune: install  ## show how the outcome moves when one weight of the fit does
	@$(BIN)/python -m tests.benchmarks.tune

quality: install  ## measure how well goals of the development set find their partners
	@$(BIN)/python -m tests.quality

audit: install  ## ask the public advisory service about every pinned package
	@$(BIN)/python -m tools.audit

install:  ## make .venv and install everything into it
	$(call ENTER,$(PYTHON),tools.bootstrap)

lock:  ## write constraints.txt anew with the newest versions allowed
	$(call ENTER,$(PYTHON),tools.lock)

clean:  ## remove .venv and everything that tools leave behind
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
