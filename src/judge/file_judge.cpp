// SPDX-License-Identifier: MIT
#include "judge/file_judge.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/generated.hpp"
#include "judge/adopted_images.hpp"
#include "judge/field_comparison.hpp"
#include "judge/file_form.hpp"
#include "judge/own_files.hpp"
#include "judge/remedies.hpp"
#include "plan/draft.hpp"
#include "tree/path.hpp"
#include "yaml/ambiguity.hpp"

namespace relctl::judge {
namespace {

using kustomize::ImageSetting;

std::string words_for(const ImageSetting& image) {
  if (!image.tag) return fmt::format("digest {}", *image.digest);
  if (!image.digest) return fmt::format("tag {}", *image.tag);
  return fmt::format("tag {} with digest {}", *image.tag, *image.digest);
}

}  // namespace

void FileJudge::add(const std::string& what, const std::string& remedy, std::size_t line,
                    const std::string& field) {
  Finding finding;
  finding.commit = judged_.commit.id;
  finding.subject = plan::subject_of(judged_.commit);
  finding.path = path_;
  finding.line = line;
  finding.field = field;
  finding.what = what;
  finding.remedy = remedy;
  findings_->push_back(std::move(finding));
}

void FileJudge::judge(const std::string& path, std::vector<Finding>& findings) {
  findings_ = &findings;
  path_ = path;
  const auto entry = judged_.after->find(path);
  if (entry) {
    const std::string fault = form_fault(judged_, path, *entry);
    if (!fault.empty()) return add(fault, restore_command(judged_, path));
  }
  if (is_below(path, ".relctl")) {
    judge_own(path);
    return;
  }
  Case file = case_of(path);
  if (!entry) return judge_deletion(file);
  judge_reading();
  read_fields_of(file);
  judge_content(file);
}

void FileJudge::judge_images_in(const std::string& path, std::vector<Finding>& findings) {
  findings_ = &findings;
  path_ = path;
  Case file = case_of(path);
  read_fields_of(file);
  judge_images(file);
  judge_removed_images(file);
}

FileJudge::Case FileJudge::case_of(const std::string& path) const {
  // The list itself is judged as a file of its own.
  return {path, territory_.rights(path),         judged_.after->find(path), {},
          {},   readable_adopted(*judged_.after)};
}

void FileJudge::read_fields_of(Case& file) const {
  const Owned owned = file.rights.owned();
  const auto read = [&](const Tree& tree, const ObjectId& content) {
    const std::string text = tree.read(file.path);
    return *fields_.get({file.path, content}, text.size(),
                        [&] { return read_fields(text, file.path, owned); });
  };
  file.after = read(*judged_.after, file.entry->id);
  for (const auto& parent : judged_.parents) {
    const auto old = parent->find(file.path);
    if (old && is_regular(*old)) file.before.push_back(read(*parent, old->id));
  }
}

/// Files of relctl's own. The list of adopted content may go: less is then excused.
void FileJudge::judge_own(const std::string& path) {
  if (merged_file(history_, judged_, path) != MergedFile::invented) return;
  std::string fault;
  if (judged_.after->find(path)) fault = own_file_fault(config_, judged_.after, path);
  if (fault.empty()) fault = hold_fault(config_, history_, judged_, path);
  if (fault.empty()) fault = adoption_fault(territory_, judged_, path);
  if (fault.empty()) return;
  const std::string fix = own_file_command(path);
  add(fault, fix.empty() ? restore_command(judged_, path) : fix);
}

/// guard and the cluster's tools read the same text: what they could read differently is refused
/// where no parent has such a thing already.
void FileJudge::judge_reading() {
  const auto ambiguity = [&](const Tree& tree) {
    const auto text = file_text(tree, path_);
    return text && is_structured(path_) ? yaml::find_ambiguity(*text, path_) : std::nullopt;
  };
  const auto found = ambiguity(*judged_.after);
  if (!found) return;
  const bool is_old =
      std::any_of(judged_.parents.begin(), judged_.parents.end(),
                  [&](const auto& parent) { return ambiguity(*parent).has_value(); });
  if (is_old) return;
  add(fmt::format("{} stands here, which not every reader of YAML reads alike", found->what),
      restore_command(judged_, path_), found->line);
}

void FileJudge::judge_deletion(Case& file) {
  const bool adopted = std::any_of(file.adopted.begin(), file.adopted.end(), [&](const auto& each) {
    return each.path == file.path && !each.content;
  });
  const bool carried = std::any_of(
      file.rights.carried.begin(), file.rights.carried.end(),
      [&](const auto& each) { return evidence_.explains_carried(judged_, each, std::nullopt); });
  if (adopted) return judge_adopted_images(file);
  if (carried || is_adoption_undone(file)) return;
  add("it was deleted by hand", adopt_command(file.path));
}

/// A file that an adoption brought goes as it came: together with its entry in the list.
bool FileJudge::is_adoption_undone(const Case& file) {
  const auto lists_file = [&](const std::vector<Adopted>& adopted) {
    return std::any_of(adopted.begin(), adopted.end(),
                       [&](const Adopted& each) { return each.path == file.path; });
  };
  const bool was_listed =
      std::any_of(judged_.parents.begin(), judged_.parents.end(),
                  [&](const auto& parent) { return lists_file(readable_adopted(*parent)); });
  return was_listed && !lists_file(file.adopted) && evidence_.was_absent(judged_, file.path);
}

void FileJudge::judge_content(Case& file) {
  if (is_carried(file)) return;
  const MergedFile merge = merged_file(history_, judged_, file.path);
  if (merge == MergedFile::clean) return;
  if (!is_merged(file, merge) && !structure_is_good(file)) {
    if (was_there(file)) return;
    if (file.before.empty()) {
      return add("a new file, and no operation makes it",
                 structure_command(file.rights, file.path));
    }
    const auto& before = file.before.front().rest;
    const std::string key = first_difference(before, file.after.rest);
    const auto place = file.after.rest.find(key);
    const std::size_t line = place == file.after.rest.end() ? 0 : place->second.line;
    return add(key.empty() ? "it was changed by hand" : "no operation changes this field",
               structure_command(file.rights, file.path), line, key);
  }
  const std::size_t found = findings_->size();
  judge_images(file);
  judge_removed_images(file);
  judge_keys(file);
  if (file.by_adoption && findings_->size() == found) judge_adopted_images(file);
}

/// A merge with conflicts: each field is one parent's, or each conflict was resolved to a side.
bool FileJudge::is_merged(const Case& file, MergedFile merge) const {
  const auto& before = file.before;
  if (before.size() < 2 || before.size() < judged_.parents.size()) return false;
  if (is_mixture(file.after, before)) return true;
  // Both sides of a conflict kept may be a file that nobody can read any more.
  const bool parents_opaque = std::any_of(before.begin(), before.end(),
                                          [](const FileFields& each) { return each.is_opaque(); });
  return merge == MergedFile::resolved && (parents_opaque || !file.after.is_opaque());
}

/// What lies outside the fields that belong to relctl.
bool FileJudge::structure_is_good(Case& file) {
  for (const FileFields& before : file.before) {
    if (!same_fields(before.rest, file.after.rest)) continue;
    const bool moved = before.images.size() != file.after.images.size() ||
                       !std::all_of(file.after.images.begin(), file.after.images.end(),
                                    [&](const auto& each) { return before.has(each.image); }) ||
                       !same_fields(before.keys, file.after.keys);
    if (moved || judged_.parents.size() > 1) return true;
  }
  const std::string print = fingerprint(file.after);
  const bool adopted = std::any_of(file.adopted.begin(), file.adopted.end(), [&](const auto& each) {
    return each.path == file.path && each.content == print;
  });
  file.by_adoption = adopted;
  return adopted || is_generated(file);
}

/// What was adopted may be a patch, or another name for an image: that shows in a build alone.
void FileJudge::judge_adopted_images(const Case& file) {
  const Owned owned = file.rights.owned();
  const bool is_renamed =
      !file.before.empty() &&
      std::all_of(file.before.begin(), file.before.end(),
                  [&](const auto& before) { return renames_image(before, file.after, owned); });
  if (is_renamed) {
    return add("an image gets another name, and an adoption moves no image",
               restore_command(judged_, file.path));
  }
  for (const Site& site : file.rights.sites) {
    const std::string fault = adopted_image_fault(judged_, evidence_, site);
    if (!fault.empty()) return add(fault, deploy_command(site, std::nullopt));
  }
}

bool FileJudge::is_generated(const Case& file) {
  if (!file.rights.generated) return false;
  const auto& [environment, service] = *file.rights.generated;
  std::vector<ImageSetting> images;
  for (const ImageField& field : file.after.images)
    images.push_back(field.image);
  plan::Draft draft(judged_.after);
  draft.remove(file.path);
  try {
    deploy::write_generated(draft, std::string(directory_of(file.path)),
                            config::expand(*environment->source, service->name, environment->name),
                            images);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
    return false;
  }
  return draft.read(file.path) == judged_.after->read(file.path);
}

bool FileJudge::is_carried(const Case& file) {
  return std::any_of(file.rights.carried.begin(), file.rights.carried.end(), [&](const auto& each) {
    return evidence_.explains_carried(judged_, each, file.entry->id);
  });
}

bool FileJudge::was_there(const Case& file) {
  return evidence_.was_there(judged_, file.path, file.entry->id);
}

void FileJudge::judge_images(const Case& file) {
  for (const ImageField& field : file.after.images) {
    const ImageSetting& image = field.image;
    const bool kept = std::any_of(file.before.begin(), file.before.end(),
                                  [&](const auto& before) { return before.has(image); });
    const Site site = file.rights.site_of(image.name);
    if (kept || site.environment == nullptr || is_first_image(file, site, image)) continue;
    if (evidence_.explains(judged_, site, image)) continue;
    add(fmt::format("{} of {} comes from no release, and neither {} nor an environment before it "
                    "ever had it",
                    words_for(image), image.name, site.environment->name),
        deploy_command(site, evidence_.has_release(site, image) ? image.tag : std::nullopt),
        field.line, field.key);
  }
}

/// An adoption brings the image that an environment begins with, and never moves one.
bool FileJudge::is_first_image(const Case& file, const Site& site, const ImageSetting& image) {
  const bool is_adopted =
      std::any_of(file.adopted.begin(), file.adopted.end(),
                  [&](const auto& each) { return each.path == file.path && each.has(image); });
  return is_adopted && !evidence_.had_image(judged_, site, image.name);
}

/// Without its field an image falls back to whatever its source says.
void FileJudge::judge_removed_images(const Case& file) {
  for (const FileFields& before : file.before) {
    for (const ImageField& field : before.images) {
      const bool gone_before =
          std::any_of(file.before.begin(), file.before.end(),
                      [&](const auto& other) { return !other.names(field.image.name); });
      if (file.after.names(field.image.name) || gone_before || was_there(file)) continue;
      const Site site = file.rights.site_of(field.image.name);
      return add(
          fmt::format("the {} of {} was taken away", words_for(field.image), field.image.name),
          site.environment == nullptr ? adopt_command(file.path)
                                      : deploy_command(site, std::nullopt),
          0, field.key);
    }
  }
}

void FileJudge::judge_keys(const Case& file) {
  for (const OwnedKey& key : file.rights.keys) {
    const auto now = file.after.keys.find(key.key);
    const std::string value = now == file.after.keys.end() ? "" : now->second.value;
    const bool kept = std::any_of(file.before.begin(), file.before.end(), [&](const auto& before) {
      const auto old = before.keys.find(key.key);
      return (old == before.keys.end() ? "" : old->second.value) == value;
    });
    if (kept || key_is_good(file, key, value)) continue;
    add(fmt::format("the value \"{}\" has no origin in a release or in an environment before {}",
                    value, key.site.environment->name),
        deploy_command(key.site, std::nullopt), now == file.after.keys.end() ? 0 : now->second.line,
        key.key);
  }
}

bool FileJudge::key_is_good(const Case& file, const OwnedKey& key, const std::string& value) {
  if (key.place == nullptr) return evidence_.explains_carried(judged_, key, value);
  config::DeployPlace place = *key.place;
  place.path = file.path;
  const auto read =
      deploy::read_place(*judged_.after, *key.site.environment, *key.site.service, place);
  return read && read->version && evidence_.explains(judged_, key.site, *read->version);
}

}  // namespace relctl::judge
