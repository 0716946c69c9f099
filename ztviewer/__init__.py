"""ZTViewer (专题档案阅览器): an offline viewer for archives of Chinese press articles."""

__version__ = "0.1.0"
