"""Tools of developers: what dev.py runs. Standard library only, unless a module says otherwise."""
