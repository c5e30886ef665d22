"""Alcove's icon in a tray on the session bus, which this is: prints its tooltip, and again once it is told of a recording.

The icon's program is behind the lock by then.
"""

import subprocess
import sys

from jeepney import DBusAddress, HeaderFields, MatchRule, MessageType, Properties, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_ITEM = "org.kde.StatusNotifierItem"


def watch() -> None:
    """Be the tray."""
    bus = open_dbus_connection()
    bus.send_and_get_reply(message_bus.RequestName("org.kde.StatusNotifierWatcher"))
    with subprocess.Popen([sys.executable, "-m", "tests.ui.bus_tray", "icon"], stdin=subprocess.PIPE) as icon:
        item = _item_that_comes(bus)
        sys.stdout.write(_tooltip(bus, item) + "\n")
        bus.send_and_get_reply(message_bus.AddMatch(MatchRule(type="signal", interface=_ITEM, member="NewToolTip")))
        assert icon.stdin is not None
        icon.stdin.close()
        while bus.receive().header.fields.get(HeaderFields.member) != "NewToolTip":
            pass
        sys.stdout.write(_tooltip(bus, item) + "\n")
        icon.kill()


def _item_that_comes(bus: DBusConnection) -> str:
    while True:
        asked = bus.receive()
        if asked.header.message_type is MessageType.method_call:
            member = asked.header.fields.get(HeaderFields.member)
            bus.send(new_method_return(asked, "v", (("b", True),)) if member == "Get" else new_method_return(asked))
            if member == "RegisterStatusNotifierItem":
                return str(asked.header.fields[HeaderFields.sender])


def _tooltip(bus: DBusConnection, item: str) -> str:
    address = DBusAddress("/StatusNotifierItem", bus_name=item, interface=_ITEM)
    (_signature, (_icon, _pixels, title, text)) = bus.send_and_get_reply(Properties(address).get("ToolTip")).body[0]
    return str(title or text)


def show_icon() -> None:
    """Be the program with the icon; told of a recording once its input ends."""
    from app.lockdown.lock import Stage, install

    install(Stage.LOCAL)
    from PySide6.QtCore import QSocketNotifier
    from PySide6.QtWidgets import QApplication, QWidget

    from app.ui.tray import Tray

    application = QApplication(sys.argv[:1])
    parent = QWidget()
    if not Tray.available():
        sys.exit("no tray was found")
    tray = Tray(parent)
    install(Stage.SEALED)
    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)

    def tell() -> None:
        notifier.setEnabled(False)
        tray.tell_recording("Recording: 0:07")

    notifier.activated.connect(tell)
    application.exec()


if __name__ == "__main__":
    if sys.argv[1:] == ["icon"]:
        show_icon()
    else:
        watch()
