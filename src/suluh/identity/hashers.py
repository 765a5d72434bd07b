"""Password hashing at OWASP's Argon2id profile: 19 MiB, 2 passes, 1 lane."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class OwaspArgon2Hasher(Argon2PasswordHasher):
    """Argon2id m=19456 t=2 p=1 (OWASP Password Storage Cheat Sheet): about 20 ms of one core."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1
