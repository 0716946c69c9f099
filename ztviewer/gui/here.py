"""The archive that is open in a window, with everything that acts on it."""

from dataclasses import dataclass

from ztviewer.gui.export_action import ExportAction
from ztviewer.gui.import_action import ImportAction
from ztviewer.gui.session import Session
from ztviewer.gui.vocabulary_actions import VocabularyActions
from ztviewer.gui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Here:
    """One open archive."""

    session: Session
    workspace: Workspace
    imports: ImportAction
    exports: ExportAction
    vocabulary: VocabularyActions
