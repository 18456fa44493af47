"""Who reads what is said about a film: the plain grammar, or a language model, paid for by the film's account."""

import os
import secrets
from pathlib import Path
from typing import Protocol

from videostudio.agents.chat.grammar import understand
from videostudio.agents.chat.model import ModelReader
from videostudio.agents.chat.said import Context, Question, Understood
from videostudio.agents.llm.turns import Say
from videostudio.film.requests import ChatRequest
from videostudio.graphs import bootstrap, order
from videostudio.graphs.executor.saying import said
from videostudio.graphs.machines import store_of
from videostudio.graphs.order import LEDGER_FILE, SPENDING_FILE
from videostudio.tools.ledger import Ledger, LedgerLine, LineKind
from videostudio.tools.llm.port import Chat
from videostudio.tools.workspace import Workspace


class Understands(Protocol):
    """Who reads sentences: the plain grammar, or somebody cleverer who gives the same."""

    async def __call__(self, text: str, context: Context) -> Understood | Question:
        """What `text` asks for, or a question back."""
        ...


async def plainly(text: str, context: Context) -> Understood | Question:
    """The plain grammar."""
    return understand(text, context)


def reader_of(film: str, writer: str, workspace: Workspace) -> Understands:
    """Who reads sentences about `film`: whom `writer` names, "" for who wrote it. Raises BriefError, BadSetting."""
    folder = workspace.film_folder(film)
    kept = order.load(folder)
    if kept is None:
        return plainly
    profile = bootstrap.written_by(kept.profile, writer) if writer else kept.profile
    if profile.writer == bootstrap.HOUSE:
        return plainly
    if profile != kept.profile:
        profile = bootstrap.resolved(profile, workspace)
    account = bootstrap.account(profile, kept.brief.budget, folder / SPENDING_FILE)
    chat = bootstrap.chat(profile, workspace, account)
    return ModelReader(_say(chat, workspace, folder), stand_in=kept.brief.stand_in)


def _say(chat: Chat, workspace: Workspace, folder: Path) -> Say:
    """Every exchange is a request in the store, and a line of the film's ledger, which keeps it there."""
    store, ledger, run = store_of(workspace), Ledger(folder / LEDGER_FILE), secrets.token_hex(8)

    async def say(request: ChatRequest) -> str:
        def note(kind: LineKind, name: str) -> None:
            ledger.note(LedgerLine(kind=kind, fingerprint=name, stage=request.STAGE, pid=os.getpid(), run=run))

        async def begun(name: str) -> None:
            note(LineKind.STARTED, name)

        done = await said(request, chat, store, begun)
        note(LineKind.MADE if done.made else LineKind.REUSED, done.entry.fingerprint)
        return store.read(done.entry.outputs["answer"]).decode()

    return say
