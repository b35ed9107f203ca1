"""Sentences for people, as pairs of Chinese and English. The pairs stand in the module that says them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence in both languages. `key` is stable, language-free and readable: it is the code in reports."""

    key: str
    zh: str
    en: str

    def say(self, language: Language = "zh", **values: object) -> str:
        """The sentence in `language` with its `{placeholders}` filled in. KeyError if a value is missing."""
        return (self.zh if language == "zh" else self.en).format(**values)


@dataclass(frozen=True, slots=True)
class Said:
    """A message together with its values, not yet put into a language."""

    message: Message
    values: tuple[tuple[str, object], ...] = ()

    @classmethod
    def of(cls, message: Message, **values: object) -> Said:
        """Bind `values` to `message`."""
        return cls(message, tuple(sorted(values.items())))

    def say(self, language: Language = "zh") -> str:
        """The sentence in `language`; values that are messages themselves are said in it too."""
        told = {key: v.say(language) if isinstance(v, (Message, Said)) else v for key, v in self.values}
        return self.message.say(language, **told)
