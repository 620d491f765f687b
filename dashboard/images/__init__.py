"""Charts as images to take away: drawn by the server, each whole by itself, with title, what it says, its lines and where it is from."""
