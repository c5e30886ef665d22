"""Newer versions of the program in files: what they are called, and which one is newer."""

import re
from dataclasses import dataclass

from app.core.administration.manifests import version_order

_VERSION = re.compile(r"\d{1,6}(?:\.\d{1,6}){0,3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Offer:
    """A file with a version of the program in it, by its name alone: what is in it is looked at when it is installed."""

    path: str
    version: str


def archive_version(file_name: str, machine: str) -> str:
    """The version of a portable archive for this kind of machine, by its name; "" where it is none."""
    found = re.fullmatch(rf"alcove-({_VERSION.pattern})-linux-{re.escape(machine)}\.tar\.zst", file_name, re.ASCII)
    return found[1] if found else ""


def is_version(text: str) -> bool:
    """Whether this is a version such as "0.2.0"."""
    return _VERSION.fullmatch(text) is not None


def is_newer(version: str, than: str) -> bool:
    """Whether a version comes after another."""
    return version_order(version) > version_order(than)
