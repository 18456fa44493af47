"""Workers as processes of this machine."""

import sys
from dataclasses import dataclass
from pathlib import Path

from videostudio.graphs.executor.duty import Duty
from videostudio.graphs.executor.process import ProcessPipe
from videostudio.graphs.executor.seats import Seat

WORKER = "videostudio.graphs.executor.worker"


@dataclass(frozen=True)
class LocalStart:
    """See Start. What workers print goes to `log`; `module` is what they run."""

    duty: Duty
    log: Path
    module: str = WORKER

    async def __call__(self, seat: Seat) -> ProcessPipe:
        duty = self.duty.model_copy(update={"alone": seat.alone})
        command = (sys.executable, "-m", self.module, duty.model_dump_json())
        return await ProcessPipe.start(command, self.log, seat.environment(), duty.told)
