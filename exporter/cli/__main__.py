"""`python -m exporter.cli`: the console script by another name."""

from exporter.cli import main

main()
