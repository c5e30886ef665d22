"""Whether Alcove starts by itself when its user logs in, as an icon in the tray."""

import sys

from app.core.errors import UserError
from app.services.permissions import Permissions
from app.storage import login_start
from app.storage.places import Places

_ALLOWED = "start.at_login_allowed"


class LoginStart:
    """Reads and changes what the system itself keeps, so that it is told as it is."""

    def __init__(self, places: Places, permissions: Permissions) -> None:
        self._places = places
        self._permissions = permissions

    @property
    def hindrance(self) -> str:
        """Why it cannot be changed here, in a sentence; "" where it can."""
        if self._places.portable:
            return "A portable Alcove leaves nothing on this computer, and so cannot start at login."
        return self._permissions.reason(_ALLOWED) or login_start.hindrance()

    def is_on(self) -> bool:
        """Whether the system starts it."""
        return login_start.is_on()

    def switch(self, on: bool) -> None:
        """Have it started with this profile, or not any more, which is always allowed.

        Raises:
            RefusedByPolicy: the organization does not allow it.
            UserError: it cannot be done here.
        """
        if on:
            self._permissions.require(_ALLOWED)
            if self.hindrance:
                raise UserError(self.hindrance)
        sources = self._places.resources.parent
        folder = None if getattr(sys, "frozen", False) else sources
        login_start.switch(on, login_start.starting_command(self._places.profile), folder)
