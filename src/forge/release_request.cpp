// SPDX-License-Identifier: MIT
#include "forge/release_request.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/replace_all.hpp"
#include "forge/markdown.hpp"

namespace relctl::forge {
namespace {

constexpr std::string_view first_mark = "<!-- relctl: what stands here is written anew -->";
constexpr std::string_view last_mark = "<!-- relctl: end -->";

std::string version_cell(const std::optional<std::string>& version) {
  return version ? inline_code(*version, true) : "none";
}

std::string versions_table(const std::vector<RequestedRelease>& releases) {
  std::string table = "| service | from | to |\n| --- | --- | --- |\n";
  for (const RequestedRelease& each : releases) {
    table += fmt::format("| {} | {} | {} |\n", inline_code(each.service, true),
                         version_cell(each.previous), inline_code(each.version, true));
  }
  return table;
}

/// The notes of one release, cut where they have more than `most` bytes.
std::string notes_of(const RequestedRelease& release, bool is_alone, std::size_t most) {
  if (release.notes.empty()) return {};
  const std::string heading =
      is_alone ? "" : fmt::format("## {} {}\n\n", release.service, release.version);
  if (release.notes.size() <= most) return "\n" + heading + release.notes + "\n";
  return fmt::format(
      "\n{}{}\nThe notes are longer than can be shown here: they stand in the "
      "changelog.\n",
      heading, first_lines(release.notes, most));
}

RequestOutcome updated(Forge& forge, const ReleaseRequest& wanted, const OpenRequest& open) {
  OpenRequest next = open;
  const bool has_our_title = wanted.previous_title && open.title == *wanted.previous_title;
  if (has_our_title) next.title = wanted.title;
  if (auto body = with_text(open.body, wanted.text)) next.body = *std::move(body);
  if (next == open) return {"unchanged", open};
  forge.update(open, next.title, next.body);
  return {"updated", next};
}

}  // namespace

std::string release_request_text(const ReleaseFacts& facts) {
  const std::string trailers = record::write_trailers(facts.record);
  std::string text = fmt::format("{}\nMerging this releases, in whatever way it is merged:\n\n{}",
                                 first_mark, versions_table(facts.releases));
  const std::size_t taken = text.size() + trailers.size() + last_mark.size();
  const std::size_t room = taken < facts.most_bytes ? facts.most_bytes - taken : 0;
  for (const RequestedRelease& each : facts.releases)
    text += notes_of(each, facts.releases.size() == 1, room / facts.releases.size());
  return fmt::format("{}\n{}\n{}", text, trailers, last_mark);
}

std::optional<std::string> with_text(const std::string& body, const std::string& text) {
  std::string plain = replace_all(body, "\r\n", "\n");
  const std::size_t first = plain.find(first_mark);
  const std::size_t last = plain.find(last_mark);
  if (first == std::string::npos || last == std::string::npos || last < first) return std::nullopt;
  const std::size_t end = last + last_mark.size();
  if (plain.compare(first, end - first, text) == 0) return body;
  return plain.replace(first, end - first, text);
}

RequestOutcome keep_request(Forge& forge, const ReleaseRequest& wanted) {
  if (const auto open = forge.find_open(wanted.branch, wanted.base))
    return updated(forge, wanted, *open);
  if (auto opened = forge.create({wanted.branch, wanted.base, wanted.title, wanted.text}))
    return {"opened", *std::move(opened)};
  // Another run was faster.
  if (const auto open = forge.find_open(wanted.branch, wanted.base))
    return updated(forge, wanted, *open);
  throw Error(ErrorKind::system,
              fmt::format("the forge says that a request from {} into {} is open already, but does "
                          "not show it",
                          wanted.branch, wanted.base))
      .hint("run the same command again");
}

}  // namespace relctl::forge
