"""20 writers that release at once, relctl against the usual loop (edit, commit, tag, pull --rebase,
push --follow-tags, ten tries), on one `git daemon`: releases a minute that really exist, and how
many were reported but are not there."""
import os
import signal
import socket
import subprocess
import time

from bench import RELCTL, run, sample_repository, workspace

WRITERS = int(os.environ.get("WRITERS", "20"))
RELEASES = int(os.environ.get("RELEASES", "3"))

LOOP = r"""
for try in 1 2 3 4 5 6 7 8 9 10; do
  git fetch -q --tags && git reset -q --hard origin/main
  old=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
  new=1.0.$((${old##*.} + 1))
  sed -i "s/^version = .*/version = \"$new\"/" pyproject.toml
  sed -i "s/newTag: .*/newTag: $new/" deploy/dev/kustomization.yaml
  git add -A && git commit -q -m "release $new for $1 $2" && git tag -a -m "v$new" "v$new" || continue
  git pull -q --rebase && git push -q --follow-tags && { echo "$new"; exit 0; }
  { git rebase --abort; git tag -d "v$new"; } >&2
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


def writer(home, url, script, number):
    """Starts a writer that releases RELEASES times and prints each version that it believes in."""
    clone = home / f"clone{number}"
    run("git", "clone", "-q", url, clone)
    (home / f"writer{number}.sh").write_text(script)
    loop = f"for release in $(seq {RELEASES}); do sh {home}/writer{number}.sh {number} $release; done"
    return subprocess.Popen(["sh", "-c", loop], cwd=clone, stdout=subprocess.PIPE,
                            stderr=subprocess.DEVNULL)


def measure(name, script):
    with workspace() as home:
        os.environ["RELCTL"] = RELCTL
        work = sample_repository(home / "work")
        remote = home / "remote.git"
        run("git", "clone", "-q", "--bare", work, remote)
        daemon, url = serve(home)
        try:
            start = time.perf_counter()
            writers = [writer(home, url, script, number) for number in range(WRITERS)]
            reported = [line for process in writers for line in process.communicate()[0].split()]
            minutes = (time.perf_counter() - start) / 60
        finally:
            os.killpg(daemon.pid, signal.SIGTERM)
            daemon.wait()
        shown = run("git", "for-each-ref", "--merged=main", "--format=%(refname:short)", "refs/tags",
                    cwd=remote).stdout.decode().split()
        real = {tag.removeprefix("v") for tag in shown}
        told = [version.decode() for version in reported]
        wrong = len(told) - len(set(told) & real)
        asked = WRITERS * RELEASES
        print(f"{name}: {len(real)} of {asked} releases exist, {len(real) / minutes:.0f} a minute; "
              f"{wrong} reported but not there or claimed twice; {asked - len(told)} given up")


measure("relctl", OURS)
measure("the usual loop", LOOP)
