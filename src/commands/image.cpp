// SPDX-License-Identifier: MIT
#include <memory>
#include <ostream>

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/output.hpp"
#include "commands/image_report.hpp"
#include "commands/operation_options.hpp"
#include "deploy/deploy.hpp"
#include "git/publish/publish.hpp"
#include "git/publish/snapshot.hpp"
#include "kustomize/image_reference.hpp"
#include "operation/image_check.hpp"
#include "operation/image_registries.hpp"
#include "operation/session.hpp"
#include "report/done.hpp"
#include "semver/version.hpp"

namespace relctl::commands {
namespace {

using Questions = std::vector<registry::Question>;

struct ImageOptions {
  std::string subject;  ///< a service, or an image with tag or digest
  std::optional<std::string> version;
  std::optional<std::string> environment;  ///< whose policy is asked for; nothing: the whole file's
  std::optional<std::string> wait;
};

/// The images that a release of the service has, with what their labels must say.
Questions questions_of_release(const config::Config& config, const plan::Snapshot& snapshot,
                               const ImageOptions& options) {
  const config::Service& service = config::service(config, options.subject);
  const auto version = semver::parse(*options.version);
  if (!version) throw Error(ErrorKind::usage, "`" + *options.version + "` is no version");
  if (service.images.empty()) {
    throw Error(ErrorKind::input, "the service " + service.name + " has no images in relctl.yaml");
  }
  const std::string text = semver::to_string(*version);
  Questions questions;
  for (const config::Image& image : service.images) {
    const plan::ImageOutcome asked{config::repository_in(image, options.environment.value_or("")),
                                   deploy::image_tag(service, image, text),
                                   {}};
    questions.push_back(operation::question_about(service, snapshot, asked, text));
  }
  return questions;
}

Questions questions_of(const config::Config& config, const plan::Snapshot& snapshot,
                       const ImageOptions& options) {
  if (options.version) return questions_of_release(config, snapshot, options);
  const auto image = kustomize::parse_image_reference(options.subject);
  if (!image || !(image->tag || image->digest)) {
    throw Error(ErrorKind::usage, "`" + options.subject + "` is no image with a tag or digest")
        .hint("relctl image SERVICE VERSION, or relctl image ghcr.io/acme/sample:1.2.3");
  }
  if (image->digest && !kustomize::is_digest(*image->digest)) {
    throw Error(ErrorKind::usage, "only sha256 digests are understood");
  }
  return {{image->name, image->digest ? *image->digest : *image->tag, {}, {}}};
}

config::ImagesPolicy policy_of(const config::Config& config, const ImageOptions& options) {
  const auto& policy = options.environment
                           ? config::environment(config, *options.environment).images_policy
                           : config.images_policy;
  return policy.value_or(config::ImagesPolicy{});
}

int run_image(const ImageOptions& options, cli::Context& context) {
  begin_wait(options.wait, context);
  const git::Repository repository = operation::open_repository(context);
  const ObjectId head = operation::require_head(repository);
  const config::Config config = operation::load_config(repository, head, context);
  const plan::Snapshot snapshot = git::local_snapshot(repository, std::nullopt);
  operation::ImageRegistries registries(config, snapshot.history->tree(head), context);
  const config::ImagesPolicy policy = policy_of(config, options);
  bool all_good = true;
  std::vector<registry::Examination> examined;
  for (const registry::Question& question : questions_of(config, snapshot, options)) {
    examined.push_back(registries.examine(question, policy));
    all_good = all_good && registry::is_good(examined.back());
  }
  std::string text;
  for (const registry::Examination& each : examined)
    text += image_text(each, cli::answer_style(context));
  cli::print_answer(image_json(examined), text, context);
  return all_good ? 0 : 1;
}

}  // namespace

void declare_image(cli::Command& command) {
  auto options = std::make_shared<ImageOptions>();
  command.help = {
      "Digest, platforms, signatures and attestations, and which rules of images_policy hold.\n"
      "Logins are those of docker and podman. Nothing is changed.",
      "relctl image sample 1.2.4\n"
      "relctl image sample 1.2.4 --env production --wait 10m\n"
      "relctl image ghcr.io/acme/sample:1.2.4 --json",
      "0  the image is there, and every rule holds\n"
      "1  it is not there, or a rule does not hold\n"
      "3  relctl.yaml or a key is wrong\n"
      "5  the registry refuses\n"
      "6  the registry does not answer, or the time to wait is over; run it again"};
  command
      .argument("subject", "SERVICE|IMAGE", &options->subject,
                "A service, or an image with its tag or digest")
      .required();
  command.argument("version", "VERSION", &options->version, "The service's version");
  command.option("--env", "ENV", &options->environment,
                 "Hold it to the images_policy of this environment");
  add_wait(command, options->wait);
  command.run = [options](cli::Context& context) { return run_image(*options, context); };
}

}  // namespace relctl::commands
