"""The posting format of the index: arrays in mapped files, for Whoosh and for the evaluator alike."""
