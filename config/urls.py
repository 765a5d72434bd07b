"""All URLs: each app's own list, in one place."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("suluh.identity.urls")),
    path("", include("suluh.organisation.urls")),
    path("", include("suluh.messaging.urls")),
    path("", include("suluh.ledger.urls")),
    path("", include("suluh.credentials.urls")),
    path("", include("suluh.delivery.urls")),
    path("", include("suluh.activities.session.urls")),
    path("", include("suluh.activities.survey.urls")),
    path("", include("suluh.reporting.urls")),
    path("", include("suluh.portal.urls")),
    path("", include("suluh.base.urls")),
]
