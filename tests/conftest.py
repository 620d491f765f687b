"""Tests run side by side in several processes, which take from one another what is left."""

LONG = ("synthetic", "dashboard", "test_every_indicator.py", "test_every_worklist.py", "test_app.py")


def pytest_collection_modifyitems(items):
    """The longest files first, so that no process is left alone with one at the end."""
    items.sort(key=lambda item: not set(LONG) & set(item.path.parts))
