"""The window: the only room that knows Qt.

How a view is built
-------------------
A view is a folder `app/ui/<name>/` with two modules:

`state.py`  knows no Qt. A frozen dataclass holds everything the view shows, and pure functions take the state and what
            happened (an event of a job, an answer of a service, a choice of the user) to the next state.
`view.py`   a subclass of `app.ui.view.View`, or of `app.ui.state_view.StateView`, which keeps the state. It lays out
            widgets from `app.ui.widgets`, hands the user's wishes to the services it was given, feeds what comes back
            to `state.py`, and shows the state. It decides nothing.

The constructor takes `(services, frame, parent)`: the `Application` with all services, the `Frame` (jobs, toast, theme, going to
other views), and the parent. `self.set_panes(content, list_pane=..., side_pane=...)` places up to three panes in a
splitter that the window remembers. `arrive(request)` is called each time the view comes to the front. A new view is
entered in `app/ui/views.py`, which builds it when it is first shown; what it does for Ctrl+N and the like, it says in
`shortcuts()`, by the names of `app.ui.shortcuts`.

Long work goes through `frame.jobs.start(self, lane, work, on_events, on_end)`, a short question to a service through
`self.ask_service(function, on_result)`. Both call back on the window's thread, and not at all once the view is gone. No
service is called on the window's thread: nothing there may take 16 ms (`app.ui.watchdog`).

Text is styled by role (`widgets.text.label(text, "title")`), colours come from `theme.current()`, distances from
`theme.Space`; no view names a colour, a size or a font. Every control has an accessible name, every string goes
through `self.tr()`, every QObject has a parent. Failures are shown in `self.banner`; there are no pop-ups.
"""
