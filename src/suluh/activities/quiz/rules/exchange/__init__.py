"""Questions between the bank and the files that people bring: pure, both ways."""
