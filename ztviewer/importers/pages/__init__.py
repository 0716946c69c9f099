"""Saved web pages: families of pages by rules that are data, every other page by a general extractor."""

from ztviewer.importers.pages.reading import read_page

__all__ = ["read_page"]
