"""``trata export``: the tables for others, and the evidence of an incident."""

from dataclasses import asdict
from pathlib import Path

import click

from monitor.cli.common import Setting, print_json, with_setting
from monitor.errors import UsageError
from monitor.exporting import DEFAULT_FORMATS, FORMATS, export_packets, export_tables


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    default=DEFAULT_FORMATS,
    show_default=True,
    help="May be given several times; parquet needs pyarrow.",
)
@click.option(
    "--k",
    type=click.IntRange(2, 1000),
    help="Only counts, figures below K withheld, also where a total would give them away.",
)
@click.option(
    "--packet",
    "packets",
    multiple=True,
    type=click.IntRange(1),
    metavar="INCIDENT",
    help="Only the evidence packet of an incident, as HTML; may be given several times.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
@with_setting
def export(
    setting: Setting,
    folder: Path,
    formats: tuple[str, ...],
    k: int | None,
    packets: tuple[int, ...],
    as_json: bool,
) -> int:
    """Write incidents, claims, places, articles and counts into FOLDER, with a codebook of every
    column and a crosswalk to HTCDS, CTDC and UNODC.

    No text of an article, no author and no name of a victim is written, and no exact age of a
    child. Files are replaced as a whole, and readable by you alone; the same database gives the
    same bytes. What is made for others to read: --k 11.

    Example: trata export out --format csv --k 11
    """
    if packets and k:
        raise UsageError("--packet", "tells of one incident, which --k forbids", "give one of them")
    with setting.reading() as store:
        if packets:
            config = setting.config_if_any()
            language = config.delivery.language if config else "es"
            written = export_packets(store, folder, packets, language)
        else:
            written = export_tables(store, folder, tuple(dict.fromkeys(formats)), k or 0)
    if as_json:
        print_json({"folder": str(folder), "files": [asdict(one) for one in written]})
        return 0
    for one in written:
        rows = "" if one.rows is None else f", {one.rows:,} rows"
        click.echo(f"{folder / one.name}: {one.bytes:,} bytes{rows}")
    return 0
