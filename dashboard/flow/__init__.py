"""The parts of the page that shows how children move through the service."""
