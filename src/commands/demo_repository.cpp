// SPDX-License-Identifier: MIT
#include "commands/demo_repository.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <ostream>
#include <sstream>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "commands/new_folder.hpp"
#include "commands/run.hpp"
#include "config/config.hpp"
#include "git/create.hpp"
#include "git/program.hpp"

namespace relctl::commands {
namespace {

using adopt::SampleFile;

/// The SHA-256 of nothing: no image was built.
constexpr std::string_view no_image =
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// What differs before the second commit: a piece of a file then and now.
struct TextChange {
  std::string_view path;
  std::string_view before;
  std::string_view after;
};

constexpr TextChange greeting{"Dockerfile", R"(GREETING="Hello")",
                              R"(GREETING="Hello from the sample service")"};
constexpr TextChange news{"CHANGELOG.md", "## [Unreleased]\n",
                          "## [Unreleased]\n\n### Changed\n\n- It says who greets.\n"};

std::string changed(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  if (at == std::string::npos) throw Error(ErrorKind::bug, fmt::format("no \"{}\"", from));
  return text.replace(at, from.size(), to);
}

/// What production asks of images since the third commit: the first release has none, from its
/// first line on to that of what follows it.
constexpr std::string_view policy_begin = "    # What runs here is there";
constexpr std::string_view policy_end = "    # On a forge";

std::string without_policy(std::string text) {
  const std::size_t begin = text.find(policy_begin);
  const std::size_t end = text.find(policy_end);
  if (begin >= end || end == std::string::npos)
    throw Error(ErrorKind::bug, "relctl.yaml of the sample has no images_policy");
  return text.erase(begin, end - begin);
}

/// Commits by somebody, and where nobody is known by a name of the new repository's own.
void name_somebody(const git::Repository& repository, cli::Context& context) {
  struct Part {
    const char* key;
    const char* variable;
    const char* standard;
  };
  constexpr std::array parts{Part{"user.name", "GIT_AUTHOR_NAME", "Sample Developer"},
                             Part{"user.email", "GIT_AUTHOR_EMAIL", "developer@example.com"}};
  for (const Part& part : parts) {
    if (!context.environment(part.variable).value_or("").empty()) continue;
    if (!repository.config(part.key).value_or("").empty()) continue;
    git::require_git(repository, {"config", part.key, part.standard});
    if (context.globals.quiet) continue;
    context.err << fmt::format("git knows no {}: this repository's is {}\n", part.key,
                               part.standard);
  }
}

void commit_all(const git::Repository& repository, const std::string& message,
                const cli::Context& context) {
  // Somebody's own list of ignored files is not about these; hooks are for people's commits; and
  // what git tidies up in the background would be moved away below it.
  git::require_git(repository, {"add", "--all", "--force", "."});
  std::vector<std::string> words;
  for (const auto& [key, variable] :
       {std::pair{"user.name", "GIT_AUTHOR_NAME"}, std::pair{"user.email", "GIT_AUTHOR_EMAIL"}}) {
    const auto value = context.environment(variable);
    if (!value || value->empty()) continue;
    words.insert(words.end(), {"-c", fmt::format("{}={}", key, *value)});
  }
  words.insert(words.end(), {"-c", "core.hooksPath=/dev/null", "-c", "maintenance.auto=false", "-c",
                             "gc.auto=0", "commit", "--quiet", "--message", message});
  git::require_git(repository, words);
}

/// One command of relctl's in the new repository. A CI job's variables are about another one, and
/// git, which makes commits here too, does not know SOURCE_DATE_EPOCH.
void relctl(const std::string& directory, std::vector<std::string> arguments,
            cli::Context& context) {
  std::ostringstream out;
  std::ostringstream err;
  cli::Context inner{context.in, out, err};
  inner.environment = [&](const std::string& name) -> std::optional<std::string> {
    return name.starts_with("GIT_") ? context.environment(name) : std::nullopt;
  };
  inner.now = context.now;
  const std::string words = fmt::format("{}", fmt::join(arguments, " "));
  // The user's own hooks have no say in the sample's history.
  arguments.insert(arguments.end(), "--no-verify");
  arguments.insert(arguments.begin(), {"-C", directory});
  if (run(arguments, inner) == 0) return;
  throw Error(ErrorKind::system, fmt::format("relctl {} failed:\n{}", words, err.str()));
}

void write_first(const NewFolder& folder, const std::vector<SampleFile>& files) {
  for (const SampleFile& file : files) {
    std::string text = file.text;
    if (file.path == greeting.path) text = changed(text, greeting.after, greeting.before);
    if (file.path == config::file_name) text = without_policy(text);
    folder.write(file.path, text, file.executable);
  }
}

void write_policy(const NewFolder& folder, const std::vector<SampleFile>& files) {
  const auto file = std::find_if(files.begin(), files.end(), [](const SampleFile& each) {
    return each.path == config::file_name;
  });
  folder.write(file->path, file->text, file->executable);
}

void apply(const TextChange& change, const NewFolder& folder) {
  std::ifstream stream(folder.workplace() + '/' + std::string(change.path), std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  folder.write(std::string(change.path), changed(text, change.before, change.after), false);
}

}  // namespace

void make_demo_repository(const std::string& directory, const adopt::SampleChoice& choice,
                          cli::Context& context) {
  const std::vector<SampleFile> files = adopt::sample_files(choice);
  NewFolder folder(directory);
  write_first(folder, files);
  {
    const git::Repository repository = git::create_repository(folder.workplace(), "main");
    name_somebody(repository, context);
    commit_all(repository, "feat: a service that greets", context);
    relctl(folder.workplace(), {"bump", "0.1.0", "--digest", std::string(no_image)}, context);
    relctl(folder.workplace(), {"promote", "staging"}, context);
    relctl(folder.workplace(), {"promote", "production"}, context);
    write_policy(folder, files);
    commit_all(repository, "ci: production runs what is signed and scanned", context);
    apply(greeting, folder);
    apply(news, folder);
    commit_all(repository, "feat: say who greets", context);
  }
  folder.settle();
}

}  // namespace relctl::commands
