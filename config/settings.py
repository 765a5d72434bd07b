"""Settings of one deployable: all from the environment, with defaults for a first run."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit, urlunsplit

import environ

env = environ.Env()
ROOT = Path(__file__).resolve().parent.parent
VAR = Path(env.str("SULUH_VAR", default=str(ROOT / "var")))


def _secret_key() -> str:
    """The key from the environment, else one made once and kept in var/."""
    given: str = env.str("SECRET_KEY", default="")
    if given:
        return given
    kept = VAR / "secret_key"
    if not kept.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        kept.write_text(secrets.token_urlsafe(48))
        kept.chmod(0o600)
    return kept.read_text().strip()


SECRET_KEY = _secret_key()
# Earlier keys: what they signed and encrypted still holds while they stand here.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = env.bool("DEBUG", default=False)
SAMPLE = env.bool("SULUH_SAMPLE", default=False)
BASE_URL = env.str("SULUH_URL", default="http://127.0.0.1:8000").rstrip("/")
LIVE_URL = env.str("SULUH_LIVE_URL", default="http://127.0.0.1:8001").rstrip("/")
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS",
    default=[urlsplit(BASE_URL).hostname or "localhost", "localhost", "127.0.0.1", "[::1]"],
)
# How many proxies stand in front and append to X-Forwarded-For (0: none, the header is ignored).
TRUSTED_PROXIES = env.int("SULUH_PROXIES", default=0)
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE_COOKIES = BASE_URL.startswith("https:")

# --- Database: the owner migrates, the application signs in as a role that owns nothing.
APP_ROLE = "suluh_app"
OWNER_URL = env.str("DATABASE_URL", default="")


def app_role_password() -> str:
    """Password of the application role: derived, so that owner and app agree without a file."""
    return hmac.new(SECRET_KEY.encode(), b"suluh database role", hashlib.sha256).hexdigest()


def _app_url(owner_url: str) -> str:
    parts = urlsplit(owner_url)
    host = parts.netloc.rpartition("@")[2]
    login = f"{APP_ROLE}:{quote(app_role_password())}"
    return urlunsplit((parts.scheme, f"{login}@{host}", parts.path, parts.query, ""))


def _database(url: str, *, pool: bool) -> dict[str, Any]:
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    options: dict[str, Any] = {"connect_timeout": 5}
    if pool:
        size = env.int("SULUH_POOL_SIZE", default=5)
        options["pool"] = {"min_size": 1, "max_size": size, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", unquote(parts.hostname or "")),
        "PORT": query.get("port", str(parts.port or "")),
        "OPTIONS": options,
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


# Whether plans of hot statements are kept; 0 behind a pooler that knows no prepared statements.
PREPARE = env.bool("SULUH_PREPARE", default=True)
APP_URL = env.str("DATABASE_APP_URL", default="") or (_app_url(OWNER_URL) if OWNER_URL else "")
DATABASES = {
    "default": _database(APP_URL, pool=env.bool("SULUH_POOL", default=True)),
    "owner": _database(OWNER_URL, pool=False),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Kinds of activity: the folders of activities/; each brings its app, URLs, menu and icon.
KINDS = [
    "suluh.activities.page",
    "suluh.activities.document",
    "suluh.activities.video",
    "suluh.activities.quiz",
    "suluh.activities.assignment",
    "suluh.activities.practice",
    "suluh.activities.discussion",
    "suluh.activities.session",
    "suluh.activities.survey",
]

# --- Apps, low to high.
SULUH_APPS = [
    "suluh.base",
    "suluh.organisation",
    "suluh.identity",
    "suluh.messaging",
    "suluh.competency",
    "suluh.ledger",
    "suluh.credentials",
    "suluh.recognition",
    "suluh.library",
    "suluh.content",
    "suluh.delivery",
    *KINDS,
    "suluh.planning",
    "suluh.reporting",
    "suluh.portal",
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "template_partials.apps.SimpleAppConfig",
    "django_htmx",
    "procrastinate.contrib.django",
    *SULUH_APPS,
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
NAVIGATION = "suluh.portal.navigation.navigation_for"
CONNECTORS: list[str] = [
    "suluh.connectors.smtp",
    "suluh.connectors.maildir",
    "suluh.connectors.typst",
    "suluh.connectors.testca",
    "suluh.connectors.witness",
    "suluh.connectors.clamd",
    "suluh.connectors.ffmpeg",
]
VIDEO_PACKER = "suluh.connectors.ffmpeg.connector.PACKER"

READING_CHECKS = "suluh.delivery.queries.checks.CHECKS"
PAPER_OF_ENTRY = "suluh.credentials.queries.certificates.paper_of_entry"
CERTIFICATE_RENDERER = "suluh.connectors.typst.connector.shared_renderer"
TRAINING_LEARNERS = "suluh.delivery.queries.learners.learners_of_training"
CERTIFICATE_UNIT = "suluh.delivery.queries.offerings.unit_path_of_event"
CERTIFICATE_HEAD = "suluh.delivery.queries.batch_tabs.head_of_source"
CERTIFICATE_AUTHORITY = "suluh.connectors.testca.connector.shared_authority"

# --- The proof log; its witnesses as "vkey address, vkey address", and how many must have seen it.
LOG_ORIGIN = env.str("SULUH_LOG", default="")  # the log's name for ever; else from SULUH_URL
WITNESSES = env.list("SULUH_WITNESSES", default=[])
WITNESS_QUORUM = env.int("SULUH_WITNESS_QUORUM", default=1)
WITNESS_DESK = "suluh.connectors.witness.connector.HttpDesk"

MIDDLEWARE = [
    "suluh.base.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "suluh.base.preload.PreloadMiddleware",
    "suluh.identity.sessions.SessionMiddleware",
    "suluh.base.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "suluh.identity.middleware.ActorMiddleware",
]

# In front of Django: buttons that thousands press in one minute.
SHORT_WAYS = [
    "suluh.activities.session.hot_path.CheckInWay",
    "suluh.delivery.hot_path.RegisterWay",
    "suluh.delivery.hot_path.LessonWay",
    "suluh.activities.survey.hot_path.EvaluationWay",
    "suluh.activities.quiz.hot_path.SaveWay",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            ["django.template.loaders.app_directories.Loader"],
                        )
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "suluh.base.templatetags.suluh",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "suluh.base.context.page",
            ],
        },
    }
]

# --- People and sessions.
AUTH_USER_MODEL = "identity.Account"
SESSION_ENGINE = "suluh.identity.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["suluh.identity.hashers.OwaspArgon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "suluh.identity.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {
    "login_failed": "100/m/ip,10/h/key",
    "reauthenticate": "10/h/user",
}
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24
MFA_ADAPTER = "suluh.identity.adapter.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
SAMPLE_CAST = "config.sample.load.cast"
SAMPLE_PASSWORD = "config.sample.people.PASSWORD"  # noqa: S105 where to find it
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE_COOKIES
MFA_TOTP_ISSUER = "Suluh"

# --- Language and time.
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

# --- Files.
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [VAR / "assets"]
MEDIA_ROOT = VAR / "media"
# The internal location under which nginx sends MEDIA_ROOT itself; '' lets the site send it.
ACCEL = env.str("SULUH_ACCEL", default="").rstrip("/")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.str(
            "SULUH_STATIC_STORAGE",
            default="suluh.base.statics.KeptAddresses",
        )
    },
}
# Videos: the largest file, and each agency's space, in gigabytes.
VIDEO_LARGEST = env.int("SULUH_VIDEO_LARGEST_GB", default=4) * 10**9
VIDEO_QUOTA = env.int("SULUH_VIDEO_QUOTA_GB", default=100) * 10**9
# Who looks for harmful software in uploads (base.uploads.Scanner); '' for nobody: files are then
# marked as not looked at, and only told by their content.
UPLOAD_SCANNER = env.str("SULUH_UPLOAD_SCANNER", default="")
CLAMD = env.str("SULUH_CLAMD", default="127.0.0.1:3310")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- Cache: rate limits must be shared between workers, so PostgreSQL keeps them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "base_cache",
    }
}

# --- Mail and jobs.
MAIL_URL = env.str("MAIL_URL", default="sink://" if SAMPLE else "smtp://localhost:25")
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="Suluh <suluh@localhost>")
# Letters that come in: the Maildir into which the mail server puts them, the address it does so for
# (its part before the @ takes a +sign), and the name under which that server writes whether the
# sender is real (Authentication-Results); '' where it does not. No address: nobody can answer.
MAIL_DROP = env.str("SULUH_MAIL_DROP", default=str(VAR / "surat-masuk") if SAMPLE else "")
MAIL_REPLY = env.str("SULUH_MAIL_REPLY", default="balas@suluh.contoh" if SAMPLE else "")
MAIL_JUDGE = env.str("SULUH_MAIL_JUDGE", default="")
MAILBOX = "suluh.connectors.maildir.connector.Maildir"
MAIL_TAKER = "suluh.activities.discussion.actions.by_mail.take_letter"
EMAIL_BACKEND = "suluh.connectors.smtp.backend.RoutedBackend"
CHANNELS = {"email": "suluh.connectors.smtp.connector.MailChannel"}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_WORKER_DEFAULTS = {"update_heartbeat_interval": 4, "stalled_worker_timeout": 60}

# --- Headers.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_COOKIES else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_COOKIES else None
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "staticfiles.W004",
    "security.W005",  # whether all subdomains speak HTTPS is the agency's to say
    "security.W008",  # the proxy in front redirects to HTTPS
    "security.W021",  # and so is a preload list
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "connect-src": ["'self'", LIVE_URL],
        "img-src": ["'self'", "data:"],
        "media-src": ["'self'", "blob:"],  # packed videos are put together in the browser
        "frame-src": ["'self'", "https://www.youtube-nocookie.com"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_arguments": {"()": "suluh.base.logs.WithoutArguments"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["without_arguments"]},
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
