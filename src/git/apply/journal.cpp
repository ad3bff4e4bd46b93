// SPDX-License-Identifier: MIT
#include "git/apply/journal.hpp"

#include <algorithm>
#include <filesystem>
#include <sstream>

#include <unistd.h>

#include "base/error.hpp"
#include "git/file_lock.hpp"

namespace relctl::git {
namespace {

constexpr std::string_view prefix = "relctl-unfinished-";
constexpr std::string_view opening = "relctl journal 1\n";

std::string hex(const std::optional<ObjectId>& id) {
  return id.value_or(ObjectId{}).hex();
}

std::optional<ObjectId> id_in(std::string_view text) {
  auto id = ObjectId::parse(text);
  if (!id) throw Error(ErrorKind::system, "a journal of relctl's is damaged");
  if (id->is_zero()) id.reset();
  return id;
}

/// A last line `end` shows that it is whole.
std::string written(const Undertaking& undertaking) {
  std::string text(opening);
  for (const RefChange& change : undertaking.refs) {
    text += "ref " + hex(change.expected) + ' ' + change.target.hex() + ' ' + change.name + '\n';
  }
  if (undertaking.checkout) {
    text += "checkout " + hex(undertaking.before) + ' ' + hex(undertaking.after) + " .\n";
  }
  return text + "end\n";
}

std::optional<Undertaking> read_journal(const std::string& text) {
  if (!text.starts_with(opening) || !text.ends_with("\nend\n")) return std::nullopt;
  Undertaking undertaking;
  std::istringstream lines(text.substr(opening.size()));
  std::string kind;
  std::string first;
  std::string second;
  std::string name;
  while (lines >> kind >> first >> second >> name) {
    if (kind == "checkout") {
      undertaking.checkout = true;
      undertaking.before = id_in(first);
      undertaking.after = id_in(second);
    } else {
      undertaking.refs.push_back(
          {name, id_in(first), id_in(second).value_or(ObjectId{}), "relctl: finished"});
    }
  }
  return undertaking;
}

}  // namespace

Journal::Journal(const std::string& git_directory, const std::string& id, Undertaking undertaking)
    : path_(git_directory + '/' + std::string(prefix) + id), undertaking_(std::move(undertaking)) {
  auto file = make_locked_file(path_, written(undertaking_));
  if (!file) throw Error(ErrorKind::bug, path_ + " is there already");
  descriptor_ = std::move(*file);
}

void Journal::move_refs(Handles& handles, const plan::Operation& operation) const {
  try {
    git::move_refs(handles, undertaking_.refs, operation);
  } catch (const Error&) {
    const auto moved = [&handles](const RefChange& change) { return is_moved(handles, change); };
    if (std::none_of(undertaking_.refs.begin(), undertaking_.refs.end(), moved)) settle();
    throw;
  }
}

void Journal::settle() const {
  unlink(path_.c_str());
}

void LeftJournal::remove() const {
  unlink(path_.c_str());
}

std::vector<LeftJournal> left_journals(const std::string& git_directory) {
  std::vector<LeftJournal> journals;
  std::error_code error;
  for (const auto& file : std::filesystem::directory_iterator(git_directory, error)) {
    const std::string path = file.path().string();
    if (!file.path().filename().string().starts_with(prefix)) continue;
    auto descriptor = take_locked_file(path, opening);
    if (!descriptor) continue;
    if (auto undertaking = read_journal(read_all(*descriptor))) {
      journals.emplace_back(path, std::move(*descriptor), std::move(*undertaking));
    }
  }
  return journals;
}

}  // namespace relctl::git
