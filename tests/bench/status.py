"""`relctl status` over fleets of services in 5 environments, against `git log` over the same paths."""
from bench import RELCTL, compare, run, workspace
from fleet import ENVIRONMENTS, fleet

for services, aim in ((1000, 0.8), (3000, 1)):
    with workspace() as home:
        folder = home / "repository"
        commits = fleet(folder, services)
        lines = services * len(ENVIRONMENTS)
        assert len(run(RELCTL, "status", cwd=folder).stdout.splitlines()) >= lines
        compare(f"status, {lines:,} lines, {commits:,} commits",
                ("relctl status", lambda _, at=folder: run(RELCTL, "status", cwd=at)),
                ("git log --name-only",
                 lambda _, at=folder: run("git", "log", "--name-only", "--format=%H %cs", "--", "deploy", cwd=at)),
                rounds=5, aim=f"at least {aim}")
