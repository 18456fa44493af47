"""Whether a profile fits is decided before anything is made, and a film that was made to fit says so."""

from pathlib import Path
from typing import Any

import pytest
from films import small_brief
from inline import film

from videostudio.film.brief import Brief, Budget
from videostudio.film.calibration import Calibration
from videostudio.film.errors import BadSetting, NotEnoughMemory
from videostudio.film.fingerprint import digest, plain
from videostudio.film.identity import Price
from videostudio.film.record import FilmOutcome
from videostudio.film.take import GENERATOR_STAGES, Stage
from videostudio.generators.diffusion.settings import ModelSettings
from videostudio.generators.sizing.fitting import GIB, Device
from videostudio.generators.sizing.known import Footprints
from videostudio.generators.sizing.sizes import Footprint, Shot
from videostudio.graphs.bootstrap import build_backends, profile_named, resolved
from videostudio.graphs.executor.on_ray import Node, memory_here
from videostudio.graphs.executor.seats import devices_named
from videostudio.graphs.fits import made_to_fit, on_cluster, place, too_slow
from videostudio.graphs.machines import Machines
from videostudio.graphs.offers import calibration_offer
from videostudio.graphs.pace import Pace
from videostudio.graphs.profile import Profile
from videostudio.tools.scoring.checks import ChecksScorer
from videostudio.tools.store.entry import Entry
from videostudio.tools.store.store import Store
from videostudio.tools.workspace import Workspace

USUAL = Brief(prompt="A corgi astronaut explores Mars and finds a flower")
PREVIEW = profile_named("preview")


def gpu(gib: int) -> Device:
    return Device(name="cuda", memory=gib * GIB, host=128 * GIB)


class Alike(Footprints):
    """Every component is of one size."""

    def of(self, component: Any, shot: Shot, number_bytes: int, *, on_cpu: bool = False) -> Footprint:
        return Footprint(weights=8 * GIB, block=2 * GIB, leaf=GIB, work=2 * GIB, work_tiled=GIB)


def test_a_film_that_was_made_to_fit_says_how(tmp_path: Path) -> None:
    default = profile_named("default")
    assert made_to_fit(default, USUAL, gpu(80), Alike()) == (default, ())
    profile, told = made_to_fit(default, USUAL, gpu(12), Alike())
    assert profile.settings == {"klein": {"offload": "model"}, "wan": {"offload": "model"}}
    assert len(told) == 2
    assert all(each.startswith("made to fit: ") for each in told)
    assert all(each.endswith("with offload model; there are 12.0 GiB on cuda and 128.0 GiB beside it") for each in told)
    brief = small_brief(scenes=1, duration_ms=1000, silent=True)
    made = film(tmp_path, brief, judged=(ChecksScorer(), Calibration()), preflight=told)
    assert made.outcome is FilmOutcome.DEGRADED
    assert made.degraded[:2] == told


def test_what_cannot_be_made_to_fit_is_refused_with_the_figures() -> None:
    words = r"needs 2\.7 GiB and 24\.0 GiB beside it even with .*there are 1\.0 GiB on cuda.*: use a smaller profile"
    with pytest.raises(NotEnoughMemory, match=words):
        made_to_fit(profile_named("default"), USUAL, gpu(1), Alike())


