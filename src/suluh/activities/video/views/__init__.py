"""Pages and addresses of videos."""
