"""Settings for tests: the environment and .env count for nothing; the data folder goes away at the end."""

import atexit
import os
import re
import shutil
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "config" / "settings.py"
NAMES = re.findall(r'environment\.\w+\("([A-Z_]+)"', SOURCE.read_text())
FOLDER = tempfile.mkdtemp(prefix="homepage-tests-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)

os.environ |= dict.fromkeys(NAMES, "")
os.environ |= {"DATA_DIR": FOLDER, "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", "")}
# Playwright keeps an event loop in the thread that other tests then use the database from.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from config.settings import *  # noqa: E402, F403 - the environment above must be there first.

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES |= {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
# A test client would else read the whole of STATIC_ROOT, each.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
