"""A process that opens the vault of an older layout named on its command line, and says when it begins."""

import sys
from pathlib import Path

from app.core.administration.policy import Policy
from app.services.administration.vault import Vault
from app.services.permissions import Permissions
from app.storage.places import Places

if __name__ == "__main__":
    profile = Path(sys.argv[1])
    vault = Vault(Places(profile, profile / "models", profile), Permissions(Policy()))
    print("opening", flush=True)
    vault.unlock_with_recovery_key(sys.argv[2])
    print("opened", flush=True)
