// SPDX-License-Identifier: MIT
#include "judge/rendered_judge.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/rendered_promotion.hpp"
#include "deploy/vouching.hpp"
#include "judge/remedies.hpp"
#include "judge/vouched_elsewhere.hpp"
#include "plan/draft.hpp"
#include "plan/first_parents.hpp"
#include "render/render.hpp"
#include "tree/path.hpp"

namespace relctl::judge {
namespace {

using deploy::RenderedPath;
using deploy::RenderTarget;

const std::string kustomization_name = "kustomization.yaml";

/// Mode and id of each file of the path that is not people's.
std::map<std::string, std::pair<Mode, ObjectId>> contents_of(const Tree& tree,
                                                             const RenderTarget& target) {
  std::map<std::string, std::pair<Mode, ObjectId>> contents;
  for (const std::string& file :
       deploy::files_in(tree, target.path, target.environment->render->keep)) {
    const auto entry = tree.find(join_path(target.path, file));
    contents.emplace(file, std::pair(entry->mode, entry->id));
  }
  return contents;
}

bool has_same_contents(const Tree& one, const Tree& other, const RenderTarget& target) {
  const auto here = one.find(target.path);
  const auto there = other.find(target.path);
  if (here.has_value() && there.has_value() && here->id == there->id) return true;
  return contents_of(one, target) == contents_of(other, target);
}

}  // namespace

bool RenderedJudge::is_changed(const RenderTarget& target) const {
  return std::none_of(judged_.parents.begin(), judged_.parents.end(), [&](const auto& parent) {
    return has_same_contents(*parent, *judged_.after, target);
  });
}

void RenderedJudge::add(const std::string& file, const std::string& what,
                        const std::string& remedy) {
  Finding finding;
  finding.commit = judged_.commit.id;
  finding.subject = plan::subject_of(judged_.commit);
  finding.path = join_path(target_->path, file);
  finding.what = what;
  finding.remedy = remedy;
  findings_->push_back(std::move(finding));
}

std::string RenderedJudge::remedy() const {
  return rendered_command(config_, *target_);
}

std::optional<RenderedPath> RenderedJudge::read(const Tree& tree) const {
  try {
    return deploy::read_rendered(tree, target_->path, target_->environment->render->keep);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
    return std::nullopt;
  }
}

/// Plain files, and a kustomization that says nothing but what a render writes.
bool RenderedJudge::form_is_good() {
  const auto contents = contents_of(*judged_.after, *target_);
  if (contents.empty()) {
    add("", "it was deleted by hand", restore_command(judged_, target_->path));
    return false;
  }
  for (const auto& [file, content] : contents) {
    if (content.first == Mode::file) continue;
    add(file, "it is no plain file", restore_command(judged_, join_path(target_->path, file)));
    return false;
  }
  const auto now = read(*judged_.after);
  if (!now) {
    add(kustomization_name, "it does not say what the path was rendered from", remedy());
    return false;
  }
  const std::string text = judged_.after->read(join_path(target_->path, kustomization_name));
  if (now->from == target_->folder && text == deploy::rendered_kustomization(*now)) return true;
  add(kustomization_name, "it says more, or other things, than a render writes", remedy());
  return false;
}

/// The render of the tree of `commit`, where its inputs are those that `now` names.
std::shared_ptr<const deploy::Rendering> RenderedJudge::render(const Tree& tree,
                                                               const RenderedPath& now) {
  auto rendering = memory_.render(tree, now.revision, *target_, now.images);
  if (rendering && rendering->path.inputs != now.inputs) rendering.reset();
  return rendering;
}

/// One of the line that ends at `tip`: the commit that the path names, else one with equal inputs,
/// since that of a squashed branch is gone.
std::optional<RenderedJudge::Source> RenderedJudge::find_source(const RenderedPath& now,
                                                                const plan::History& history,
                                                                const ObjectId& tip) {
  if (history.reaches(tip, now.revision)) {
    if (auto found = render(*history.tree(now.revision), now))
      return Source{now.revision, std::move(found)};
  }
  plan::FirstParents commits(history, tip);
  while (const auto commit = commits.next()) {
    if (auto found = render(*history.tree(commit->id), now))
      return Source{commit->id, std::move(found)};
  }
  return std::nullopt;
}

/// What nothing comes before may come with the judged commit itself, on the branch that it is
/// rendered from.
std::optional<RenderedJudge::Source> RenderedJudge::find_source(const RenderedPath& now) {
  if (lines_.source) {
    const plan::Place& place = require_place(*lines_.source, "what " + target_->path + " shows");
    return find_source(now, *place.history, *place.tip);
  }
  const auto& parents = judged_.commit.parents;
  const auto named = std::find_if(parents.begin(), parents.end(), [&](const ObjectId& parent) {
    return history_.reaches(parent, now.revision);
  });
  if (named != parents.end()) {
    if (auto found = render(*history_.tree(now.revision), now))
      return Source{now.revision, std::move(found)};
  }
  if (is_free()) {
    if (auto found = render(*judged_.after, now)) return Source{{}, std::move(found)};
  }
  for (const ObjectId& parent : parents) {
    if (auto found = find_source(now, history_, parent)) return found;
  }
  return std::nullopt;
}

/// Another renderer may print the same objects in other words.
bool RenderedJudge::is_same_build(const RenderedPath& render) const {
  plan::Draft draft(judged_.after);
  RenderedPath own = render;
  own.renderer = deploy::own_renderer;
  const std::string kustomization = join_path(target_->path, kustomization_name);
  const std::string theirs = render::print(render::build(*judged_.after, target_->path));
  for (const std::string& file :
       deploy::files_in(draft, target_->path, target_->environment->render->keep))
    draft.remove(join_path(target_->path, file));
  for (const auto& [file, text] : own.objects)
    draft.write(join_path(target_->path, file), text);
  draft.write(kustomization, deploy::rendered_kustomization(own));
  return render::print(render::build(draft, target_->path)) == theirs;
}

void RenderedJudge::compare(const RenderedPath& render, const RenderedPath& now) {
  if (now.renderer != deploy::own_renderer && is_same_build(render)) return;
  for (const auto& [file, text] : now.objects) {
    const auto own = render.objects.find(file);
    if (own == render.objects.end()) {
      add(file, fmt::format("{} renders to no such object", target_->folder), remedy());
    } else if (own->second != text) {
      add(file, fmt::format("it is not what {} renders to", target_->folder), remedy());
    }
  }
  for (const auto& [file, text] : render.objects) {
    if (!now.objects.contains(file))
      add(file, fmt::format("{} renders to it, and it is missing", target_->folder), remedy());
  }
  if (now.images != render.images || now.order != render.order)
    add(kustomization_name, "its lists are not those of the render", remedy());
}

/// Bump renders an `auto` environment, and generate one that nothing comes before.
bool RenderedJudge::is_free() const {
  return target_->environment->automatic || deploy::targets_before(config_, *target_).empty();
}

/// True when the path differs from a parent's in the commit that it names alone, and that commit is
/// not here: no operation writes that.
bool RenderedJudge::names_another_commit_alone(const RenderedPath& now) const {
  if (lines_.source) return false;
  const auto& ids = judged_.commit.parents;
  if (std::any_of(ids.begin(), ids.end(),
                  [&](const ObjectId& id) { return history_.reaches(id, now.revision); }))
    return false;
  return std::any_of(judged_.parents.begin(), judged_.parents.end(), [&](const auto& parent) {
    auto before = read(*parent);
    if (!before || before->revision == now.revision) return false;
    before->revision = now.revision;
    return before->objects == now.objects &&
           deploy::rendered_kustomization(*before) == deploy::rendered_kustomization(now);
  });
}

/// True when the path had these inputs before: the other half moved, or it went back.
bool RenderedJudge::had_inputs(const std::string& inputs) const {
  const auto has = [&](const Tree& tree) {
    const auto path = read(tree);
    return path && path->inputs == inputs;
  };
  const auto& parents = judged_.parents;
  if (std::any_of(parents.begin(), parents.end(), [&](const auto& each) { return has(*each); }))
    return true;
  std::map<ObjectId, bool> known;
  return evidence_.before(judged_, [&](const Tree& tree) {
    const auto entry = tree.find(join_path(target_->path, kustomization_name));
    if (!entry) return false;
    const auto [verdict, is_new] = known.try_emplace(entry->id, false);
    if (is_new) verdict->second = has(tree);
    return verdict->second;
  });
}

/// True when the environments before vouched for `source` in a state that the judged commit
/// follows. Those that nothing comes before count as they were; one that the same commit gives this
/// very revision is judged by itself.
bool RenderedJudge::was_vouched(const ObjectId& source) {
  if (is_split()) return was_vouched_elsewhere(source);
  for (const ObjectId& parent : judged_.commit.parents) {
    const auto first = history_.tree(parent);
    const auto state = [&](const RenderTarget& target) {
      return deploy::targets_before(config_, target).empty() ? first : judged_.after;
    };
    if (deploy::Vouching(config_, history_, state, parent, memory_).is_vouched(*target_, source))
      return true;
    // A commit that was rebased follows others that came later.
    plan::FirstParents commits(history_, parent);
    while (const auto commit = commits.next()) {
      const auto tree = history_.tree(commit->id);
      const auto there = [&](const RenderTarget& /*target*/) { return tree; };
      if (deploy::Vouching(config_, history_, there, commit->id, memory_)
              .is_vouched(*target_, source))
        return true;
      if (commit->id == source) break;
    }
  }
  return false;
}

/// True when an environment before is kept on another branch than the judged commit, or is rendered
/// from one.
bool RenderedJudge::is_split() const {
  std::vector<RenderTarget> before = deploy::targets_before(config_, *target_);
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (lines_.elsewhere.contains(before[i].environment->name)) return true;
    for (RenderTarget& each : deploy::targets_before(config_, before[i]))
      before.push_back(std::move(each));
  }
  return lines_.source.has_value();
}

