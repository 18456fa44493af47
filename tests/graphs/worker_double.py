"""A worker that speaks the protocol and draws nothing: `worker_double.py STORE MODE [FILE]`.

MODE: answer | refuse | die | die-once (FILE remembers) | hang | garbage. Every order is noted in FILE.
"""

import os
import sys
import time
from pathlib import Path

from videostudio.film.errors import GeneratorError
from videostudio.graphs.executor.messages import Answered, Order, Ready, Refused, Stepped
from videostudio.tools.store.entry import Entry
from videostudio.tools.store.store import Store

store, mode, notes = Store(Path(sys.argv[1])), sys.argv[2], Path(sys.argv[3])


def reply(message: Ready | Answered | Refused | Stepped) -> None:
    print(message.model_dump_json(), flush=True)


reply(Ready())
for line in sys.stdin:
    order = Order.model_validate_json(line)
    earlier = notes.read_text() if notes.exists() else ""
    notes.write_text(f"{earlier}{order.stage}\n")
    if mode == "die" or (mode == "die-once" and not earlier):
        print("ran out of luck", file=sys.stderr, flush=True)
        os._exit(9)
    if mode == "hang":
        time.sleep(60)
    if mode == "garbage":
        print("hello", flush=True)
    if mode == "refuse":
        reply(Refused.of(order.name, GeneratorError("no luck")))
        continue
    reply(Stepped(fingerprint=order.name, done=1, total=2))
    image = store.put(order.name.encode(), media_type="image/png")
    entry = Entry(fingerprint=order.name, stage=order.stage, outputs={"image": image}, seconds_milli=600)
    reply(Answered(entry=store.record(entry)))
