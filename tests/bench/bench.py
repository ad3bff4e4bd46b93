"""What the benchmarks share: repositories in a temporary folder, and medians of interleaved runs.

A figure is a ratio of two medians measured in the same run, alternating, so that a busy machine is
as unfair to one side as to the other. Nothing here fails a build. Every script takes `--memory`, which
tells the largest resident size of each side as well, children included."""
import argparse
import contextlib
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

RELCTL = os.environ.get("RELCTL", "relctl")
IMAGE = "ghcr.io/acme/sample"

CONFIG = f"""format: 1
services:
  sample:
    version_files: [pyproject.toml]
    images: [{IMAGE}]
environments:
  - {{name: dev, path: deploy/dev}}
"""


@contextlib.contextmanager
def workspace():
    """A temporary folder with a HOME of its own: the user's git settings have no say."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="relctl-bench-"))
    saved = dict(os.environ)
    for name in [n for n in os.environ if n.startswith("GIT_") or n in ("CI", "GITHUB_RUN_ID")]:
        del os.environ[name]
    os.environ.update(HOME=str(folder), GIT_CONFIG_NOSYSTEM="1", GIT_AUTHOR_NAME="bench",
                      GIT_AUTHOR_EMAIL="bench@example.com", GIT_COMMITTER_NAME="bench",
                      GIT_COMMITTER_EMAIL="bench@example.com")
    try:
        yield folder
    finally:
        os.environ.clear()
        os.environ.update(saved)
        shutil.rmtree(folder, ignore_errors=True)


_parser = argparse.ArgumentParser()
_parser.add_argument("--memory", action="store_true", help="tell resident sizes as well")
MEMORY = _parser.parse_known_args()[0].memory and shutil.which("time") is not None
# What `run` puts before a command: GNU time, while memory is measured.
_prefix = []


def run(*arguments, cwd=None, **options):
    return subprocess.run(_prefix + [str(a) for a in arguments], cwd=cwd, check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


def memory_of(action):
    """The largest resident size in MiB of what `action` starts with `run`."""
    with tempfile.NamedTemporaryFile("r", prefix="relctl-bench-") as told:
        _prefix[:] = [shutil.which("time"), "-a", "-f", "%M", "-o", told.name]
        try:
            action()
        finally:
            _prefix.clear()
        return max(int(line) for line in told if line.strip().isdigit()) / 1024


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def sample_repository(folder, files=0):
    """A service with a version file and one kustomization, and `files` other files."""
    write(folder / "relctl.yaml", CONFIG)
    write(folder / "pyproject.toml", '[project]\nname = "sample"\nversion = "1.0.0"\n')
    write(folder / "deploy/dev/kustomization.yaml",
          f"resources: [deployment.yaml]\nimages:\n  - name: {IMAGE}\n    newTag: 1.0.0\n")
    write(folder / "deploy/dev/deployment.yaml",
          "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: sample}\nspec:\n  template:\n"
          f"    spec:\n      containers: [{{name: sample, image: {IMAGE}}}]\n")
    for number in range(files):
        write(folder / f"src/{number // 500}/file{number % 500}.txt", f"{number}\n")
    run("git", "init", "-q", "-b", "main", folder)
    run("git", "add", "-A", cwd=folder)
    run("git", "commit", "-q", "-m", "start", cwd=folder)
    return folder


def timed(action):
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def compare(title, ours, theirs, rounds, aim):
    """Runs both alternately and prints how many times as long `theirs` takes. Each is a pair of a
    name and a function of the round's number."""
    times = ([], [])
    for number in range(rounds):
        for side, (_, action) in enumerate((ours, theirs)):
            times[side].append(timed(lambda: action(number)))
    medians = [statistics.median(side) for side in times]
    print(f"{title}: {ours[0]} {1000 * medians[0]:.1f} ms, {theirs[0]} {1000 * medians[1]:.1f} ms, "
          f"ratio {medians[1] / medians[0]:.2f} (aim: {aim}; medians of {rounds} interleaved runs)")
    if MEMORY:
        sizes = [f"{name} {memory_of(lambda: action(rounds)):.0f} MiB" for name, action in (ours, theirs)]
        print(f"  largest resident size: {', '.join(sizes)}")
    sys.stdout.flush()
