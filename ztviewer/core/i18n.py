"""The user's language: every sentence a user can see passes through `_` or `ngettext`."""

import gettext
import locale
import os

from ztviewer.core.paths import APP, resource

LANGUAGES = {"en": "English", "zh_CN": "简体中文"}
"""What can be chosen, each in its own name. English is the language of the source."""

# The one process-wide state in ZTViewer: a language is a property of the process, as a locale is.
_language = "en"
_current: gettext.NullTranslations = gettext.NullTranslations()


def use_language(code: str) -> None:
    """Speak a language from now on; one without a catalogue means English."""
    global _current, _language
    _language = code
    _current = gettext.translation(APP, resource("translations"), languages=[code], fallback=True)


def language() -> str:
    """The code of the language that is spoken: what another process has to be told to speak the same."""
    return _language


def system_language() -> str:
    """The language of this machine's user: Chinese of any kind, or else English."""
    name = next((os.environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(key)), None)
    return "zh_CN" if (name or locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"


def _(message: str) -> str:
    """The message in the user's language."""
    return _current.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The message for a count in the user's language; holds `{count}`."""
    return _current.ngettext(one, many, count)
