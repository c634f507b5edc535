"""The error tree: what a user or an operator must act on. Bugs are not in here.

TrataError            subject, what is wrong, remedy; exit status 1
├── UsageError        wrong use or configuration, nothing was touched; exit status 2
│   └── ConfigError   with file, line and key
├── StorageError      the database cannot be used (locked, full, damaged, too new)
└── BusyError         another process holds the lock
"""


class TrataError(Exception):
    """One line for the user: ``subject: what is wrong; remedy``.

    Args:
        subject: What the error is about: a path, an address, a key.
        what: What is wrong with it.
        remedy: What the user can do. Left out where nothing helps.
    """

    exit_status = 1

    def __init__(self, subject: str, what: str, remedy: str = "") -> None:
        super().__init__(subject, what, remedy)
        self.subject = subject
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        line = f"{self.subject}: {self.what}"
        return f"{line}; {self.remedy}" if self.remedy else line


class UsageError(TrataError):
    """The command or its arguments are wrong; nothing was touched."""

    exit_status = 2


class ConfigError(UsageError):
    """A fault in config.yaml; the subject is ``file:line: key``."""


class StorageError(TrataError):
    """The database file cannot be used as it is."""


class BusyError(TrataError):
    """Another process is at work on the same database."""
