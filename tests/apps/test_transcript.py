"""The conversation in docs/chat.md is what the tool says now."""

import re
import subprocess
import sys

import pytest
from repo import REPO


def test_the_conversation_has_turns_enough() -> None:
    page = (REPO / "docs" / "chat.md").read_text("utf-8")
    assert len(re.findall(r"^> ", page, re.MULTILINE)) >= 12


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_the_conversation_is_what_the_tool_says_now() -> None:
    command = [sys.executable, str(REPO / "scripts" / "chat-transcript"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
