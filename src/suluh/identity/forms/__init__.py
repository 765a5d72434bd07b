<<<<<<< HEAD
"""Forms of identity."""
=======
"""Forms of people, accounts and roles."""
>>>>>>> main
