"""The services, with every layer below them real."""
