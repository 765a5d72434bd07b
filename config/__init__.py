"""The only place that knows every app: settings, URLs, entry points."""
