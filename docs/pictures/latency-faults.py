#!/usr/bin/env python3
"""Draws docs/pictures/latency-faults.svg: how long readings take while the database is killed.

    docs/pictures/latency-faults.py [DIR]

DIR is what `./run-local --report DIR` has written; without it, the seeded run below is made first.
"""
import json
import math
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
RUN = "--faults database-restart --duration 60s --seed 42"

WIDTH, HEIGHT = 1120, 380
LEFT, RIGHT, TOP, BOTTOM = 70, 70, 84, 44
LOWEST_MS = 1
NAME_HEIGHT = 15

STYLE = """
    :root { --ground: #f6f8f7; --line: #dde3e0; --ink: #151a1c; --soft: #566064;
            --p50: #0f766e; --p99: #97388f; --down: #c0291d; }
    @media (prefers-color-scheme: dark) {
      :root { --ground: #0f1315; --line: #2a3236; --ink: #e8edee; --soft: #9aa6ab;
              --p50: #3cb8a9; --p99: #dd8ad6; --down: #ff7a6b; }
    }
    text { fill: var(--soft); font-size: 12px; }
    .title { fill: var(--ink); font-size: 16px; font-weight: 650; }
    .grid { stroke: var(--line); }
    .down { fill: var(--down); opacity: .14; }
    .down-name { fill: var(--down); font-weight: 600; }
    .line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
    .name { font-size: 13px; font-weight: 650; }"""


def report_of(folder):
    with open(os.path.join(folder, "report.html"), encoding="utf-8") as file:
        html = file.read()
    start = html.index('id="data">') + len('id="data">')
    return json.loads(html[start : html.index("</script>", start)])


def run(folder):
    command = [os.path.join(ROOT, "run-local"), *RUN.split()]
    ports = ["--kinesis-port", "0", "--dynamodb-port", "0", "--no-page"]
    subprocess.run([*command, *ports, "--report", folder], check=True)


class Plot:
    def __init__(self, series):
        self.seconds = [t - series["t"][0] for t in series["t"]]
        self.series = series
        highest = max(v for v in series["stored_p99"] if v is not None)
        self.decades = max(2, math.ceil(math.log10(highest)))
        # Readings are drawn up to the last that was stored; after it, alerts alone are waited for.
        stored = [i for i, value in enumerate(series["stored_p50"]) if value is not None]
        self.end = self.seconds[stored[-1]] + 1
        self.parts = []
        self.highest_name = HEIGHT

    def x(self, second):
        return round(LEFT + (WIDTH - LEFT - RIGHT) * second / self.end, 1)

    def y(self, milliseconds):
        share = math.log10(max(LOWEST_MS, milliseconds)) / self.decades
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share, 1)

    def add(self, markup):
        self.parts.append("  " + markup)

    def text(self, x, y, text, kind="", anchor="start"):
        self.add(f'<text class="{kind}" x="{x}" y="{y}" text-anchor="{anchor}">{text}</text>')

    def axes(self):
        for decade in range(self.decades + 1):
            y = self.y(10**decade)
            self.add(f'<path class="grid" d="M{LEFT} {y}H{WIDTH - RIGHT}"/>')
            label = f"{10**decade} ms" if decade < 3 else f"{10 ** (decade - 3)} s"
            self.text(LEFT - 10, y + 4, label, anchor="end")
        for second in range(0, int(self.end) + 1, 10):
            self.text(self.x(second), HEIGHT - BOTTOM + 22, f"{second} s", anchor="middle")

    def outages(self):
        down = [s for s, is_down in zip(self.seconds, self.series["database_down"]) if is_down]
        if down:
            # A second is told at its end: the database was down before it.
            x, end = self.x(max(0, down[0] - 1)), self.x(down[-1])
            height = HEIGHT - BOTTOM - TOP
            self.add(f'<rect class="down" x="{x}" y="{TOP}" width="{end - x:.1f}" height="{height}"/>')
            self.text(x + 2, TOP - 8, "database killed", "down-name")

    def line(self, column, name):
        """A line through the seconds in which something was stored; others have no latency."""
        points = [
            (self.x(second), self.y(value))
            for second, value in zip(self.seconds, self.series[column])
            if value is not None
        ]
        path = "M" + "L".join(f"{x} {y}" for x, y in points)
        self.add(f'<path class="line" style="stroke: var(--{name})" d="{path}"/>')
        x, y = points[-1]
        self.highest_name = min(y, self.highest_name - NAME_HEIGHT)
        place = f'x="{x + 10}" y="{self.highest_name + 4}"'
        self.add(f'<text class="name" style="fill: var(--{name})" {place}>{name}</text>')


def drawing(report):
    summary = report["summary"]
    plot = Plot(report["series"])
    title = "From device to table while the database is killed"
    told = f"{summary['published']:,} readings published, {summary['stored']:,} stored, {summary['lost']:,} lost"
    plot.text(LEFT, 32, title, "title")
    plot.text(LEFT, 52, f"./run-local {RUN}: {told}")
    plot.axes()
    plot.outages()
    plot.line("stored_p50", "p50")
    plot.line("stored_p99", "p99")
    font = "Inter, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
            f' aria-label="{title}: {told}" font-family="{font}">',
            f"  <style>{STYLE}\n  </style>",
            f'  <rect width="{WIDTH}" height="{HEIGHT}" rx="14" style="fill: var(--ground)"/>',
            *plot.parts,
            "</svg>\n",
        ]
    )


def main():
    with tempfile.TemporaryDirectory() as made:
        folder = sys.argv[1] if len(sys.argv) > 1 else made
        if len(sys.argv) == 1:
            run(folder)
        report = report_of(folder)
    with open(os.path.join(HERE, "latency-faults.svg"), "w", encoding="utf-8") as file:
        file.write(drawing(report))


main()
