// SPDX-License-Identifier: MIT
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/chart_digest.hpp"
#include "formats/folders.hpp"
#include "formats/format.hpp"
#include "formats/requirement.hpp"
#include "formats/yaml_file.hpp"
#include "tree/path.hpp"
#include "yaml/document.hpp"

namespace relctl::formats {
namespace {

// The only document of a file; nothing where it has none, or several. A Chart.yaml elsewhere that
// cannot be read is a scaffold's.
std::optional<yaml::Node> only_document(const Source& source) {
  try {
    yaml::Stream stream = yaml::parse(source.text, source.file);
    if (stream.documents.size() != 1) return std::nullopt;
    return std::move(stream.documents.front());
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
    return std::nullopt;
  }
}

// The dependencies of a chart or of its lock; none where it has none.
std::vector<yaml::Node*> dependencies_of(yaml::Node& document) {
  std::vector<yaml::Node*> all;
  for (yaml::Entry& entry : document.entries) {
    if (entry.key.value != "dependencies") continue;
    for (yaml::Node& item : entry.value.items)
      all.push_back(&item);
  }
  return all;
}

yaml::Node* value_of(yaml::Node& mapping, std::string_view key) {
  for (yaml::Entry& entry : mapping.entries) {
    if (entry.key.value == key) return &entry.value;
  }
  return nullptr;
}

// One chart that moves, and the charts that depend on it.
class ChartMove {
 public:
  ChartMove(const Move& move, Rewrite& rewrite)
      : move_(move), rewrite_(rewrite), home_(directory_of(move.path)) {}

  void follow() {
    for (const std::string& path : files_called(move_.tree, "Chart.yaml")) {
      if (path != move_.path) chart(path);
    }
  }

 private:
  // Whether a dependency of the chart in `directory` is the one that moves: by `file://`, or
  // without a repository, which means the chart's own charts/.
  [[nodiscard]] bool is_moved(const yaml::Node& dependency, const std::string& directory) const {
    constexpr std::string_view scheme = "file://";
    const std::string repository = dependency.text("repository").value_or("");
    if (repository.starts_with(scheme)) {
      return resolve(directory, repository.substr(scheme.size())) == home_;
    }
    const std::string name = dependency.text("name").value_or("");
    return repository.empty() && !name.empty() &&
           join_path(join_path(directory, "charts"), name) == home_;
  }

  void chart(const std::string& path) {
    Found found{load(move_.tree, path), Syntax::yaml, {}};
    std::optional<yaml::Node> document = only_document(found.source);
    if (!document) return;
    const yaml::Node before = *document;
    const std::string directory(directory_of(path));
    std::vector<std::string> names;
    for (yaml::Node* dependency : dependencies_of(*document)) {
      if (!is_moved(*dependency, directory)) continue;
      names.push_back(dependency->text("name").value_or(""));
      if (yaml::Node* version = value_of(*dependency, "version")) require(found, *version);
    }
    if (names.empty()) return;
    lock(join_path(directory, "Chart.lock"), before, *document);
    rewrite_.add(std::move(found));
  }

  // Moves a requirement, in the document too, over which the lock's digest is made.
  void require(Found& found, yaml::Node& version) {
    if (version.kind != yaml::Kind::scalar) return;
    const std::size_t known = found.spots.size();
    add_requirement(found, {version.span, version.value, "the version of the dependency"}, move_,
                    Bare::exact);
    if (found.spots.size() > known) version.value = *found.spots.back().instead;
  }

  // The lock beside a chart: the version that it holds, and the digest of both.
  void lock(const std::string& path, const yaml::Node& before, const yaml::Node& after) {
    if (!is_file(move_.tree, path)) return;
    Found found{load(move_.tree, path), Syntax::yaml, {}};
    std::optional<yaml::Node> document = only_document(found.source);
    if (!document) return;
    const yaml::Node locked = *document;
    const std::string directory(directory_of(path));
    for (yaml::Node* dependency : dependencies_of(*document)) {
      yaml::Node* version = value_of(*dependency, "version");
      if (version == nullptr || !is_moved(*dependency, directory)) continue;
      if (version->value != move_.from && !move_.erases) continue;
      add_spot(found, {version->span, version->value, "the locked version"});
      version->value = move_.to;
    }
    digest(found, {before, locked}, {after, *document});
    rewrite_.add(std::move(found));
  }

  // A chart and its lock.
  struct Pair {
    const yaml::Node& chart;
    const yaml::Node& lock;
  };

  static std::string digest_of(const Pair& pair) {
    const yaml::Node none;
    const yaml::Node* required = pair.chart.find("dependencies");
    const yaml::Node* locked = pair.lock.find("dependencies");
    return chart_digest(required == nullptr ? none : *required, locked == nullptr ? none : *locked);
  }

  void digest(Found& found, const Pair& before, const Pair& after) const {
    const yaml::Node* node = before.lock.find("digest");
    if (node == nullptr || node->kind != yaml::Kind::scalar) return;
    if (!move_.erases && node->value != digest_of(before)) {
      throw fault(found.source, node->span.offset,
                  "the digest is not that of the dependencies in Chart.yaml, so that a new one "
                  "cannot be written")
          .hint("run helm dependency update " + std::string(directory_of(found.source.file)) +
                " and commit the lock");
    }
    add_spot(found, {node->span, node->value, "digest", digest_of(after)});
  }

  const Move& move_;
  Rewrite& rewrite_;
  std::string home_;
};

}  // namespace

void follow_chart(const Move& move, Rewrite& rewrite) {
  ChartMove(move, rewrite).follow();
}

}  // namespace relctl::formats
