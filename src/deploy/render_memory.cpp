// SPDX-License-Identifier: MIT
#include "deploy/render_memory.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace relctl::deploy {

std::string key_of(const RenderTarget& target) {
  return target.environment->name + '\n' + target.path;
}

std::shared_ptr<const RenderedPath> RenderMemory::read(const Tree& tree,
                                                       const RenderTarget& target) {
  const auto entry = tree.find(target.path);
  if (!entry) return nullptr;
  const std::pair key(key_of(target), entry->id);
  const auto known = paths_.find(key);
  if (known != paths_.end()) return known->second;
  auto path = read_rendered(tree, target.path, target.environment->render->keep);
  const auto shared = path ? std::make_shared<const RenderedPath>(std::move(*path)) : nullptr;
  return paths_.emplace(key, shared).first->second;
}

std::shared_ptr<const Rendering> RenderMemory::render(
    const Tree& tree, const ObjectId& commit, const RenderTarget& target,
    const std::vector<kustomize::ImageSetting>& images) {
  std::vector<Renders>& all = renders_[key_of(target)];
  auto same = std::find_if(all.begin(), all.end(),
                           [&](const Renders& each) { return each.images == images; });
  if (same == all.end()) same = all.insert(all.end(), Renders{images, {}});
  for (const auto& known : same->known) {
    if (reads_the_same(tree, known->inputs)) return known;
  }
  try {
    same->known.push_back(
        std::make_shared<const Rendering>(render_from(tree, commit, target, images)));
    return same->known.back();
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
    return nullptr;
  }
}

}  // namespace relctl::deploy
