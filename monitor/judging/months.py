"""The names of the months in the languages that are read."""

MONTHS = {
    name: number
    for number, names in enumerate(
        ("enero january janeiro", "febrero february fevereiro", "marzo march março marco",
         "abril april", "mayo may maio", "junio june junho", "julio july julho",
         "agosto august", "setiembre septiembre september setembro", "octubre october outubro",
         "noviembre november novembro", "diciembre december dezembro"), 1)
    for name in names.split()
}  # fmt: skip
