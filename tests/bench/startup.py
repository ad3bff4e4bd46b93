"""Start-up against `git --version`."""
from bench import RELCTL, compare, run, workspace

with workspace():
    for words in (["--version"], ["semver", "bump", "minor", "1.2.3"], ["--help"]):
        compare(f"start-up, {' '.join(words)}",
                ("relctl", lambda _, given=tuple(words): run(RELCTL, *given)),
                ("git --version", lambda _: run("git", "--version")), rounds=101, aim="at least 0.9")
