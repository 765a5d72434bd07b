"""Series, rosters, events on offer, seats, enrolment, completion, complaints."""
