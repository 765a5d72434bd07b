"""The stack of apps, read from .importlinter, so that it is written down once."""

from __future__ import annotations

import configparser

from tools.environment import ROOT


def stack() -> list[str]:
    """The apps, lowest first."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    layers = contracts["importlinter:contract:apps"]["layers"].split()
    return [layer.strip("()") for layer in reversed(layers)]
