"""A local release against the script it replaces, in repositories of several sizes."""

from bench import RELCTL, compare, run, sample_repository, workspace

SCRIPT = """set -e
old=$(sed -n 's/^version = "\\(.*\\)"/\\1/p' pyproject.toml)
new=1.0.$1
sed -i "s/^version = \\"$old\\"/version = \\"$new\\"/" pyproject.toml
sed -i "s/newTag: .*/newTag: $new/" deploy/dev/kustomization.yaml
git add pyproject.toml deploy/dev/kustomization.yaml
git commit -q -m "chore(release): sample $new"
git tag -a -m "v$new" "v$new"
"""


def memory_of(command, folder):
    """The largest resident size of `command`, in MiB."""
    shown = run("/usr/bin/env", "python3", "-c",
                "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, "
                "stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL); "
                "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)", *command, cwd=folder)
    return int(shown.stdout) / 1024


for files in (100, 10_000, 100_000):
    with workspace() as folder:
        ours = sample_repository(folder / "relctl", files)
        theirs = sample_repository(folder / "script", files)
        rounds = 21 if files < 100_000 else 7
        compare(f"bump with {files} files",
                ("relctl bump", lambda n: run(RELCTL, "bump", f"1.0.{n + 1}", cwd=ours)),
                ("sed, add, commit, tag",
                 lambda n: run("sh", "-c", SCRIPT, "script", str(n + 1), cwd=theirs)),
                rounds, aim="at least 1.5")
        used = memory_of([RELCTL, "bump", "2.0.0"], ours)
        print(f"  memory of relctl bump and its children: {used:.0f} MiB at most (aim: 64)")
