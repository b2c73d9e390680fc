"""The site's wording: Chinese msgids, other languages from locales/<lang>.po."""

from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

LOCALES = Path(__file__).parent / "locales"


def translations(lang: str, locales: Path = LOCALES) -> NullTranslations:
    """Return the translations of a language; Chinese, the language of the msgids, needs none."""
    path = locales / f"{lang}.po"
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=lang))
    compiled.seek(0)
    loaded: NullTranslations = Translations(compiled)
    return loaded
