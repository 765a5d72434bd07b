"""Pure rules of delivery: lengths, seats, turns, calendars."""
