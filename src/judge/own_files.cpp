// SPDX-License-Identifier: MIT
#include "judge/own_files.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/holds.hpp"
#include "judge/adopted.hpp"
#include "judge/file_form.hpp"
#include "judge/recompute_holds.hpp"
#include "plan/draft.hpp"

namespace relctl::judge {
namespace {

/// The file as relctl would write what it says; nothing for a file that relctl does not know.
std::optional<std::string> rewritten(const config::Config& config,
                                     const std::shared_ptr<const Tree>& tree,
                                     const std::string& path) {
  plan::Draft draft(tree);
  if (path == adopted_path) {
    write_adopted(draft, read_adopted(draft));
    return draft.read(path);
  }
  for (const config::Environment& environment : config.environments) {
    if (deploy::holds_path(environment.name) != path) continue;
    deploy::write_holds(draft, environment.name, deploy::read_holds(draft, environment.name));
    return draft.find(path) ? draft.read(path) : std::string();
  }
  return std::nullopt;
}

bool holds_service(const std::vector<deploy::Hold>& holds,
                   const std::optional<std::string>& service) {
  return std::any_of(holds.begin(), holds.end(),
                     [&](const deploy::Hold& hold) { return hold.service == service; });
}

/// True where all holds of `before` are there as they were, but those that the operations in the
/// commit's trailers take away: a new one weakens nothing.
bool keeps_holds(const Tree& before, const Judged& judged, const std::string& environment) {
  try {
    const auto left = deploy::read_holds(*judged.after, environment);
    const auto had = deploy::read_holds(before, environment);
    return std::all_of(had.begin(), had.end(), [&](const deploy::Hold& hold) {
      if (std::find(left.begin(), left.end(), hold) != left.end()) return true;
      return std::any_of(judged.records.begin(), judged.records.end(), [&](const auto& record) {
        if (record.environment != environment || !takes_away(record, hold)) return false;
        return record.operation != "hold" || holds_service(left, hold.service);
      });
    });
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
    return false;
  }
}

/// True where the commit takes back what the commit that its message names, in the words of
/// git-revert(1), did to the file.
bool is_revert(const plan::History& history, const Judged& judged, const std::string& path) {
  constexpr std::string_view words = "This reverts commit ";
  const std::string& message = judged.commit.message;
  const std::size_t at = message.find(words);
  if (at == std::string::npos || judged.commit.parents.size() != 1) return false;
  const auto id = ObjectId::parse(std::string_view(message).substr(at + words.size(), 40));
  if (!id || !history.reaches(judged.commit.parents.front(), *id)) return false;
  const plan::Commit reverted = history.commit(*id);
  if (reverted.parents.size() != 1) return false;
  const auto before = history.tree(reverted.parents.front());
  return file_text(*judged.parents.front(), path) == file_text(*history.tree(*id), path) &&
         file_text(*judged.after, path) == file_text(*before, path);
}

}  // namespace

std::string own_file_fault(const config::Config& config, const std::shared_ptr<const Tree>& tree,
                           const std::string& path) {
  try {
    const auto right = rewritten(config, tree, path);
    if (!right) return "relctl has no such file";
    return *right == tree->read(path) ? "" : "it is not as relctl writes it";
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
    return fmt::format("it is not as relctl writes it: {}", error.what());
  }
}

std::string hold_fault(const config::Config& config, const plan::History& history,
                       const Judged& judged, const std::string& path) {
  const auto environment = std::find_if(
      config.environments.begin(), config.environments.end(),
      [&](const config::Environment& each) { return deploy::holds_path(each.name) == path; });
  if (environment == config.environments.end()) return {};
  for (const auto& parent : judged.parents) {
    if (keeps_holds(*parent, judged, environment->name)) return {};
  }
  if (is_revert(history, judged, path)) return {};
  return "a hold was changed or lifted, which no operation in the commit's trailers did";
}

std::string adoption_fault(const Territory& territory, const Judged& judged,
                           const std::string& path) {
  const bool is_recorded =
      std::any_of(judged.records.begin(), judged.records.end(),
                  [](const record::Record& record) { return record.operation == "adopt"; });
  if (path != adopted_path || !judged.after->find(path) || is_recorded) return {};
  std::vector<Adopted> before;
  for (const auto& parent : judged.parents) {
    for (Adopted& each : readable_adopted(*parent))
      before.push_back(std::move(each));
  }
  for (const Adopted& item : read_adopted(*judged.after)) {
    if (std::find(before.begin(), before.end(), item) != before.end()) continue;
    const auto text = file_text(*judged.after, item.path);
    const Adopted actual = adopt(item.path, text, territory.rights(item.path).owned());
    if (actual.content != item.content) {
      return fmt::format("it adopts a {} that the commit does not have", item.path);
    }
  }
  return {};
}

}  // namespace relctl::judge
