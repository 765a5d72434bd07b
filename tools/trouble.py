"""The one error that people see as a sentence instead of a traceback."""


class Trouble(Exception):
    """Something the person at the keyboard can mend; the message says how."""
