"""`relctl status` over 1,000 services in 5 environments, against `git log` over the same paths."""
from bench import RELCTL, compare, run, workspace
from fleet import ENVIRONMENTS, Stream, first, promote, release

SERVICES = [f"service-{number}" for number in range(1000)]

with workspace() as home:
    folder = home / "repository"
    stream = Stream()
    stream.commit("first", first(SERVICES), [f"{each}/v1.0.0" for each in SERVICES])
    for service in SERVICES:
        release(stream, service, "1.1.0", "1.0.0")
    for before, environment in zip(ENVIRONMENTS, ENVIRONMENTS[1:4]):
        for start in range(0, len(SERVICES), 20):
            promote(stream, SERVICES[start:start + 20], "1.1.0", "1.0.0", before, environment)
    promote(stream, SERVICES[:500], "1.1.0", "1.0.0", "canary", "production")
    stream.load(folder)
    rows = run(RELCTL, "status", cwd=folder).stdout.decode().splitlines()
    assert len(rows) >= 5000, rows
    compare(f"status, 5,000 lines, {stream.commits} commits",
            ("relctl status", lambda _: run(RELCTL, "status", cwd=folder)),
            ("git log --name-only", lambda _: run("git", "log", "--name-only", "--format=%H %cs", "--",
                                                  "deploy", cwd=folder)),
            rounds=5, aim="above 1")
