"""Password hashing at OWASP's Argon2id profile: 19 MiB, 2 passes, 1 lane."""

import os
import threading

from django.contrib.auth.hashers import Argon2PasswordHasher

# A hash fills 19 MiB again and again: more at once than there are cores only push each other out of
# the processor's cache. Two web processes share the cores.
_AT_ONCE = threading.BoundedSemaphore(max(1, (os.cpu_count() or 2) // 2))


class OwaspArgon2Hasher(Argon2PasswordHasher):
    """Argon2id m=19456 t=2 p=1 (OWASP Password Storage Cheat Sheet): about 20 ms of one core."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        """The hash of a new password."""
        with _AT_ONCE:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Whether the password is the one that was hashed."""
        with _AT_ONCE:
            return super().verify(password, encoded)
