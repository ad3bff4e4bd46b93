"""`relctl render` beside `kustomize build`, where that is installed: an overlay of Deployments with a prefix,
a namespace, a label, an image and a patch. Processor time of user and system, since kustomize uses every
processor there is. relctl alone renders 10,000 objects."""
import pathlib
import resource
import shutil
import statistics
import subprocess

from bench import RELCTL, run, workspace, write


def overlay(folder, count):
    """A base of `count` Deployments, and an overlay on it, which is the answer."""
    write(folder / "base/kustomization.yaml", "resources: [objects.yaml]\n")
    write(folder / "base/objects.yaml", "".join(
        f"---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: app-{number}, labels: {{app: a{number}}}}}\n"
        f"spec:\n  selector: {{matchLabels: {{app: a{number}}}}}\n  template:\n"
        f"    metadata: {{labels: {{app: a{number}}}}}\n    spec:\n      containers:\n"
        f"      - name: main\n        image: example/app:1\n        env:\n        - {{name: NUMBER, value: '{number}'}}\n"
        for number in range(count)))
    write(folder / "overlay/kustomization.yaml",
          "resources: [../base]\nnamePrefix: dev-\nnamespace: dev\n"
          "labels: [{pairs: {team: blue}, includeSelectors: true}]\nimages: [{name: example/app, newTag: '2'}]\n"
          "patches:\n- target: {kind: Deployment, name: app-0}\n"
          '  patch: \'[{"op": "add", "path": "/spec/replicas", "value": 3}]\'\n')
    return folder / "overlay"


def processor_time(*command):
    """Seconds of user and system of a command that has to succeed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(folder, count, kustomize):
    """Prints the medians for one size, of runs that alternate."""
    path = overlay(pathlib.Path(folder) / str(count), count)
    commands = {"relctl render": (RELCTL, "render", path)}
    if kustomize is not None:
        commands["kustomize build"] = (kustomize, "build", path)
        printed = [run(*command).stdout for command in commands.values()]
        assert printed[0] == printed[1], f"{count} objects: relctl and kustomize print different bytes"
    times = {name: [] for name in commands}
    for _ in range(9 if count <= 100 else 5):
        for name, command in commands.items():
            times[name].append(processor_time(*command))
    medians = {name: statistics.median(values) for name, values in times.items()}
    line = ", ".join(f"{name} {1000 * value:.1f} ms" for name, value in medians.items())
    if len(medians) == 2:
        line += f", ratio {medians['kustomize build'] / medians['relctl render']:.1f}"
    print(f"{count} objects, user and system: {line}", flush=True)


with workspace() as home:
    installed = shutil.which("kustomize")
    if installed is None:
        print("kustomize build: SKIPPED, kustomize is not installed")
    for size in (10, 100, 1000):
        measure(home, size, installed)
    measure(home, 10000, None)
