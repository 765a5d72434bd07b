"""Pages made of several apps: home, team, organiser's and leader's start."""
