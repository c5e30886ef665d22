"""Where an administrator's policy is found on each system, and that nobody else can have written it."""

import os
import plistlib
import stat
import sys
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from app.core.administration.policy import RULES, Policy
from app.core.administration.policy_reading import (
    Problem,
    checked_policy,
    parsed_policy,
    policy_problems,
    problems_of,
    refusal,
)
from app.core.errors import UserError

REGISTRY_KEY = r"SOFTWARE\Policies\Alcove"
"""Below HKEY_LOCAL_MACHINE, where only administrators write. A JSON file has no such place on Windows: everybody may
make files in ProgramData."""
_REGISTRY = f"HKEY_LOCAL_MACHINE\\{REGISTRY_KEY}"
PROPERTY_LIST = "org.alcove.Alcove.plist"
_LARGEST_BYTES = 1_000_000
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_ROOT = 0
_NEVER_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class _NoPolicy(Exception):
    """What is there can be no policy, whatever it holds: the words go on behind "it is"."""


def system_policy() -> Policy:
    """The policy of this machine: the first one there is counts alone; empty where there is none.

    Raises:
        RefusedByPolicy: there is one that cannot be read, is not in order, or could have been written by a user.
    """
    if sys.platform == "win32":
        values = _registry_values()
        return checked_policy(values, _REGISTRY) if values else Policy()
    for path in policy_paths():
        if _is_there(path):
            return read_policy(path)
    return Policy()


def policy_paths() -> tuple[Path, ...]:
    """The files a policy is looked for in, the one that counts first."""
    if sys.platform == "darwin":
        managed = Path("/Library/Managed Preferences")
        support = Path("/Library/Application Support/Alcove")
        return managed / PROPERTY_LIST, managed / user_name() / PROPERTY_LIST, support / "policy.json"
    return (Path("/etc/alcove/policy.json"),)


def user_name() -> str:
    """What the system calls this user, whatever the environment says; "" on Windows."""
    if sys.platform == "win32":
        return ""
    import pwd

    return pwd.getpwuid(os.getuid()).pw_name


def read_policy(path: Path, owner: int = _ROOT) -> Policy:
    """The policy in a file that belongs to `owner`, and nobody else can write or put another in its place.

    Raises:
        RefusedByPolicy: it cannot be read, is not in order, or others can write it.
    """
    try:
        content = _content(path, owner)
        if path.suffix == ".plist":
            return checked_policy(_known(plistlib.loads(content)), str(path))
        return parsed_policy(content.decode("utf-8-sig"), str(path))
    except OSError as error:
        raise refusal(str(path), f"it cannot be read ({error.strerror})") from None
    except _NoPolicy as error:
        raise refusal(str(path), f"it is {error}") from None
    except UnicodeDecodeError:
        raise refusal(str(path), "it is not text in UTF-8") from None
    except (plistlib.InvalidFileException, ExpatError, ValueError, AttributeError):
        raise refusal(str(path), "it is not a property list of rules") from None


def _is_there(path: Path) -> bool:
    """Whether something is at a path. What cannot be looked at counts as being there: it must not be passed over."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def problems_in(path: Path) -> tuple[Problem, ...]:
    """All that is wrong in a file that is to be rolled out: a policy, a property list, or a configuration profile.

    Who owns it, and who can write it, is looked at only where it lies in its place.

    Raises:
        UserError: it cannot be read.
    """
    try:
        content = _content(path, None)
        if path.suffix in (".plist", ".mobileconfig"):
            return problems_of(_rules_in(plistlib.loads(content)))
        return policy_problems(content.decode("utf-8-sig"))
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror}); check the name and your permission.") from None
    except _NoPolicy as error:
        return (Problem(0, f"This is {error}, and so no policy."),)
    except UnicodeDecodeError:
        return (Problem(0, "This is not text in UTF-8; save it as that."),)
    except (plistlib.InvalidFileException, ExpatError, ValueError, AttributeError, KeyError, TypeError):
        return (Problem(0, "This is no property list of rules, and no profile that holds one."),)


def _rules_in(untrusted: dict[str, Any]) -> dict[str, object]:
    """The rules in a property list, or in those payloads of a configuration profile that are for Alcove."""
    if "PayloadContent" not in untrusted:
        return _known(untrusted)
    domain = PROPERTY_LIST.removesuffix(".plist")
    payloads = [one for one in untrusted["PayloadContent"] if one["PayloadType"] == domain]
    if not payloads:
        raise ValueError(domain)
    return {name: value for one in payloads for name, value in _known(one).items()}


def _content(path: Path, owner: int | None) -> bytes:
    """What is in the file. Nobody but the `owner` can have written it, where one is given. Raises _NoPolicy and OSError."""
    real = Path(os.path.realpath(path, strict=True))
    if owner is not None:
        for folder in real.parents:
            _require_kept_from_others(path, folder, folder.stat(), owner)
    with os.fdopen(os.open(real, os.O_RDONLY | _NEVER_WAITING), "rb") as file:
        facts = os.fstat(file.fileno())
        if not stat.S_ISREG(facts.st_mode):
            raise _NoPolicy("not a file")
        if owner is not None:
            _require_kept_from_others(path, real, facts, owner)
        content = file.read(_LARGEST_BYTES + 1)
    if len(content) > _LARGEST_BYTES:
        raise _NoPolicy(f"larger than {_LARGEST_BYTES // 1_000_000} MB")
    return content


def _require_kept_from_others(policy: Path, path: Path, facts: os.stat_result, owner: int) -> None:
    """In a folder with the sticky bit, as /tmp has it, others can put nothing in the place of what is not theirs."""
    whose = {owner, _ROOT} if stat.S_ISDIR(facts.st_mode) else {owner}
    sticky = stat.S_ISDIR(facts.st_mode) and facts.st_mode & stat.S_ISVTX
    if facts.st_uid not in whose or (facts.st_mode & _OTHERS_WRITE and not sticky):
        raise refusal(str(policy), f"others than the administrator can write {path}; correct its owner and permissions")


def _known(untrusted: dict[str, object]) -> dict[str, object]:
    """What a configuration profile carries besides the rules is Apple's."""
    return {name: value for name, value in untrusted.items() if not name.startswith("Payload")}


def _registry_values() -> dict[str, object]:
    found: dict[str, object] = {}
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, REGISTRY_KEY) as key:
                for index in range(winreg.QueryInfoKey(key)[1]):
                    name, value, _ = winreg.EnumValue(key, index)
                    found[name] = from_registry(name, value)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise refusal(_REGISTRY, f"it cannot be read ({error.strerror})") from None
    return found


def from_registry(name: str, untrusted_value: object) -> object:
    """A registry value in the type its rule has: there, "yes" is 1, a number with a point is text, a list is REG_MULTI_SZ."""
    if name not in RULES:
        return untrusted_value
    default = RULES[name].default
    if isinstance(default, bool) and isinstance(untrusted_value, int):
        return {0: False, 1: True}.get(untrusted_value, untrusted_value)
    if isinstance(default, float) and isinstance(untrusted_value, str):
        try:
            return float(untrusted_value)
        except ValueError:
            return untrusted_value
    return untrusted_value
