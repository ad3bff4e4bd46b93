"""How time grows with what a repository has: services, environments, tags, commits, files. Each command is
run at several sizes; its exponent is the slope between two sizes on a logarithmic scale: 1 where twice the
input takes twice the time. The exponent told is the one between the last two sizes, where what every start
costs no longer counts; git's beside it, where git does the like. Processor time of user and system.

    growth.py [--most N] [services|environments|tags|loose|commits|files]...

`--most` leaves larger sizes out."""
import argparse
import math
import resource
import statistics

from bench import RELCTL, memory_of, run, sample_repository, workspace, write
from fleet import ENVIRONMENTS, fleet

GIT_STATUS = ("git log --name-only", ["git", "log", "--name-only", "--format=%H", "--", "deploy"])


def processor_time(command, folder):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(*command, cwd=folder)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def fleet_of(folder, services):
    fleet(folder, services, step=max(20, services // 50))
    write(folder / "service-7/main.c", "int x;\n")
    run("git", "add", "-A", cwd=folder)
    run("git", "commit", "-q", "-m", "fix: one service", cwd=folder)


def fleet_in(folder, environments):
    names = [f"{ENVIRONMENTS[number % 5]}-{number}" for number in range(environments)]
    fleet(folder, 100, names)


def imported(folder, commits, tagged):
    """So many commits on a sample service; those whose number is `tagged` have an annotated tag."""
    sample_repository(folder)
    tip = run("git", "rev-parse", "HEAD", cwd=folder).stdout.decode().strip()
    stream = []
    for number in range(commits):
        who = f"bench <bench@example.com> {1_700_000_000 + number} +0000"
        stream.append(f"commit refs/heads/main\nmark :{number + 1}\ncommitter {who}\ndata 6\nfix: a\n")
        if number == 0:
            stream.append(f"from {tip}\n")
        text = f"{number}\n"
        stream.append(f"M 100644 inline src/main.c\ndata {len(text)}\n{text}\n")
        if tagged(number):
            stream.append(f"tag v0.{number}.0\nfrom :{number + 1}\ntagger {who}\ndata 1\nx\n")
    run("git", "fast-import", "--quiet", "--force", cwd=folder, input="".join(stream).encode())
    run("git", "reset", "-q", "--hard", cwd=folder)


def tags_packed(folder, tags):
    imported(folder, tags, lambda number: True)
    run("git", "pack-refs", "--all", cwd=folder)


def tags_loose(folder, tags):
    imported(folder, tags, lambda number: True)
    packed = folder / ".git/packed-refs"
    if not packed.exists():  # fast-import leaves many refs packed
        return
    for line in packed.read_text().splitlines():
        if line[0] not in "#^":
            value, name = line.split()
            write(folder / ".git" / name, value + "\n")
    packed.unlink()


def commits_of(folder, commits):
    imported(folder, commits, lambda number: number == commits - 10)


def files_of(folder, files):
    sample_repository(folder, files)


BUMP = ("bump", [RELCTL, "bump", "--even-if-unchanged"])
NEXT = ("next auto", [RELCTL, "next", "auto"])
CURRENT = ("current", [RELCTL, "current"])
STATUS = ("status", [RELCTL, "status"])
DESCRIBE = ("git describe", ["git", "describe"])
# What grows: how a repository of a size is made, the sizes, and the commands.
FAMILIES = {
    "services": (fleet_of, (10, 100, 1000, 10000),
                 [STATUS, NEXT, ("bump of one", [RELCTL, "bump"]),
                  ("guard of 10 commits", [RELCTL, "guard", "--range", "HEAD~10..HEAD"]),
                  ("config check", [RELCTL, "config", "check"]), GIT_STATUS]),
    "environments": (fleet_in, (5, 50), [STATUS, GIT_STATUS]),
    "tags": (tags_packed, (1000, 10000, 100000), [NEXT, CURRENT, BUMP, DESCRIBE]),
    "loose": (tags_loose, (1000, 10000, 100000), [NEXT, BUMP, DESCRIBE]),
    "commits": (commits_of, (1000, 10000, 100000),
                [NEXT, STATUS, BUMP, ("guard of 500", [RELCTL, "guard", "--range", "HEAD~500..HEAD"]), DESCRIBE]),
    "files": (files_of, (100, 1000, 10000, 100000),
              [NEXT, BUMP, ("git commit", ["git", "commit", "-q", "--allow-empty", "-m", "x"])]),
}


def measure(family, most):
    make, sizes, commands = FAMILIES[family]
    times = {name: [] for name, _ in commands}
    sizes = [size for size in sizes if size <= most]
    memory = {}
    for size in sizes:
        with workspace() as home:
            folder = home / "repository"
            make(folder, size)
            for name, command in commands:
                runs = [processor_time(command, folder) for _ in range(3)]
                times[name].append(statistics.median(runs))
                memory[name] = memory_of(lambda: run(*command, cwd=folder))
    print(f"{family}: {', '.join(f'{size:,}' for size in sizes)}")
    for name, values in times.items():
        steps = [math.log(after / max(before, 1e-4)) / math.log(larger / smaller) for before, after, smaller, larger
                 in zip(values, values[1:], sizes, sizes[1:])]
        told = " ".join(f"{1000 * value:.0f}" for value in values)
        print(f"  {name}: {told} ms, exponent {steps[-1] if steps else math.nan:.2f} "
              f"(steps {' '.join(f'{step:.2f}' for step in steps)}), {memory[name]:.0f} MiB", flush=True)


parser = argparse.ArgumentParser()
parser.add_argument("families", nargs="*", default=list(FAMILIES))
parser.add_argument("--most", type=int, default=10_000_000)
given = parser.parse_known_args()[0]
for each in given.families or FAMILIES:
    measure(each, given.most)
