"""What is published, for this authority and every other: all of it on one page, and each on its own."""
