"""The drawings of the sample archive: each picture is a function without arguments that returns an image."""
