"""Pure decisions about people: reading their files."""
