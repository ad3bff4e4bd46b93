// SPDX-License-Identifier: MIT
#include "operation/image_registries.hpp"

#include <ostream>
#include <utility>

#include "base/error.hpp"
#include "net/http.hpp"
#include "operation/image_wait.hpp"
#include "operation/session.hpp"
#include "tree/path.hpp"

namespace relctl::operation {
namespace {

net::HttpOptions registry_http_options(const config::Config& config, const cli::Context& context) {
  net::HttpOptions options = http_options(deadline(config, context), context);
  options.unreachable = ErrorKind::timeout;
  return options;
}

std::string read_key(const Tree& tree, const std::string& file) {
  if (tree.find(file)) return read_file(tree, file);
  throw Error(ErrorKind::input, "images_policy names the key " + file + ", which is not there")
      .hint("commit the public key to the branch that has relctl.yaml");
}

}  // namespace

ImageRegistries::ImageRegistries(const config::Config& config, std::shared_ptr<const Tree> tree,
                                 cli::Context& context)
    : config_(config),
      tree_(std::move(tree)),
      context_(context),
      http_(registry_http_options(config, context)),
      credentials_(context.environment, deadline(config, context)) {}

registry::Client& ImageRegistries::client_of(const std::string& name) {
  const auto known = clients_.find(name);
  if (known != clients_.end()) return known->second;
  registry::Client client(registry::place_of(name, config_.registries), credentials_, http_);
  return clients_.emplace(name, std::move(client)).first->second;
}

registry::Examination ImageRegistries::examine(const registry::Question& question,
                                               const config::ImagesPolicy& policy) {
  registry::Client& client = client_of(question.name);
  const auto look = [&] {
    const registry::Examiner examiner{
        policy, [this](const std::string& file) { return read_key(*tree_, file); },
        std::chrono::floor<std::chrono::seconds>(context_.now())};
    return registry::examine(client, question, examiner);
  };
  registry::Examination examination = look_until_good(look, context_);
  if (client.session().login_was_refused() && !context_.globals.quiet) {
    context_.err << "the stored login for " << client.session().place().host
                 << " is no longer good; the image is public and was read without it\n";
  }
  return examination;
}

}  // namespace relctl::operation
