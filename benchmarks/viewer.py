"""Can one see who is where and doing what? Films of 40 prompts, three frames of each of their scenes, shown to
viewers who know neither prompt nor script.

`python benchmarks/viewer.py shoot DIR` makes the films and one strip per scene (`strips/NNN.jpg`, shuffled by a fixed
seed), with the truth in `truth.json`. Viewers write `answers*.json`: {"NNN": {"who": ..., "where": ..., "what": ...}}.
A judge who sees answers and truth side by side (`python benchmarks/viewer.py pair DIR`) writes `verdicts*.json`:
{"NNN": {"who": true, "where": true, "what": false}}. `python benchmarks/viewer.py tally DIR` prints the shares.
"""

import argparse
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np

PROMPTS = Path(__file__).parent / "data" / "viewer_prompts.json"
QUESTIONS = {"who": 0.90, "where": 0.90, "what": 0.70}
"""Question -> the least share that is wanted."""
SHOWN_AT = (0.2, 0.5, 0.8)
STRIP_WIDTH = 480


def shoot(folder: Path) -> int:
    """Makes films and strips."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "strips").mkdir(exist_ok=True)
    scenes: list[tuple[dict[str, Any], Path]] = []
    for number, prompt in enumerate(json.loads(PROMPTS.read_text(encoding="utf-8"))["prompts"]):
        print(f"{number + 1:3d} {prompt}", file=sys.stderr)
        scenes += _scenes(folder, prompt)
    random.Random(7).shuffle(scenes)
    truth = {}
    for number, (facts, clip) in enumerate(scenes, 1):
        name = f"{number:03d}"
        truth[name] = facts
        cv2.imwrite(str(folder / "strips" / f"{name}.jpg"), _strip(clip), [cv2.IMWRITE_JPEG_QUALITY, 88])
    (folder / "truth.json").write_text(json.dumps(truth, indent=1), encoding="utf-8")
    return 0


def _scenes(folder: Path, prompt: str) -> list[tuple[dict[str, Any], Path]]:
    command = [str(Path(sys.executable).with_name("videostudio")), "make", prompt, "--scenes", "4", "--json"]
    made = subprocess.run(
        [*command, "--size", "640x360", "--silent", "--home", str(folder / "home")], stdout=subprocess.PIPE, check=True
    )
    film = Path(json.loads(made.stdout)["folder"])
    script = json.loads((film / "script.json").read_text(encoding="utf-8"))
    names = {entity["id"]: entity["name"] for entity in script["entities"]}
    clips = sorted((film / "clips").glob("*.mp4"))
    found = []
    for scene, clip in zip(script["scenes"], clips, strict=True):
        facts = {
            "who": [names[each] for each in scene["foreground"]],
            "where": names[scene["background"]],
            "what": scene["event"],
            "prompt": prompt,
        }
        found.append((facts, clip))
    return found


def _strip(clip: Path) -> np.ndarray[Any, Any]:
    with av.open(str(clip)) as container:
        frames = [frame.to_ndarray(format="bgr24") for frame in container.decode(video=0)]
    shown = [frames[round(share * (len(frames) - 1))] for share in SHOWN_AT]
    height = round(STRIP_WIDTH * shown[0].shape[0] / shown[0].shape[1])
    return np.hstack([cv2.resize(frame, (STRIP_WIDTH, height), interpolation=cv2.INTER_AREA) for frame in shown])


def pair(folder: Path) -> int:
    """Prints answers and truth side by side."""
    truth, answers = _read(folder, "truth.json"), _read(folder, "answers*.json")
    for name in sorted(answers):
        print(name, json.dumps({"truth": truth[name], "answer": answers[name]}, ensure_ascii=False))
    return 0


def tally(folder: Path) -> int:
    """Prints the shares and every miss; exit status 1 if one is under what is wanted."""
    truth, answers, verdicts = (_read(folder, name) for name in ("truth.json", "answers*.json", "verdicts*.json"))
    shares = {ask: sum(bool(v[ask]) for v in verdicts.values()) / max(len(verdicts), 1) for ask in QUESTIONS}
    misses = [
        {"scene": name, "asked": ask, "truth": truth[name][ask], "answer": answers[name][ask]}
        for name, verdict in sorted(verdicts.items())
        for ask in QUESTIONS
        if not verdict[ask]
    ]
    rounded = {ask: round(share, 3) for ask, share in shares.items()}
    print(json.dumps({"scenes": len(verdicts), "shares": rounded, "misses": misses}, indent=1, ensure_ascii=False))
    return 0 if all(shares[ask] >= least for ask, least in QUESTIONS.items()) else 1


def _read(folder: Path, pattern: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for path in sorted(folder.glob(pattern)):
        found |= json.loads(path.read_text(encoding="utf-8"))
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("step", choices=("shoot", "pair", "tally"))
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    steps = {"shoot": shoot, "pair": pair, "tally": tally}
    raise SystemExit(steps[options.step](options.folder))
