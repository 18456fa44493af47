"""The conversation in docs/chat.md is what the tool says now."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from repo import REPO


def test_the_conversation_has_turns_enough() -> None:
    page = (REPO / "docs" / "chat.md").read_text("utf-8")
    assert len(re.findall(r"^> ", page, re.MULTILINE)) >= 12


@pytest.mark.parametrize(("change", "code"), [("", 0), ("s/ in [0-9].* s$/ in 9 s/", 0), ("s/Dropped/Gone/", 1)])
def test_what_differs_from_machine_to_machine_is_not_compared(change: str, code: int, tmp_path: Path) -> None:
    told = tmp_path / "told"
    page = (REPO / "docs" / "chat.md").read_text("utf-8")
    told.write_text(page.split("```text\n")[1].split("```")[0], "utf-8")
    tool = tmp_path / "videostudio"
    tool.write_text(f"#!/bin/sh\nsed '{change}' {told}\n")
    tool.chmod(0o755)
    command = [sys.executable, str(REPO / "scripts" / "chat-transcript"), "--check"]
    environment = {**os.environ, "VIDEOSTUDIO": str(tool)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == code, done.stderr
    assert ("Gone" in done.stderr) == bool(code)


def test_a_sentence_that_was_refused_is_no_conversation(tmp_path: Path) -> None:
    tool = tmp_path / "videostudio"
    tool.write_text("#!/bin/sh\necho '> hello'; echo 'that cannot be' >&2; echo; echo '> yes'; echo; echo Done\n")
    tool.chmod(0o755)
    command = [sys.executable, str(REPO / "scripts" / "chat-transcript"), "--check"]
    environment = {**os.environ, "VIDEOSTUDIO": str(tool)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (1, "that cannot be\n\n")


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_the_conversation_is_what_the_tool_says_now() -> None:
    command = [sys.executable, str(REPO / "scripts" / "chat-transcript"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