def test_models_are_judged_where_their_workers_are_and_by_their_share(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")

    def worker_of(devices: str) -> Device:
        workspace = Workspace(tmp_path, machines=(("devices", devices),))
        return place(resolved(profile_named("quality"), workspace), "wan", Machines.of(workspace))

    assert worker_of("cpu*4").name == "cpu"
    assert worker_of("cpu").memory // 4 == worker_of("cpu*4").memory == worker_of("cpu*4").host
    assert worker_of("") == worker_of("cpu"), "one worker has models, however many score and cut"
    two = profile_named("quality").model_copy(update={"most_workers": 2})
    assert place(two, "wan", Machines()).memory == worker_of("cpu*2").memory
    large = Node(gpus=4, cores=64, gpu_bytes=80 * GIB, host_bytes=512 * GIB)
    small = Node(gpus=1, cores=8, gpu_bytes=24 * GIB, host_bytes=64 * GIB)
    driver = Node(gpus=0, cores=4, gpu_bytes=0, host_bytes=8 * GIB)
    head = Node(gpus=0, cores=0, gpu_bytes=0, host_bytes=8 * GIB)
    four, five = devices_named("cuda*4"), devices_named("cuda*5")
    assert on_cluster((driver, large), four, on_cpu=False) == Device(name="cuda", memory=80 * GIB, host=128 * GIB)
    assert on_cluster((driver, large), four[:2], on_cpu=False).host == 256 * GIB
    assert on_cluster((large, small, driver), five, on_cpu=False) == Device(name="cuda", memory=24 * GIB, host=64 * GIB)
    assert on_cluster((large,), devices_named("cpu*8"), on_cpu=True).memory == 64 * GIB
    assert on_cluster((driver, small), devices_named("cpu*4"), on_cpu=True).memory == 2 * GIB
    for nodes in ((driver, small), (head,)):
        assert on_cluster(nodes, ("cpu",), on_cpu=True) == Device(name="cpu", memory=8 * GIB, host=8 * GIB)
    # A driver without a GPU refuses nothing that the cluster can do.
    profile, _ = made_to_fit(profile_named("quality"), USUAL, on_cluster((driver, large), four, on_cpu=False), Alike())
    assert profile.settings.get("wan", {}) == {}
    with pytest.raises(NotEnoughMemory):
        made_to_fit(profile_named("quality"), USUAL, on_cluster((driver,), ("cpu",), on_cpu=False), Alike())


def test_the_papers_models_are_judged_together_without_torch(tmp_path: Path) -> None:
    paper, known = profile_named("paper"), Footprints(patient=False)
    assert made_to_fit(paper, USUAL, gpu(24), known) == (paper, ())
    profile, told = made_to_fit(paper, USUAL, gpu(12), known)
    assert profile.settings == {"paper": {"clip_offload": 1}}
    assert "VideoStudio-Vid needs 10.6 GiB and 9.2 GiB beside it with offload model" in told[0]
    assert made_to_fit(profile, USUAL, gpu(12), known) == (profile, ()), "and that is enough"
    with pytest.raises(NotEnoughMemory, match="even with offload model, tiles, 55 % of the side"):
        made_to_fit(paper, USUAL, gpu(8), known)
    lying = tmp_path / "FireCRT/VideoStudio/videostudio-img-combine.bin"
    lying.parent.mkdir(parents=True)
    lying.write_bytes(b"tiny")
    tiny = paper.model_copy(update={"weights": str(tmp_path)})
    assert made_to_fit(tiny, USUAL, gpu(8), known) == (tiny, ()), "smaller weights are nobody's to judge"


def test_what_pictures_are_called_does_not_depend_on_who_asks(tmp_path: Path) -> None:
    def decided(devices: str, name: str = "quality") -> Profile:
        return resolved(profile_named(name), Workspace(tmp_path, machines=(("devices", devices),)))

    gpus, cpus = decided("cuda*4"), decided("cpu*2")
    assert [found.settings["wan"]["device"] for found in (gpus, cpus)] == ["cuda", "cpu"]
    names = [ModelSettings(device=str(found.settings["wan"]["device"])) for found in (gpus, cpus)]
    assert [(name.on, name.numbers) for name in names] == [("cuda", "bfloat16"), ("cpu", "float32")]
    assert decided("", "preview") == decided("cuda*4", "preview"), "what works on no device has none"
    assert "device" not in decided("").settings["wan"], "a machine alone finds its own"
    with pytest.raises(BadSetting, match="GPUs and CPUs, whose pictures differ"):
        decided("cuda:0,cpu")
    (tmp_path / "settings.json").write_text('{"wan": {"device": "cpu"}}')
    assert [decided("cuda*4").settings[name]["device"] for name in ("wan", "qwen")] == ["cpu", "cuda"]


def test_the_memory_of_gpus_is_what_the_driver_says(tmp_path: Path) -> None:
    told = tmp_path / "nvidia-smi"
    told.write_text("#!/bin/sh\nprintf '81559\\n24564\\n'\n")
    told.chmod(0o755)
    assert memory_here(str(told))[0] == 24564 * 2**20
    assert memory_here(str(tmp_path / "none")) == (0, memory_here(str(told))[1])


def test_a_film_that_will_use_up_its_time_is_told_so_before_it_begins(tmp_path: Path) -> None:
    store, backends = Store(tmp_path), build_backends(PREVIEW)
    brief = USUAL.model_copy(update={"scenes": 4, "budget": Budget(gpu_s=10)})
    assert too_slow(PREVIEW, brief, store) == (), "nobody knows yet"
    for stage in GENERATOR_STAGES:
        store.record(
            Entry(
                fingerprint=digest(stage), stage=stage, outputs={}, identity=plain(backends.makers()[stage]),
                request={"frames": 48, "tail_frames": 0} if stage is Stage.CLIP else {}, seconds_milli=2000,
            )
        )  # fmt: skip
    (told,) = too_slow(PREVIEW, brief, store)
    # 3 references and 4 images of 2 s, and 4 clips of 4.3 s or so at 24 frames a second.
    assert "of generator time on this machine, and its brief allows 10 s" in told
    assert 14 + 4 * 4 * 0.9 < float(told.split("took about ")[1].split(" s")[0]) < 14 + 4 * 6
    assert too_slow(PREVIEW, brief.model_copy(update={"budget": Budget(gpu_s=1000)}), store) == ()
    assert too_slow(PREVIEW, USUAL, store) == (), "its brief allows any time"


def test_calibrating_is_offered_with_its_time_and_its_price() -> None:
    backends = build_backends(PREVIEW)
    unknown = calibration_offer(PREVIEW, backends, Pace({}), workers=2)
    assert unknown.startswith("`videostudio calibrate --profile preview` would let the critic reject takes")
    assert "a time unknown; --scenes 40" in unknown
    pace = Pace({Stage.REFERENCE: 3600.0, Stage.IMAGE: 3600.0, Stage.CLIP: 0.0})
    pictures = int(unknown.split("it makes ")[1].split(" pictures")[0])
    assert f"about {pictures / 2:.1f} h with 2 at a time" in calibration_offer(PREVIEW, backends, pace, workers=2)
    assert Price().of(4.0) == 0, "and nothing is said of money where there is none to pay"
    assert "money" not in unknown
    mini = calibration_offer(profile_named("mini"), backends, pace, workers=2)
    assert mini == "`make study-mini` would let the critic reject takes, not only advise"
