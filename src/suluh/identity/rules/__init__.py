<<<<<<< HEAD
"""Pure rules of identity."""
=======
"""Pure decisions about people: reading their files."""
>>>>>>> main
