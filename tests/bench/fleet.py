"""A repository with many services in five environments, and the history of their releases and
promotions, written by git fast-import as relctl would have made it."""
from bench import run, write

ENVIRONMENTS = ["dev", "test", "staging", "canary", "production"]
START = 1_700_000_000


def image(service):
    return f"ghcr.io/acme/{service}"


def overlay(service, version):
    return (f"resources: [app.yaml]\nimages:\n  - name: {image(service)}\n"
            f"    newTag: {version}\n")


class Stream:
    """Commits on main, one after the other."""

    def __init__(self):
        self.text, self.commits = [], 0

    def commit(self, message, files, tags=()):
        self.commits += 1
        time = START + self.commits
        data = message.encode()
        self.text.append(f"commit refs/heads/main\nmark :{self.commits}\n"
                         f"committer bench <bench@example.com> {time} +0000\n"
                         f"data {len(data)}\n{message}\n")
        for path, content in files.items():
            self.text.append(f"M 100644 inline {path}\ndata {len(content.encode())}\n{content}\n")
        for tag in tags:
            self.text.append(f"reset refs/tags/{tag}\nfrom :{self.commits}\n\n")

    def load(self, folder):
        run("git", "init", "-q", "-b", "main", folder)
        run("git", "fast-import", "--quiet", cwd=folder, input="".join(self.text).encode())
        run("git", "reset", "-q", "--hard", cwd=folder)
        run("git", "gc", "-q", cwd=folder)


def trailers(operation, number, lines):
    return ("Relctl-Format: 1\n" f"Relctl-Operation: {operation}\nRelctl-Id: {number:032x}\n" +
            "".join(f"Relctl-{line}\n" for line in lines) +
            "Relctl-Date: 2026-11-23T11:45:21+00:00\nRelctl-Tool: 0.1.0\n")


def config(services, environments=ENVIRONMENTS):
    lines = ["format: 1", "services:"]
    for name in services:
        lines.append(f"  {name}: {{paths: [{name}], version_files: [{name}/VERSION], "
                     f"images: [{image(name)}]}}")
    lines.append("environments:")
    for name in environments:
        lines.append(f"  - {{name: {name}, path: \"deploy/{{environment}}/{{service}}\"}}")
    return "\n".join(lines) + "\ngenerated: [deploy]\n"


def first(services, environments=ENVIRONMENTS):
    files = {"relctl.yaml": config(services, environments)}
    for name in services:
        files[f"{name}/VERSION"] = "1.0.0\n"
        for environment in environments:
            files[f"deploy/{environment}/{name}/kustomization.yaml"] = overlay(name, "1.0.0")
            files[f"deploy/{environment}/{name}/app.yaml"] = (
                f"apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}}}\n"
                f"spec: {{containers: [{{name: a, image: {image(name)}}}]}}\n")
    return files


def release(stream, service, version, old):
    lines = [f"Service: {service} {version} from {old}", f"Image: dev {image(service)}:{version}",
             f"Tag: {service}/v{version}"]
    stream.commit(f"chore(release): {service} {version}\n\n" + trailers("bump", stream.commits, lines),
                  {f"{service}/VERSION": version + "\n",
                   f"deploy/dev/{service}/kustomization.yaml": overlay(service, version)},
                  [f"{service}/v{version}"])


def fleet(folder, services, environments=ENVIRONMENTS, step=20):
    """A repository in which each of so many services has a release that all environments but the last
    run, and half of the services there too; `step` services a promotion."""
    names = [f"service-{number}" for number in range(services)]
    stream = Stream()
    stream.commit("first", first(names, environments), [f"{each}/v1.0.0" for each in names])
    for name in names:
        release(stream, name, "1.1.0", "1.0.0")
    for before, environment in zip(environments, environments[1:-1]):
        for start in range(0, services, step):
            promote(stream, names[start:start + step], "1.1.0", "1.0.0", before, environment)
    promote(stream, names[:(services + 1) // 2], "1.1.0", "1.0.0", environments[-2], environments[-1])
    stream.load(folder)
    return stream.commits


def promote(stream, services, version, old, before, environment):
    lines = [f"Environment: {environment}", f"From: {before}"]
    lines += [f"Service: {each} {version} from {old}" for each in services]
    lines += [f"Image: {environment} {image(each)}:{version}" for each in services]
    stream.commit(f"chore(promote): {len(services)} services to {environment}\n\n" +
                  trailers("promote", stream.commits, lines),
                  {f"deploy/{environment}/{each}/kustomization.yaml": overlay(each, version)
                   for each in services})
