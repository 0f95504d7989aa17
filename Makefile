# The site's commands. `make` alone lists them; HOST, PORT, DATA_DIR and the other settings of the README
# may stand behind any of them (make run PORT=9000), in the environment or in the file .env.

PYTHON ?= python3
PY := .venv/bin/python
PIP := $(PYTHON) -m pip --python $(PY)
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
MANAGE := $(PY) manage.py
FONT := blog/static/blog/fonts/stix-two-math.woff2


.DEFAULT_GOAL := help
.PHONY: help run dev setup setup-dev admin remove-samples rerender test check conformance messages lock browser

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: setup ## serve the site, after bringing its data up to date
	@$(MANAGE) serve

dev: setup ## serve it for work on the code: auto-reload, error pages, plain HTTP
	@DEBUG=true SITE_URL= ALLOWED_HOSTS= $(MANAGE) serve --reload

admin: setup ## make the first admin account, or set a new password (NAME=alice for another account)
	@$(MANAGE) make_admin $(NAME)

remove-samples: setup ## remove the sample posts
	@$(MANAGE) remove_sample_posts

rerender: setup ## bring texts and pictures up to date that an older version rendered or stored
	@$(MANAGE) rerender

setup: .venv/.installed $(FONT) ## install what the site needs into .venv

setup-dev: setup .venv/.installed-dev

test: setup-dev browser check ## run every check and all tests
	@CHROMIUM="$(CHROMIUM)" $(PY) -m pytest -n 2

check: setup-dev ## check style, types, import contracts, templates, migrations and production settings
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/djlint --lint --quiet .
	@.venv/bin/mypy .
	@.venv/bin/lint-imports
	@export DATA_DIR=$$(mktemp -d) DATABASE_URL= DEBUG= HSTS_SECONDS= SITE_URL=https://example.org; \
		trap 'rm -rf "$$DATA_DIR"' EXIT; \
		$(MANAGE) makemigrations --check --dry-run && $(MANAGE) check --deploy --fail-level WARNING

conformance: setup-dev ## run the CommonMark examples: make conformance CORPORA_DIR=/folder
	@test -n "$(CORPORA_DIR)" || { echo "Say where the examples are: make conformance CORPORA_DIR=/folder"; exit 1; }
	@$(PY) -m tests.conformance "$(CORPORA_DIR)"

messages: setup ## compile the translations (needs gettext's msgfmt)
	@$(MANAGE) compilemessages --ignore .venv

lock: ## write the requirements files anew from pyproject.toml (needs uv)
	@uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header $(UPGRADE) \
		pyproject.toml -o requirements.txt
	@uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header $(UPGRADE) \
		-c requirements.txt --group dev pyproject.toml -o requirements-dev.txt

# Stamps: a second start installs nothing. A .venv whose Python was upgraded or removed is made anew.
$(shell $(PY) -c 'import django' 2>/dev/null || rm -f .venv/.installed .venv/.installed-dev)

.venv/.installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "This site needs Python 3.11 or newer. Name one: make run PYTHON=python3.12"; exit 1; }
	@test ! -L .venv || { echo ".venv is a link: what it points to would be cleared. Remove the link."; exit 1; }
	@echo "Installing the packages into .venv (about half a minute) ..."
	@if $(PYTHON) -m pip --python $(PYTHON) --version >/dev/null 2>&1; \
		then $(PYTHON) -m venv --clear --without-pip .venv; \
		else $(PYTHON) -m venv --clear .venv; fi
	@$(call install,requirements.txt)
	@touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	@echo "Installing the test tools into .venv ..."
	@$(call install,requirements-dev.txt)
	@touch $@

$(FONT): .venv/.installed blog/math_font.py
	@$(MANAGE) make_math_font
	@touch $@

define install
if [ -e .venv/bin/pip ]; then pip="$(PY) -m pip"; else pip="$(PIP)"; fi; \
$$pip install --quiet --no-input --disable-pip-version-check --no-compile --require-hashes -r $(1)
endef

browser:
	@test -n "$(CHROMIUM)" || { \
		if [ "$$(id -u)" = 0 ]; then as=; elif sudo -n true 2>/dev/null; then as="sudo -n"; else as=false; fi; \
		echo "Installing Chromium for the browser tests ..."; \
		command -v apt-get >/dev/null && $$as apt-get -qq update \
			&& $$as env DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends chromium >/dev/null; \
	} || { echo "The browser tests need Chromium. Install it, or say where it is: make test CHROMIUM=/path/to/it"; exit 1; }
