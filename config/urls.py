"""All URLs: each app's own list, in one place."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

# Addresses are tried in this order: what everybody opens comes first.
handler500 = "suluh.base.views.fault"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("suluh.portal.urls")),
    path("", include("suluh.delivery.urls")),
    path("", include("suluh.identity.urls")),
    path("", include("suluh.organisation.urls")),
    path("", include("suluh.messaging.urls")),
    path("", include("suluh.competency.urls")),
    path("", include("suluh.ledger.urls")),
    path("", include("suluh.credentials.urls")),
    path("", include("suluh.recognition.urls")),
    path("", include("suluh.library.urls")),
    path("", include("suluh.content.urls")),
    path("", include("suluh.delivery.urls")),
    *(path("", include(f"{kind}.urls")) for kind in settings.KINDS if find_spec(f"{kind}.urls")),
    path("", include("suluh.planning.urls")),
    path("", include("suluh.reporting.urls")),
    path("", include("suluh.base.urls")),
]
