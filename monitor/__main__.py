"""``python -m monitor`` is ``trata``."""

from monitor.cli import main

main()
