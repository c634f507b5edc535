"""YAML without its surprises: plain values, the line of every key, and complaints with a line.

YAML 1.1 reads ``12:30`` as 750, ``NO`` as false, ``010`` as 8, keeps the last of two equal keys and
follows aliases; none of that happens here.
"""

import re
from pathlib import Path

import yaml

from monitor.errors import ConfigError

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 20

KeyPath = tuple[str | int, ...]
Lines = dict[KeyPath, int]


class _Loader(yaml.SafeLoader):
    """YAML 1.2's plain values only: ``12:30``, ``NO`` and ``010`` are not turned into others."""


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?(0|[1-9][0-9]*)", "-+0123456789"),
    ("float", r"[-+]?(0|[1-9][0-9]*)\.[0-9]+([eE][-+]?[0-9]+)?", "-+0123456789"),
):
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), list(_first)
    )


def read(path: Path) -> tuple[object, Lines]:
    """Return the tree of the file at ``path`` and the line of every key path in it.

    Raises:
        ConfigError: The file cannot be read, is not YAML, or uses what is not read here.
    """
    text = _read_text(path)
    lines: Lines = {}
    try:
        _refuse_odd_yaml(path, text)
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            tree = None if node is None else _construct(path, loader, node, (), lines)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        # an unclosed quote is found at the end of the file, but mended where it opens
        quoted = "quoted scalar" in (error.context or "")
        mark = error.context_mark if quoted else error.problem_mark
        line = mark.line + 1 if mark else 1
        what = f"is not YAML: {error.problem}"
        raise ConfigError(f"{path}:{line}", what, "check indentation and quotes") from None
    except yaml.YAMLError as error:
        raise ConfigError(str(path), f"is not YAML: {str(error).splitlines()[0]}") from None
    return tree, lines


def _read_text(path: Path) -> str:
    try:
        if not (path.is_file() or path.is_dir() or not path.exists()):
            raise ConfigError(str(path), "is no regular file", "name another file with --config")
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        remedy = "give its path with --config"
        raise ConfigError(str(path), "there is no such file", remedy) from None
    except OSError as error:
        raise ConfigError(str(path), f"cannot be read: {error.strerror}") from None
    if len(raw) > MAX_BYTES:
        raise ConfigError(str(path), f"is larger than {MAX_BYTES} bytes", "is it the right file?")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ConfigError(f"{path}:{line}", "is not UTF-8 text", "save it as UTF-8") from None


def _refuse_odd_yaml(path: Path, text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        where = f"{path}:{event.start_mark.line + 1 if event.start_mark else 1}"
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise ConfigError(where, "anchors and aliases are not read", "write the value out")
        if tag := getattr(event, "tag", None):
            raise ConfigError(where, f"the tag {tag} is not read", "remove it")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise ConfigError(where, "is nested too deeply", "check the brackets")


def _construct(path: Path, loader: _Loader, node: yaml.Node, key: KeyPath, lines: Lines) -> object:
    lines.setdefault(key, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        children = enumerate(node.value)
        return [_construct(path, loader, child, (*key, n), lines) for n, child in children]
    if not isinstance(node, yaml.MappingNode):
        return loader.construct_object(node)
    mapping: dict[str, object] = {}
    for name_node, value_node in node.value:
        line = name_node.start_mark.line + 1
        if not isinstance(name_node, yaml.ScalarNode):
            raise ConfigError(f"{path}:{line}", "a key must be one word")
        name = name_node.value
        if name in mapping:
            raise ConfigError(f"{path}:{line}", f"{name}: the key stands here twice", "remove one")
        lines[(*key, name)] = line
        mapping[name] = _construct(path, loader, value_node, (*key, name), lines)
    return mapping
