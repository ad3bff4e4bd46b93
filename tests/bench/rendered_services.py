"""`relctl promote`, `status` and `guard` with 200 rendered services, against the same services in
paths that people wrote: what rendering adds where inputs are equal."""
from bench import RELCTL, compare, run, workspace, write

SERVICES = [f"service-{number:03}" for number in range(200)]
ENVIRONMENTS = ["dev", "staging", "production"]


def image(service):
    return f"ghcr.io/acme/{service}"


def config(is_rendered):
    lines = ["format: 1", "services:"]
    for name in SERVICES:
        lines.append(f"  {name}: {{paths: [{name}], version_files: [{name}/VERSION], "
                     f"images: [{image(name)}]}}")
    lines.append("environments:")
    render = ', render: "overlays/{environment}/{service}"' if is_rendered else ""
    for name in ENVIRONMENTS:
        lines.append(f'  - {{name: {name}, path: "deploy/{{environment}}/{{service}}"{render}}}')
    return "\n".join(lines) + "\ngenerated: [deploy]\n"


def base(service):
    return {"kustomization.yaml": "resources: [app.yaml]\n",
            "app.yaml": (f"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {service}}}\n"
                         "spec:\n  template:\n    spec:\n      containers:\n"
                         f"        - {{name: app, image: {image(service)}}}\n---\n"
                         f"apiVersion: v1\nkind: Service\nmetadata: {{name: {service}}}\n"
                         "spec: {ports: [{port: 80}]}\n")}


def files(is_rendered):
    yield "relctl.yaml", config(is_rendered)
    for name in SERVICES:
        yield f"{name}/VERSION", "1.0.0\n"
        yield f"{name}/main.c", "int main;\n"
        for file, text in base(name).items():
            yield f"base/{name}/{file}", text
        for environment in ENVIRONMENTS:
            overlay = f"resources: [../../../base/{name}]\nnamespace: {environment}\n"
            where = "overlays" if is_rendered else "deploy"
            if not is_rendered:
                overlay += f"images: [{{name: {image(name)}, newTag: 1.0.0}}]\n"
            yield f"{where}/{environment}/{name}/kustomization.yaml", overlay


def repository(folder, is_rendered):
    """Everything runs 1.0.1, and dev 1.0.2: the manifests are the same everywhere."""
    for path, text in files(is_rendered):
        write(folder / path, text)
    run("git", "init", "-q", "-b", "main", folder)
    for key, value in (("user.name", "bench"), ("user.email", "bench@example.com")):
        run("git", "config", key, value, cwd=folder)
    run("git", "add", "-A", cwd=folder)
    run("git", "commit", "-q", "-m", "feat: first", cwd=folder)
    for step in range(2):
        for name in SERVICES:
            write(folder / name / "main.c", f"int main = {step};\n")
        run("git", "commit", "-q", "-a", "-m", "fix: all", cwd=folder)
        run(RELCTL, "-q", "bump", cwd=folder)
        if step == 0:
            run(RELCTL, "-q", "promote", "staging", cwd=folder)
            run(RELCTL, "-q", "promote", "production", cwd=folder)
    run("git", "tag", "before", cwd=folder)
    run("git", "gc", "-q", cwd=folder)


with workspace() as home:
    folders = {"rendered": home / "rendered", "by hand": home / "hand"}
    for kind, folder in folders.items():
        repository(folder, kind == "rendered")

    def both(name, *arguments):
        compare(f"{name}, {len(SERVICES)} services",
                *((kind, lambda _, at=folder: run(RELCTL, *arguments, cwd=at))
                  for kind, folder in folders.items()),
                rounds=5, aim="below 2")

    both("promote of all", "promote", "staging", "-n")
    both("promote of one", "promote", "staging", "--service", SERVICES[0], "-n")
    both("promote with nothing to do", "promote", "production", "-n")
    both("status", "status")
    for folder in folders.values():
        run(RELCTL, "-q", "promote", "staging", cwd=folder)
    both("guard of the promotion of all", "guard", "--range", "before..HEAD")
    for folder in folders.values():
        run("git", "reset", "-q", "--hard", "before", cwd=folder)
        run(RELCTL, "-q", "promote", "staging", "--service", SERVICES[0], cwd=folder)
    both("guard of the promotion of one", "guard", "--range", "before..HEAD")
