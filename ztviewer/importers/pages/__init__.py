"""Saved web pages: families of pages by rules that are data, every other page by a general extractor."""

from ztviewer.importers.pages.reading import Articles, read_page

__all__ = ["Articles", "read_page"]
