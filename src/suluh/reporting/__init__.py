"""Read models fed by events: the training rate and its dashboards."""
