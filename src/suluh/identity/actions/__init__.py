<<<<<<< HEAD
"""What changes people, accounts, roles and sessions."""
=======
"""Writing people, employment, accounts and roles."""
>>>>>>> main
