"""Start-up: `relctl --version` against `git --version`."""
from bench import RELCTL, compare, run, workspace

with workspace():
    compare("start-up", ("relctl --version", lambda _: run(RELCTL, "--version")),
            ("git --version", lambda _: run("git", "--version")), rounds=101,
            aim="at least 1 with static linking")
