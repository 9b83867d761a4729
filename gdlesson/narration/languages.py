"""Language tags as MP4 knows them."""

from __future__ import annotations

_THREE = {
    "af": "afr", "bg": "bul", "bs": "bos", "ca": "cat", "cs": "ces", "cy": "cym", "da": "dan",
    "de": "deu", "el": "ell", "en": "eng", "es": "spa", "et": "est", "eu": "eus", "fi": "fin",
    "fr": "fra", "ga": "gle", "gl": "glg", "hr": "hrv", "hu": "hun", "id": "ind", "is": "isl",
    "it": "ita", "lt": "lit", "lv": "lav", "mk": "mkd", "ms": "msa", "nb": "nob", "nl": "nld",
    "nn": "nno", "no": "nor", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus", "sk": "slk",
    "sl": "slv", "sq": "sqi", "sr": "srp", "sv": "swe", "sw": "swa", "tr": "tur", "uk": "ukr",
    "vi": "vie",
}  # fmt: skip


def three_letters(tag: str) -> str:
    """The ISO 639-2 code of a tag such as ``pt-BR``; ``und`` where it is not known."""
    language = tag.partition("-")[0]
    return _THREE.get(language, language if language in _THREE.values() else "und")
