"""Documents read by processes of their own: what is hostile can end one of those, and nothing else."""

from ztviewer.services.pipeline.pool import Pool
from ztviewer.services.pipeline.units import Extracted, Recognised, Result, Setup, ready, size_of, units

__all__ = ["Extracted", "Pool", "Recognised", "Result", "Setup", "ready", "size_of", "units"]
