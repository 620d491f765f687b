"""Tests run side by side in several processes. Those that share something slow to make run in one of them (`xdist_group`)."""


def pytest_collection_modifyitems(items):
    """The longest first, so that no process is left alone with them at the end: whole synthetic authorities."""
    items.sort(key=lambda item: "synthetic" not in item.path.parts)
