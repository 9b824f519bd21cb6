"""What is peculiar to one site, as data: rules in YAML files, recognised, read and followed."""

from exporter.clean.sites.folders import load
from exporter.clean.sites.lines import drop_site_lines
from exporter.clean.sites.recognition import recognised
from exporter.clean.sites.rules import follow_site_rules
from exporter.clean.sites.site import Site

__all__ = ["Site", "drop_site_lines", "follow_site_rules", "load", "recognised"]
