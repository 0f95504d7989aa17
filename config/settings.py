"""Settings. Production is the default; what differs between places comes from the environment or `.env`."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from config import environment

BASE_DIR = Path(__file__).resolve().parent.parent
environment.load(BASE_DIR / ".env")

# From the environment; the README's table explains each. A wrong value stops the start.
DEBUG = environment.truth("DEBUG", default=False)
HOST = environment.host("HOST", "127.0.0.1")
PORT = environment.whole_number("PORT", 8000, least=1, most=65535)
WORKERS = environment.whole_number("WORKERS", 1, least=1, most=64)
SITE_URL = environment.site_url("SITE_URL", f"http://127.0.0.1:{PORT}")
SITE_HOST = urlsplit(SITE_URL).hostname or ""
ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS", [SITE_HOST, "127.0.0.1", "localhost"])
TRUSTED_PROXIES = environment.whole_number("TRUSTED_PROXIES", 0, most=9)
HSTS_SECONDS = environment.whole_number("HSTS_SECONDS", 31_536_000, most=63_072_000)
DATA_DIR = environment.data_folder("DATA_DIR", BASE_DIR / "var")
SECRET_KEY = environment.secret_key("SECRET_KEY", DATA_DIR / "secret_key")
DATABASES = {"default": environment.database("DATABASE_URL", DATA_DIR / "db.sqlite3")}
CACHES = {"default": environment.cache("CACHE_URL", "locmemcache://")}
TIME_ZONE = environment.time_zone("TIME_ZONE", "Asia/Shanghai")
vars().update(environment.email("EMAIL_URL", "consolemail://"))

IS_HTTPS = SITE_URL.startswith("https://")

INSTALLED_APPS = [
    "modeltranslation",
    "taggit",
    "config.apps.ConfigConfig",
    "profile_app",
    "blog",
    "markdownx",
    "csp",
    "whitenoise.runserver_nostatic",
    "config.apps.OwnersAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

# The header makers stand before WhiteNoise, so that static files carry the headers too.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.permissions_policy",
    "config.middleware.body_limit",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "config.middleware.forget_yesterday",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.AddressLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "profile_app.context_processors.owner",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    },
]

# The widgets of our own have their templates among the others.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

SHORTEST_PASSWORD = 12
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": SHORTEST_PASSWORD},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Languages: English without a prefix, Chinese under /zh-hans/.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en", "zh-hans")
LOCALE_PATHS = [BASE_DIR / "templates" / "locale"]
USE_I18N = True
USE_TZ = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
BACKUP_ROOT = DATA_DIR / "backups"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
FILE_UPLOAD_PERMISSIONS = 0o644
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o755
# A million Han characters, the longest post, take nine bytes each in a form.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# Cookies and transport follow the scheme of SITE_URL; readers get no cookie before they act.
VISITOR_COOKIE_NAME = "__Host-visitor" if IS_HTTPS else "visitor"
SESSION_COOKIE_NAME = "__Host-sessionid" if IS_HTTPS else "sessionid"
SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_NAME = "__Host-csrftoken" if IS_HTTPS else "csrftoken"
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = HSTS_SECONDS if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "upgrade-insecure-requests": IS_HTTPS,
    }
}

# Tags
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "blog.models.tag.names_from_text"
TAGGIT_STRING_FROM_TAGS = "blog.models.tag.text_from_tags"

# What the blog asks of the homepage: the owner's name and headline (blog.owner.Owner), for its feeds.
BLOG_OWNER = "profile_app.services.blog_owner"
# And what [@key] may cite beside the blog's own bibliographies: a function from keys to works (blog.formats).
BLOG_REFERENCES = "profile_app.services.blog_references"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO" if DEBUG else "WARNING", "propagate": False},
        # Robots ask for pages that never were: no line for each of them.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
