"""One image's tag in 1,000 kustomizations: `relctl diff` (one plan) against `sed -i` on the same
files, and against `kustomize edit set image` where it is installed."""
import shutil
import time

from bench import IMAGE, RELCTL, compare, run, timed, workspace, write

COUNT = 1000


def repository(folder):
    lines = ["format: 1", "services:", f"  sample: {{images: [{IMAGE}]}}", "environments:",
             "  - {name: dev, path: deploy}"]
    write(folder / "relctl.yaml", "\n".join(lines) + "\n")
    for number in range(COUNT):
        write(folder / f"deploy/{number}/kustomization.yaml",
              f"# team {number}\nnamespace: team-{number}\nresources:\n  - ../../base\nimages:\n"
              f"  - name: {IMAGE}\n    newTag: 1.0.0 # the version\n")
    write(folder / "base/kustomization.yaml", "resources: [deployment.yaml]\n")
    write(folder / "base/deployment.yaml",
          "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: sample}\nspec:\n  template:\n"
          f"    spec:\n      containers: [{{name: sample, image: {IMAGE}}}]\n")
    run("git", "init", "-q", "-b", "main", folder)
    run("git", "add", "-A", cwd=folder)
    run("git", "commit", "-q", "-m", "start", cwd=folder)
    return folder


with workspace() as home:
    folder = repository(home / "repository")
    run(RELCTL, "bump", "1.0.0", cwd=folder)
    compare(f"{COUNT} kustomizations",
            ("relctl diff", lambda n: run(RELCTL, "diff", f"1.0.{n + 1}", cwd=folder)),
            ("sed -i", lambda n: run("sh", "-c", f"sed -i 's/newTag: [^ ]*/newTag: 1.0.{n + 1}/' "
                                     "deploy/*/kustomization.yaml", cwd=folder)),
            rounds=7, aim="at least 2.4")
    if shutil.which("kustomize") is None:
        print("kustomize edit set image: SKIPPED, kustomize is not installed")
    else:
        run("git", "checkout", "-q", ".", cwd=folder)
        ours = timed(lambda: run(RELCTL, "diff", "1.0.1", cwd=folder))
        few = 50
        start = time.perf_counter()
        for number in range(few):
            run("kustomize", "edit", "set", "image", f"{IMAGE}=*:1.0.1", cwd=folder / f"deploy/{number}")
        theirs = (time.perf_counter() - start) * COUNT / few
        print(f"kustomize edit set image: {theirs:.1f} s for {COUNT} (from {few}), relctl {ours:.2f} s, "
              f"ratio {theirs / ours:.0f} (aim: 50)")
