"""Measurements of speed, one module each; run as `python -m benchmarks.NAME`."""
