"""Questions in the formats that people bring: GIFT, Aiken and Moodle XML."""
