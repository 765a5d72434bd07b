"""Pure rules of the live session: windows, codes, the attendance rule."""
