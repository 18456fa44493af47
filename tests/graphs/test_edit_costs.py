"""What edits of one scene of eight cost, on a real film: the benchmark's figures."""

import importlib.util
from pathlib import Path

import pytest


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_an_edit_of_one_scene_of_eight_makes_an_eighth_and_leaves_the_others_byte_for_byte() -> None:
    path = Path(__file__).parents[2] / "benchmarks" / "edits.py"
    spec = importlib.util.spec_from_file_location("edits_benchmark", path)
    assert spec is not None
    assert spec.loader is not None
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    chosen = ("night", "another event", "longer", "a fade")
    told = benchmark.measure({name: benchmark.EDITS[name] for name in chosen})
    calls = told["film"]["calls"]
    assert (calls["scene_image"], calls["clip"]) == (8, 8)
    made = {name: (one["images"], one["clips"], one["references"]) for name, one in told["edits"].items()}
    assert made == {"night": (1, 1, 1), "another event": (1, 1, 0), "longer": (0, 1, 0), "a fade": (0, 0, 0)}
    assert [name for name, one in told["edits"].items() if not benchmark.good(one)] == []
