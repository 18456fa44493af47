"""How fast the command answers: `python benchmarks/startup.py --json`.

`videostudio --help` against `python -c "import typer, rich"`, alternating in one run, and what each import loads.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 15
LIMIT = 3.0
HELP_KEEPS_OUT = ("pydantic", "langgraph", "numpy")
GRAPH_KEEPS_OUT = ("torch", "diffusers")

BASELINE = (sys.executable, "-c", "import typer, rich")
HELP = (str(Path(sys.executable).with_name("videostudio")), "--help")

_LOADED = """
import json, sys
sys.argv = ["videostudio", "--help"]
try:
    {work}
except SystemExit:
    pass
print(json.dumps(sorted(name.split(".")[0] for name in sys.modules)), file=sys.stderr)
"""


def seconds(command: tuple[str, ...]) -> float:
    """Wall time of one run of `command`."""
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def ratio(rounds: int = ROUNDS) -> dict[str, float]:
    """Medians in s, and the median of the ratios of neighbouring runs."""
    seconds(BASELINE), seconds(HELP)
    pairs = [(seconds(BASELINE), seconds(HELP)) for _ in range(rounds)]
    return {
        "baseline_s": round(statistics.median(base for base, _ in pairs), 4),
        "help_s": round(statistics.median(own for _, own in pairs), 4),
        "ratio": round(statistics.median(own / base for base, own in pairs), 3),
        "limit": LIMIT,
    }


def loaded(work: str, unwanted: tuple[str, ...]) -> list[str]:
    """Which of `unwanted` are in memory after the statement `work` ran in a process of its own."""
    code = _LOADED.format(work=work)
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return sorted(set(json.loads(done.stderr.splitlines()[-1])) & set(unwanted))


def measure() -> dict[str, object]:
    """All figures."""
    return {
        "help": ratio(),
        "help_loads": loaded("from videostudio.apps.cli import main; main()", HELP_KEEPS_OUT),
        "film_graph_loads": loaded("import videostudio.graphs.film_graph", GRAPH_KEEPS_OUT),
    }


def main() -> int:
    """Prints the figures; exit 1 if one of them is over its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    as_json = parser.parse_args().json
    figures = measure()
    if as_json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name}: {value}")
    help_figures = figures["help"]
    assert isinstance(help_figures, dict)
    good = help_figures["ratio"] <= LIMIT and not figures["help_loads"] and not figures["film_graph_loads"]
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
