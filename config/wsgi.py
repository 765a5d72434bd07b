"""Entry point of the web server: the short ways, then Django."""

import os

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
_django = get_wsgi_application()

from django.conf import settings  # noqa: E402 only once Django is ready

from suluh.base.short_way import ShortWays  # noqa: E402

application = ShortWays(_django, [import_string(name)() for name in settings.SHORT_WAYS])
