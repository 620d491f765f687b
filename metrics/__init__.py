"""Frames in, measure values out: indicators, and what can be said about their figures."""
