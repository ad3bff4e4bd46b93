"""Publishing, against an honest script (fetch, edit, commit, tag, push both atomically with leases, and
again where that was refused), on one `git daemon`: one writer alone, then several that release at the same
moment: releases a minute that really exist, and how many were reported but are not there."""
import contextlib
import os
import signal
import socket
import statistics
import subprocess
import time

from bench import RELCTL, compare, run, sample_repository, workspace

RELEASES = int(os.environ.get("RELEASES", "3"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))

SCRIPT = r"""
for try in $(seq 500); do
  git fetch -q --tags && git reset -q --hard origin/main
  base=$(git rev-parse HEAD)
  old=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
  new=1.0.$((${old##*.} + 1))
  sed -i "s/^version = .*/version = \"$new\"/" pyproject.toml
  sed -i "s/newTag: .*/newTag: $new/" deploy/dev/kustomization.yaml
  git add pyproject.toml deploy/dev/kustomization.yaml
  git commit -q -m "release $new for $1 $2" && git tag -f -a -m "v$new" "v$new" >/dev/null || exit 1
  git push -q --atomic --force-with-lease=main:$base --force-with-lease=v$new: origin HEAD:main v$new && {
    echo "$new"
    exit 0
  }
  git tag -d "v$new" >/dev/null
done
exit 1
"""

OURS = """
git fetch -q && git reset -q --hard origin/main
exec "$RELCTL" bump --even-if-unchanged --push --timeout 10m
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(home):
    port = free_port()
    daemon = subprocess.Popen(["git", "daemon", f"--base-path={home}", "--export-all",
                               "--enable=receive-pack", "--listen=127.0.0.1", f"--port={port}",
                               "--max-connections=0"], start_new_session=True,
                              stderr=subprocess.DEVNULL)
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return daemon, f"git://127.0.0.1:{port}/remote.git"


def writer(home, script, number):
    """Starts a writer that releases RELEASES times and prints each version that it believes in."""
    (home / f"writer{number}.sh").write_text(script)
    loop = f"for release in $(seq {RELEASES}); do sh {home}/writer{number}.sh {number} $release; done"
    return subprocess.Popen(["sh", "-c", loop], cwd=home / f"clone{number}", stdout=subprocess.PIPE,
                            stderr=subprocess.DEVNULL)


@contextlib.contextmanager
def served(home):
    """A repository with a service on a server; yields its folder and address."""
    os.environ["RELCTL"] = RELCTL
    remote = home / "remote.git"
    run("git", "clone", "-q", "--bare", sample_repository(home / "work"), remote)
    daemon, url = serve(home)
    try:
        yield remote, url
    finally:
        os.killpg(daemon.pid, signal.SIGTERM)
        daemon.wait()


def measure(writers, script):
    """A minute's releases that exist, and how many were told but are not there or told twice."""
    with workspace() as home, served(home) as (remote, url):
        for number in range(writers):
            run("git", "clone", "-q", url, home / f"clone{number}")
        start = time.perf_counter()
        processes = [writer(home, script, number) for number in range(writers)]
        reported = [line for process in processes for line in process.communicate()[0].split()]
        minutes = (time.perf_counter() - start) / 60
        shown = run("git", "for-each-ref", "--merged=main", "--format=%(refname:short)", "refs/tags",
                    cwd=remote).stdout.decode().split()
    real = {tag.removeprefix("v") for tag in shown}
    told = [version.decode() for version in reported]
    return len(real) / minutes, len(told) - len(set(told) & real), writers * RELEASES - len(real)


def alone():
    with workspace() as home, served(home) as (_, url):
        for name in ("ours", "theirs"):
            run("git", "clone", "-q", url, home / name)
        compare("one writer, bump --push",
                ("relctl", lambda _: run(RELCTL, "bump", "--even-if-unchanged", "--push", cwd=home / "ours")),
                ("script", lambda _: run("sh", "-c", SCRIPT, cwd=home / "theirs")), rounds=15,
                aim="at least 1.3")


def together(writers):
    results = {"relctl": [], "script": []}
    for _ in range(ROUNDS):
        results["relctl"].append(measure(writers, OURS))
        results["script"].append(measure(writers, SCRIPT))
    rates = {name: statistics.median(rate for rate, _, _ in each) for name, each in results.items()}
    faults = ", ".join(f"{name}: {sum(wrong for _, wrong, _ in each)} told that are not there or told twice, "
                       f"{sum(missing for _, _, missing in each)} given up" for name, each in results.items())
    print(f"{writers} writers, {RELEASES} releases each: relctl {rates['relctl']:.0f} a minute, script "
          f"{rates['script']:.0f}, ratio {rates['relctl'] / rates['script']:.2f} (aim: at least 1.3; medians of "
          f"{ROUNDS} interleaved runs); {faults}", flush=True)


alone()
for number in (10, 20):
    together(number)
