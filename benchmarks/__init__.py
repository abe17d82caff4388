"""What is measured rather than tested; each file is run by `python -m benchmarks.NAME`."""
