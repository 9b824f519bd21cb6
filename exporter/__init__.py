"""exporter turns saved web articles into books: EPUB 3 for e-readers, paginated PDF for print."""

__version__ = "0.1.0"
