"""Entry point of the web server: the short ways, then Django."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
_django = get_wsgi_application()

from django.conf import settings  # noqa: E402 only once Django is ready

from suluh.base.short_way import ShortWays  # noqa: E402

application = ShortWays(_django, [import_string(name)() for name in settings.SHORT_WAYS])
import_module(settings.ROOT_URLCONF)  # all views, so that no request waits for them

# What is loaded by now stays: the collector need not walk through all of it under load.
gc.collect()
gc.freeze()
