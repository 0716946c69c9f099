"""The window: the only part of ZTViewer that knows Qt."""
