"""Pure protocol code: no Django, no database, no network; bytes and values in, values out."""
