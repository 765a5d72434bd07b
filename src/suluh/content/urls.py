"""URLs of content: the author's workshop."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
