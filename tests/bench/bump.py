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


AIMS = {100: 2, 10_000: 2.5, 100_000: 3.5}

for files in AIMS:
    with workspace() as folder:
        ours = sample_repository(folder / "relctl", files)
        theirs = sample_repository(folder / "script", files)
        rounds = 21 if files < 100_000 else 7
        compare(f"bump with {files} files",
                ("relctl bump", lambda n: run(RELCTL, "bump", f"1.0.{n + 1}", cwd=ours)),
                ("sed, add, commit, tag",
                 lambda n: run("sh", "-c", SCRIPT, "script", str(n + 1), cwd=theirs)),
                rounds, aim=f"at least {AIMS[files]}")
