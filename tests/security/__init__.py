"""Security across apps: isolation, roles, headers, redirects, errors."""
