"""Reading series, offerings and enrolments."""
