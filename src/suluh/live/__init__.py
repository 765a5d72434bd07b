"""Plain-ASGI event stream server; imports no Django."""
