"""The training rate: read models, dashboard, exports, invitations."""
