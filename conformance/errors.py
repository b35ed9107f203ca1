"""What can go wrong, in one hierarchy. Every error says what is wrong, where, and what to do, in Chinese and English."""

from __future__ import annotations

from conformance.messages import Language, Message, Said


class ConformanceError(Exception):
    """A failure a person can act on: a message with its values, said in either language."""

    exit_code = 2

    def __init__(self, message: Message, **values: object) -> None:
        """Keep `message` and the values its placeholders need."""
        super().__init__(message, values)
        self.message = message
        self.values = values

    def __reduce__(self) -> tuple[object, ...]:
        """Errors of worker processes are sent to the one that asked."""
        return _again, (type(self), self.message, self.values)

    def say(self, language: Language = "zh") -> str:
        """The sentence to show, in `language`; values that are messages themselves are said in it too."""
        return Said.of(self.message, **self.values).say(language)

    def __str__(self) -> str:
        return self.say()


def _again(kind: type[ConformanceError], message: Message, values: dict[str, object]) -> ConformanceError:
    return kind(message, **values)


class UsageError(ConformanceError):
    """The call itself is wrong: a missing path, an unknown option value, an unwritable output (exit code 2)."""


class PackError(ConformanceError):
    """A rule pack cannot be used: unknown pack, unknown or repeated key, wrong type, missing basis (exit code 2)."""


class ReadError(ConformanceError):
    """One document cannot be read; the others of a batch are not affected (exit code 3)."""

    exit_code = 3
