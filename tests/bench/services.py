"""`relctl bump` of the one service that changed, in repositories of many: beside the time that the same
takes with one service for each hundred more. Seconds, not ratios: no other tool does this."""
import statistics

from bench import RELCTL, memory_of, run, timed, workspace, write
from fleet import fleet

ROUNDS = 5


def release_time(folder):
    """The median time of a release of one service, after a change of that service alone."""
    times = []
    for number in range(ROUNDS):
        write(folder / "service-7/main.c", f"int x{number};\n")
        run("git", "add", "-A", cwd=folder)
        run("git", "commit", "-q", "-m", f"fix: number {number}", cwd=folder)
        times.append(timed(lambda: run(RELCTL, "bump", cwd=folder)))
    return statistics.median(times)


for services in (10, 100, 400, 1600):
    with workspace() as home:
        fleet(home / "repository", services)
        seconds = release_time(home / "repository")
        used = memory_of(lambda at=home / "repository": run(RELCTL, "diff", "minor", "--service", "service-7", cwd=at))
        print(f"bump of one of {services} services, 5 environments: {1000 * seconds:.0f} ms "
              f"(medians of {ROUNDS}; aim with 1,600: 1,000 ms), {used:.0f} MiB", flush=True)
