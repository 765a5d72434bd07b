"""Pure rules of practice: settings, whose word is missing, what the marks come to."""
