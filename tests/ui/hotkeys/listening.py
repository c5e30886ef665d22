"""A program behind the offline lock that takes global shortcuts, and prints what becomes of them until its input ends.

Its arguments are the keys for each wish; a line of input has other keys for a question. The first line that it prints has
its window's id, and why keys could not be taken.
"""

import json
import sys

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QWidget

from app.core.opening import Wish
from app.lockdown.lock import Stage, install
from app.ui.hotkeys.hotkeys import Hotkeys


def tell(what: object) -> None:
    """One line of JSON."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Listen."""
    install(Stage.LOCAL)
    application = QApplication(sys.argv[:1])
    window = QWidget()
    window.show()
    install(Stage.SEALED)
    hotkeys = Hotkeys(application)
    hotkeys.pressed.connect(lambda wish: tell({"pressed": wish}))
    hotkeys.bind({Wish.ASK: sys.argv[1], Wish.RECORD: sys.argv[2]})

    def read() -> None:
        if not (line := sys.stdin.readline()):
            application.quit()
            return
        hotkeys.bind({Wish.ASK: line.strip()})
        tell({"problems": hotkeys.problems})

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(read)
    tell({"window": int(window.winId()), "problems": hotkeys.problems})
    application.exec()


main()
