"""The tests of ZTViewer; their folders mirror `ztviewer/`."""