bool RenderedJudge::was_vouched_elsewhere(const ObjectId& source) {
  const plan::Place own{{std::shared_ptr<const plan::History>(), &history_}, {}, judged_.commit.id};
  const plan::Place& from = lines_.source ? *lines_.source : own;
  return VouchedElsewhere(config_, from, own, lines_, memory_).is_vouched(*target_, source);
}

void RenderedJudge::judge(const RenderTarget& target, FileJudge& files,
                          std::vector<Finding>& findings) {
  target_ = &target;
  findings_ = &findings;
  if (!form_is_good()) return;
  const RenderedPath now = *read(*judged_.after);
  files.judge_images_in(join_path(target.path, kustomization_name), findings);
  const auto source = find_source(now);
  if (!source) {
    return add(kustomization_name,
               fmt::format("no commit before it has the files of {} that it names as inputs",
                           target.folder),
               remedy());
  }
  if (names_another_commit_alone(now)) {
    return add(kustomization_name,
               fmt::format("it names the commit {}, which is not here", now.revision.short_hex()),
               restore_command(judged_, join_path(target.path, kustomization_name)));
  }
  compare(source->render->path, now);
  if (is_free() || had_inputs(now.inputs)) return;
  if (source->commit && was_vouched(*source->commit)) return;
  add(kustomization_name,
      fmt::format("no environment before {} had vouched for the manifests of {}",
                  target.environment->name, now.revision.short_hex()),
      remedy());
  findings.back().overridden = chosen();
}

/// The word of a promotion that somebody chose its manifests, which a strict environment forbids.
std::optional<std::string> RenderedJudge::chosen() const {
  if (target_->environment->strict) return std::nullopt;
  for (const record::Record& record : judged_.records) {
    if (record.operation != "promote" || record.environment != target_->environment->name) continue;
    for (const plan::PassedCheck& passed : record.passed) {
      if (passed.check == deploy::chosen_manifests) return passed.reason;
    }
  }
  return std::nullopt;
}

}  // namespace relctl::judge
