"""URLs of learning done elsewhere."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
