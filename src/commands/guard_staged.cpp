// SPDX-License-Identifier: MIT
#include "commands/guard_staged.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include "git/program.hpp"
#include "judge/adopted.hpp"
#include "judge/remedies.hpp"
#include "judge/territory.hpp"

namespace relctl::commands {
namespace {

struct StagedFile {
  std::string path;
  std::string mode;  ///< six octal digits; zeros: deleted
  std::string blob;
};

/// Files that git keeps while it brings commits together have something in them.
bool is_in_progress(const git::Repository& repository) {
  static constexpr std::array names = {"MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD",
                                       "SQUASH_MSG", "rebase-merge",     "rebase-apply"};
  return std::any_of(names.begin(), names.end(), [&](const char* name) {
    std::error_code error;
    const std::filesystem::path path = repository.git_directory() + '/' + name;
    return std::filesystem::exists(path, error) && !std::filesystem::is_empty(path, error);
  });
}

/// `:OLDMODE NEWMODE OLDID NEWID STATUS`, then the path, each ended by a zero byte.
std::vector<StagedFile> staged_files(const git::Repository& repository) {
  const std::string out = git::require_git(
      repository, {"diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev", "HEAD"});
  std::vector<StagedFile> files;
  for (std::size_t at = 0; at < out.size();) {
    const std::size_t end = out.find('\0', at);
    const std::size_t next = end == std::string::npos ? end : out.find('\0', end + 1);
    if (next == std::string::npos) break;
    const std::string entry = out.substr(at, end - at);
    constexpr std::size_t mode_at = 8;
    constexpr std::size_t blob_at = 56;
    if (entry.size() > blob_at + 40) {
      files.push_back({out.substr(end + 1, next - end - 1), entry.substr(mode_at, 6),
                       entry.substr(blob_at, 40)});
    }
    at = next + 1;
  }
  return files;
}

bool is_adopted(const git::Repository& repository, const std::vector<judge::Adopted>& adopted,
                const judge::Territory& territory, const StagedFile& file) {
  const auto listed = std::any_of(adopted.begin(), adopted.end(),
                                  [&](const auto& each) { return each.path == file.path; });
  if (!listed || file.mode == "120000" || file.mode == "160000") return false;
  std::optional<std::string> text;
  if (file.mode != "000000") text = git::require_git(repository, {"cat-file", "blob", file.blob});
  const judge::Adopted now = judge::adopt(file.path, text, territory.rights(file.path).owned());
  return std::any_of(adopted.begin(), adopted.end(), [&](const judge::Adopted& each) {
    return each.path == now.path && each.content == now.content && each.images == now.images;
  });
}

std::string remedy_for(const judge::Rights& rights, const std::string& path) {
  const bool has_images = !rights.owned().images.empty() && !rights.generated;
  if (!has_images) return judge::structure_command(rights, path);
  return judge::deploy_command(rights.sites.front(), std::nullopt) + ", or " +
         judge::adopt_command(path);
}

}  // namespace

judge::Judgement judge_staged(const git::Repository& repository, const config::Config& config) {
  judge::Judgement judgement;
  const auto head = repository.head();
  if (!head || is_in_progress(repository)) return judgement;
  const judge::Territory territory(config);
  const auto adopted = judge::read_adopted(*repository.history()->tree(*head));
  for (const StagedFile& file : staged_files(repository)) {
    if (!territory.is_guarded(file.path) || territory.is_kept(file.path)) continue;
    const deploy::RenderTarget* rendered = territory.rendered_at(file.path);
    if (!rendered && is_adopted(repository, adopted, territory, file)) continue;
    judge::Finding finding;
    finding.path = file.path;
    finding.what = "only relctl writes this file";
    finding.remedy = rendered ? judge::rendered_command(config, *rendered)
                              : remedy_for(territory.rights(file.path), file.path);
    judgement.findings.push_back(std::move(finding));
  }
  return judgement;
}

}  // namespace relctl::commands
