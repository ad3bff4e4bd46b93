"""Five rendered environments of 100 objects each: 100 operations made, judged and told, beside the same
repository whose environments are overlays without `render:`."""
from bench import IMAGE, RELCTL, compare, run, workspace, write

ENVIRONMENTS = ["dev", "test", "staging", "canary", "production"]
OBJECTS = 100
ROUNDS = 20  # of a release and four promotions


def objects():
    """Deployments of which each has an image of its own but the first, which runs the service's."""
    return "".join(
        f"---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: app-{number}, labels: {{app: a{number}}}}}\n"
        f"spec:\n  selector: {{matchLabels: {{app: a{number}}}}}\n  template:\n"
        f"    metadata: {{labels: {{app: a{number}}}}}\n    spec:\n      containers:\n      - name: main\n"
        f"        image: {IMAGE if number == 0 else 'docker.io/library/other:3'}\n"
        f"        env: [{{name: NUMBER, value: '{number}'}}]\n" for number in range(OBJECTS))


def repository(folder, is_rendered):
    """A service and its environments; each is rendered from an overlay, or is one."""
    lines = ["format: 1", f"services: {{sample: {{version_files: [VERSION], images: [{IMAGE}], paths: [src]}}}}",
             "environments:"]
    write(folder / "VERSION", "1.0.0\n")
    write(folder / "src/main.c", "int x;\n")
    write(folder / "base/kustomization.yaml", "resources: [objects.yaml]\n")
    write(folder / "base/objects.yaml", objects())
    for name in ENVIRONMENTS:
        overlay = f"overlays/{name}" if is_rendered else f"deploy/{name}"
        render = f", render: {overlay}" if is_rendered else ""
        lines.append(f"  - {{name: {name}, path: deploy/{name}{render}}}")
        up = "../.."
        images = "" if is_rendered else f"images: [{{name: {IMAGE}, newTag: 1.0.0}}]\n"
        write(folder / overlay / "kustomization.yaml", f"resources: [{up}/base]\nnamePrefix: {name}-\n{images}")
    write(folder / "relctl.yaml", "\n".join(lines) + "\ngenerated: [deploy]\n")
    run("git", "init", "-q", "-b", "main", folder)
    commit(folder, "start")
    run(RELCTL, "bump", "1.0.1", cwd=folder)
    for before, name in zip(ENVIRONMENTS, ENVIRONMENTS[1:]):
        run(RELCTL, "promote", name, "--to", "1.0.1", cwd=folder)
    run("git", "tag", "base", cwd=folder)
    return folder


def commit(folder, message):
    run("git", "add", "-A", cwd=folder)
    run("git", "commit", "-q", "-m", message, cwd=folder)


def operate(folder):
    for number in range(ROUNDS):
        write(folder / "src/main.c", f"int x{number};\n")
        commit(folder, f"fix: number {number}")
        run(RELCTL, "bump", cwd=folder)
        for name in ENVIRONMENTS[1:]:
            run(RELCTL, "promote", name, cwd=folder)


def against_overlays(title, rounds, *words):
    compare(f"{title}, {len(ENVIRONMENTS)} environments of {OBJECTS} objects",
            ("rendered", lambda _: run(RELCTL, *words, cwd=rendered)),
            ("overlays", lambda _: run(RELCTL, *words, cwd=plain)), rounds, aim="at least 0.5")


with workspace() as home:
    rendered = repository(home / "rendered", True)
    plain = repository(home / "plain", False)
    compare(f"{5 * ROUNDS} operations", ("rendered", lambda _: operate(rendered)),
            ("overlays", lambda _: operate(plain)), rounds=1, aim="at least 0.5")
    against_overlays(f"guard of {6 * ROUNDS} commits", 5, "guard", "--range", "base..HEAD")
    against_overlays("status", 5, "status")
    against_overlays("diff of a release", 5, "diff", "minor", "--even-if-unchanged")
    against_overlays("diff of a promotion", 5, "diff", "promote", "production", "--to", "1.0.1")
