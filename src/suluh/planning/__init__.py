"""Recommendations, individual plans, needs, the agency's plan."""
