// SPDX-License-Identifier: MIT
#include "report/notes.hpp"

#include "report/done.hpp"

namespace relctl::report {
namespace {

nlohmann::ordered_json entry_json(const notes::Entry& entry) {
  nlohmann::ordered_json json = {{"type", entry.type},       {"scope", entry.scope},
                                 {"text", entry.text},       {"breaking", entry.breaking},
                                 {"commits", entry.commits}, {"references", entry.references}};
  if (!entry.warning.empty()) json["warning"] = entry.warning;
  if (!entry.authors.empty()) json["authors"] = entry.authors;
  return json;
}

}  // namespace

nlohmann::ordered_json to_json(const release::ReleaseNotes& notes) {
  auto sections = nlohmann::ordered_json::array();
  for (const notes::Section& section : notes.notes.sections) {
    auto entries = nlohmann::ordered_json::array();
    for (const notes::Entry& entry : section.entries)
      entries.push_back(entry_json(entry));
    sections.push_back({{"name", section.name}, {"entries", std::move(entries)}});
  }
  return {{"service", notes.service},
          {"version", or_null(notes.version)},
          {"previous", or_null(notes.previous)},
          {"date", or_null(notes.date)},
          {"sections", std::move(sections)},
          {"hidden", notes.notes.hidden}};
}

}  // namespace relctl::report
