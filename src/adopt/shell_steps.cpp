// SPDX-License-Identifier: MIT
#include "adopt/shell_steps.hpp"

#include <array>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "report/shell.hpp"

namespace relctl::adopt {
namespace {

constexpr const char* file = ".git/relctl-release";

/// Where what is known of a service's image, `what`, is kept until it has a digest to attest it of.
std::string kept_file(const PipelineFacts& facts, const std::string& what) {
  return facts.config.services.size() > 1 ? "\".git/relctl-" + what + "-$NAME.json\""
                                          : ".git/relctl-" + what + ".json";
}

struct Built {
  std::string service;
  std::string image;
  std::string host;  ///< of the registry, to log in to
  std::string context;
  std::string git_tag;    ///< as a shell word that reads $V
  std::string image_tag;  ///< likewise
};

/// The template with `$V` for the version, in double quotes; its other characters are harmless in
/// them, or quoted.
std::string with_version(const std::string& pattern) {
  constexpr std::string_view placeholder = "{version}";
  const std::size_t at = pattern.find(placeholder);
  const auto quoted = [](const std::string& text) {
    return text.empty() ? text : report::shell_word(text);
  };
  if (at == std::string::npos) return quoted(pattern);
  return quoted(pattern.substr(0, at)) + "\"$V\"" + quoted(pattern.substr(at + placeholder.size()));
}

/// The registry that an image without a host is pulled from is Docker Hub.
std::string registry_host(const std::string& image) {
  const std::string first = image.substr(0, image.find('/'));
  const bool is_host = first.size() < image.size() &&
                       (first.find_first_of(".:") != std::string::npos || first == "localhost");
  return is_host ? first : "docker.io";
}

std::string folder_or_root(const PipelineFacts& facts, const std::string& service) {
  const auto context = facts.contexts.find(service);
  const bool is_root = context == facts.contexts.end() || context->second.empty();
  return is_root ? "." : context->second;
}

std::vector<Built> built(const PipelineFacts& facts) {
  std::vector<Built> all;
  for (const config::Service& service : facts.config.services) {
    if (service.images.empty() && !facts.contexts.contains(service.name)) continue;
    Built each;
    each.service = service.name;
    const config::Image image = service.images.empty()
                                    ? config::Image{"registry.example.com/" + service.name}
                                    : service.images.front();
    each.image = report::shell_word(image.name);
    each.host = report::shell_word(registry_host(image.name));
    each.context = report::shell_word(folder_or_root(facts, service.name));
    each.git_tag = with_version(config::expand(service.tag, service.name, std::nullopt));
    each.image_tag = with_version(config::expand(image.tag, service.name, std::nullopt));
    all.push_back(each);
  }
  return all;
}

/// Of the names of one service, those that `body` reads.
std::string assignments(const Built& each, const std::string& body) {
  const std::array<std::pair<std::string_view, std::string_view>, 5> names = {
      {{"CONTEXT", each.context},
       {"IMAGE", each.image},
       {"HOST", each.host},
       {"GIT_TAG", each.git_tag},
       {"TAG", each.image_tag}}};
  std::string text;
  for (const auto& [name, value] : names) {
    if (body.find(fmt::format("${}", name)) == std::string::npos) continue;
    text += fmt::format("{}{}={}", text.empty() ? "" : " ", name, value);
  }
  return text;
}

std::string indented(const std::string& lines, int columns) {
  std::string text;
  std::istringstream stream(lines);
  for (std::string line; std::getline(stream, line);)
    text += line.empty() ? "\n" : std::string(static_cast<std::size_t>(columns), ' ') + line + '\n';
  return text;
}

/// `body` for each service that was released: once where there is one service.
std::string each_release(const PipelineFacts& facts, const std::string& body) {
  const std::string start = fmt::format(
      "set -eu\n"
      "if [ ! -s {0} ]; then echo \"nothing was released\"; exit 0; fi\n",
      file);
  // A "+" of a version is no character of an image tag.
  const std::string tag = "TAG=$(printf %s \"$TAG\" | tr + _)\n";
  const std::vector<Built> all = built(facts);
  if (all.empty()) return start + "echo \"no service is built into an image\"\n";
  if (facts.config.services.size() == 1) {
    return start + fmt::format("read -r V <{}\n{}\n", file, assignments(all.front(), body)) + tag +
           body;
  }
  std::string text = start + "while read -r NAME V <&3; do\n  case \"$NAME\" in\n";
  for (const Built& each : all)
    text += fmt::format("    {}) {} ;;\n", each.service, assignments(each, body));
  text += "    *) continue ;;  # is built into no image\n  esac\n";
  return text + indented(tag + body, 2) + fmt::format("done 3<{}\n", file);
}

/// From which commit of which repository it was built: the predicate of SLSA's provenance. A login
/// in the address is left out.
std::string provenance_lines(const PipelineFacts& facts) {
  constexpr const char* lines = R"(SOURCE=$(git remote get-url origin | sed 's,//[^/@]*@,//,')
{
  printf '{"buildDefinition": {"buildType": "https://relctl.dev/docker-build", '
  printf '"externalParameters": {"version": "%s"}, ' "$V"
  printf '"resolvedDependencies": [{"uri": "git+%s", ' "$SOURCE"
  printf '"digest": {"gitCommit": "%s"}}]}, ' "$REVISION"
  printf '"runDetails": {"builder": {"id": "https://relctl.dev/pipeline"}}}'
} >)";
  return lines + kept_file(facts, "provenance") + "\n";
}

std::string attest_lines(const PipelineFacts& facts, const std::string& type,
                         const std::string& what) {
  return fmt::format(
      "cosign attest --yes --key env://COSIGN_PRIVATE_KEY --type {} --predicate {} "
      "\\\n  \"$IMAGE@$DIGEST\"\n",
      type, kept_file(facts, what));
}

std::string build_step(const PipelineFacts& facts) {
  return each_release(facts,
                      "git fetch --quiet origin \"refs/tags/$GIT_TAG\"\n"
                      "git checkout --quiet --detach FETCH_HEAD\n"
                      "REVISION=$(git rev-parse HEAD)\n"
                      "docker build --tag \"$IMAGE:$TAG\" \\\n"
                      "  --build-arg \"VERSION=$V\" --build-arg \"REVISION=$REVISION\" \\\n"
                      "  --label \"org.opencontainers.image.version=$V\" \\\n"
                      "  --label \"org.opencontainers.image.revision=$REVISION\" \\\n"
                      "  \"$CONTEXT\"\n" +
                          provenance_lines(facts));
}

/// Stops for what can be mended, and keeps what was found, for promotions to read.
std::string scan_step(const PipelineFacts& facts) {
  return each_release(
      facts,
      "trivy image --exit-code 1 --severity HIGH,CRITICAL --ignore-unfixed \"$IMAGE:$TAG\"\n" +
          fmt::format(
              "trivy image --quiet --format cosign-vuln --output {} \\\n  \"$IMAGE:$TAG\"\n",
              kept_file(facts, "scan")));
}

bool takes_digests(const PipelineFacts& facts) {
  for (const config::Service& service : facts.config.services) {
    if (!service.images.empty()) return true;
  }
  return false;
}

/// What the branch says of the manifests reaches the first environment, released or not.
std::string generate_lines(const PipelineFacts& facts) {
  const auto& environments = facts.config.environments;
  if (environments.empty() || !environments.front().render) return {};
  return fmt::format("relctl generate {} --branch {} --push\n", environments.front().name,
                     report::shell_word(facts.main_branch));
}

std::string publish_step(const PipelineFacts& facts) {
  std::string body =
      "printf %s \"$REGISTRY_PASSWORD\" |\n"
      "  docker login --username \"$REGISTRY_USER\" --password-stdin \"$HOST\"\n"
      "docker push --quiet \"$IMAGE:$TAG\"\n"
      "DIGEST=$(docker image inspect --format '{{index .RepoDigests 0}}' \"$IMAGE:$TAG\" | cut -d "
      "@ "
      "-f 2)\n"
      "cosign sign --yes --key env://COSIGN_PRIVATE_KEY \"$IMAGE@$DIGEST\"\n" +
      attest_lines(facts, "vuln", "scan") + attest_lines(facts, "slsaprovenance1", "provenance");
  if (!facts.config.environments.empty()) {
    const std::string several = facts.config.services.size() > 1 ? " --service \"$NAME\"" : "";
    const std::string digest = takes_digests(facts) ? " --digest \"$IMAGE=$DIGEST\"" : "";
    body += fmt::format("relctl promote {}{} --to \"$V\"{} --push\n",
                        facts.config.environments.front().name, several, digest);
  }
  return each_release(facts, body);
}

}  // namespace

std::map<std::string, std::string> shell_steps(const PipelineFacts& facts) {
  return {
      {"test", facts.test},
      {"guard",
       "set -eu\n"
       "git fetch --quiet origin \"refs/heads/$TARGET\"\n"
       "relctl guard --range \"$(git rev-parse FETCH_HEAD)..HEAD\"\n"
       "relctl diff bump auto\n"},
      {"bump", fmt::format("set -eu\n"
                           "# Prints nothing where nothing changed; run again, the same version.\n"
                           "V=$(relctl bump auto --no-deploy --push)\n"
                           "if [ -n \"$V\" ]; then echo \"$V\"; fi >{}\n{}",
                           file, generate_lines(facts))},
      {"build", build_step(facts)},
      {"scan", scan_step(facts)},
      {"publish", publish_step(facts)},
      {"promote", "set -eu\nrelctl promote \"$ENVIRONMENT\" --push\n"},
      {"credentials",
       "git config credential.helper '!f() { [ \"$1\" = get ] && printf "
       "\"username=%s\\npassword=%s\\n\" "
       "\"$RELEASE_USER\" \"$RELEASE_TOKEN\"; }; f'\n"},
  };
}

}  // namespace relctl::adopt
