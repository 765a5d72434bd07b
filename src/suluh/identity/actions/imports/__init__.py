"""The people file on its way: uploaded, compared, applied, undone."""
