"""Logs of the daemon and of rounds: one line an event, as text or as JSON, on standard error."""

import json
import logging
import sys
from datetime import UTC, datetime

from monitor.text import one_line


def complain(line: str) -> None:
    """Tell the user what failed: a line on standard error, or of the log where that is JSON."""
    handlers = logging.getLogger().handlers
    if any(isinstance(handler.formatter, _JsonFormatter) for handler in handlers):
        logging.getLogger("monitor").error(line)
    else:
        print(f"trata: {one_line(line, 2000)}", file=sys.stderr)


class _TextFormatter(logging.Formatter):
    """``2025-03-14T11:30:00Z INFO round 12: 3 stored``; control characters never pass."""

    def format(self, record: logging.LogRecord) -> str:
        line = one_line(record.getMessage(), 2000)
        if record.exc_info and record.levelno < logging.ERROR:
            line += f" [{one_line(self.formatException(record.exc_info), 4000)}]"
        return f"{_instant(record)} {record.levelname} {line}"


class _JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        fields = {
            "at": _instant(record),
            "level": record.levelname,
            "logger": record.name,
            "message": one_line(record.getMessage(), 2000),
        }
        return json.dumps(fields, ensure_ascii=False)


def _instant(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def set_up(log_format: str, level: int = logging.INFO) -> None:
    """Send our own log to standard error; libraries only from WARNING on."""
    stream = logging.StreamHandler(sys.stderr)
    stream.setFormatter(_JsonFormatter() if log_format == "json" else _TextFormatter())
    stream.addFilter(lambda record: record.levelno >= _least(record.name, level))
    root = logging.getLogger()
    root.handlers[:] = [stream]
    root.setLevel(min(level, logging.WARNING))


def _least(logger: str, level: int) -> int:
    """Libraries set the levels of their own loggers; the handler has the last word."""
    ours = logger.startswith(("monitor", "spiders", "storage"))
    return level if ours else logging.WARNING
