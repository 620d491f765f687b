"""Callbacks of modules that are not pages. Dash gives a callback to the next app that is made, and only to that one: these are
given to each."""

import dash


class Callbacks:
    """Collects what `@callbacks(Output(...), Input(...), ...)` decorates, until an app is made."""

    def __init__(self):
        self._collected = []

    def __call__(self, *arguments, **options):
        def decorate(function):
            self._collected.append((arguments, options, function))
            return function

        return decorate

    def register(self):
        """Give them all to the app that is being made; a function of the browser's is a `ClientsideFunction`."""
        for arguments, options, function in self._collected:
            if isinstance(function, dash.ClientsideFunction):
                dash.clientside_callback(function, *arguments, **options)
            else:
                dash.callback(*arguments, **options)(function)


callbacks = Callbacks()
