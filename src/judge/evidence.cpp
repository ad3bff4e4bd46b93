// SPDX-License-Identifier: MIT
#include "judge/evidence.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "json/document.hpp"
#include "record/releases.hpp"
#include "release/versions.hpp"
#include "tree/path.hpp"
#include "yaml/document.hpp"

namespace relctl::judge {
namespace {

using kustomize::ImageSetting;

template <typename Value>
bool contains(const std::vector<Value>& values, const Value& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

std::string id_at(const Tree& tree, const std::string& path) {
  const auto entry = tree.find(path == "." ? "" : path);
  return entry ? entry->id.hex() : "-";
}

std::optional<std::string> value_at(const Tree& tree, const std::string& path,
                                    const std::string& key) {
  if (!tree.find(path)) return std::nullopt;
  const std::string text = read_file(tree, path);
  return path.ends_with(".json") ? json::get(text, path, key) : yaml::get(text, path, key);
}

/// What a file that cannot be read has is no evidence.
template <typename Read>
auto quietly(const Read& read) -> decltype(read()) {
  try {
    return read();
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
    return {};
  }
}

std::optional<ObjectId> content_at(const Tree& tree, const std::string& path) {
  const auto entry = tree.find(path);
  if (!entry || entry->mode == Mode::directory) return std::nullopt;
  return entry->id;
}

bool has_tag(const deploy::Deployed& state, const ImageSetting& image) {
  return std::any_of(state.images.begin(), state.images.end(), [&](const ImageSetting& each) {
    return each.name == image.name && each.tag == image.tag;
  });
}

std::optional<std::string> version_of(const Site& site, const ImageSetting& image) {
  if (!image.tag) return std::nullopt;
  for (const config::Image& each : site.service->images) {
    if (each.name == image.name)
      return deploy::version_of_image_tag(*site.service, each, *image.tag);
  }
  return std::nullopt;
}

bool names(const std::vector<record::Record>& records, const std::string* environment,
           const ImageSetting& image) {
  for (const record::Record& record : records) {
    for (const record::ImageRecord& each : record.images) {
      const bool same =
          each.name == image.name && image.tag == each.tag && each.digest == image.digest;
      if (same && (environment == nullptr || each.environment == *environment)) return true;
    }
  }
  return false;
}

}  // namespace

bool Evidence::explains(const Judged& judged, const Site& site, const ImageSetting& image) {
  const Test exact = [&](const deploy::Deployed& state) { return contains(state.images, image); };
  const Test tag = [&](const deploy::Deployed& state) { return has_tag(state, image); };
  if (near(judged, site, exact)) return true;
  const auto version = version_of(site, image);
  const bool known = near(judged, site, tag) || (version && is_released(judged, site, *version)) ||
                     (is_first(*site.environment) && is_named(judged, site, image));
  if (known && digest_is_good(judged, site, image)) return true;
  return ever(judged, site, exact);
}

bool Evidence::explains(const Judged& judged, const Site& site, const std::string& version) {
  const Test same = [&](const deploy::Deployed& state) {
    return contains(state.versions, version);
  };
  return near(judged, site, same) || is_released(judged, site, version) || ever(judged, site, same);
}

bool Evidence::explains_carried(const Judged& judged, const OwnedKey& key,
                                const std::string& value) {
  const auto has = [&](const Tree& tree, const config::Environment& environment) {
    const std::string path = carried_path({&environment, key.site.service}, key.carried);
    return quietly([&] { return value_at(tree, path, key.key); }) == value;
  };
  const auto origins = predecessors(config_, *key.site.environment);
  const TreeTest origin_has = [&](const Tree& tree) {
    return std::any_of(origins.begin(), origins.end(),
                       [&](const auto* origin) { return has(tree, *origin); });
  };
  if (origin_has(*judged.after)) return true;
  return before(judged, [&](const Tree& tree) {
    return has(tree, *key.site.environment) || origin_has(tree);
  });
}

bool Evidence::explains_carried(const Judged& judged, const CarriedFile& file,
                                const std::optional<ObjectId>& content) {
  const auto origins = predecessors(config_, *file.site.environment);
  const TreeTest origin_has = [&](const Tree& tree) {
    return std::any_of(origins.begin(), origins.end(), [&](const auto* each) {
      return content_at(tree, carried_path({each, file.site.service}, file.path)) == content;
    });
  };
  if (origin_has(*judged.after)) return true;
  return before(judged, [&](const Tree& tree) {
    return origin_has(tree) || content_at(tree, carried_path(file.site, file.path)) == content;
  });
}

bool Evidence::was_there(const Judged& judged, const std::string& path, const ObjectId& content) {
  return before(judged, [&](const Tree& tree) { return content_at(tree, path) == content; });
}

const deploy::Deployed& Evidence::deployed(const Tree& tree, const Site& site) {
  const config::Environment& environment = *site.environment;
  std::string key = environment.name + ' ' + site.service->name + ' ' +
                    id_at(tree, deploy::path_of(environment, *site.service));
  for (const config::DeployPlace& place : deploy::places_of(*site.service, environment))
    key += ' ' + id_at(tree, place.path);
  const auto known = deployed_.find(key);
  if (known != deployed_.end()) return known->second;
  deploy::Deployed state =
      quietly([&] { return deploy::read_environment(tree, environment, *site.service); });
  return deployed_.emplace(std::move(key), std::move(state)).first->second;
}

/// In a parent, or in an environment before as the commit leaves it.
bool Evidence::near(const Judged& judged, const Site& site, const Test& test) {
  const auto origins = predecessors(config_, *site.environment);
  for (const config::Environment* origin : origins) {
    if (test(deployed(*judged.after, {origin, site.service}))) return true;
  }
  for (const auto& parent : judged.parents) {
    if (test(deployed(*parent, site))) return true;
    for (const config::Environment* origin : origins) {
      if (test(deployed(*parent, {origin, site.service}))) return true;
    }
  }
  return false;
}

/// In the commits before the judged one in topological order. Some of them may be no ancestors:
/// those are judged themselves, so a value of theirs is honest or reported.
bool Evidence::before(const Judged& judged, const TreeTest& test) {
  if (past_.empty()) {
    past_ = history_.log(tip_, {});
    for (std::size_t i = 0; i < past_.size(); ++i)
      places_[past_[i].id] = i;
  }
  const auto place = places_.find(judged.commit.id);
  const std::size_t start = place == places_.end() ? 0 : place->second + 1;
  return std::any_of(past_.begin() + static_cast<std::ptrdiff_t>(start), past_.end(),
                     [&](const plan::Commit& commit) { return test(*history_.tree(commit.id)); });
}

bool Evidence::ever(const Judged& judged, const Site& site, const Test& test) {
  const auto origins = predecessors(config_, *site.environment);
  return before(judged, [&](const Tree& tree) {
    return test(deployed(tree, site)) ||
           std::any_of(origins.begin(), origins.end(), [&](const auto* origin) {
             return test(deployed(tree, {origin, site.service}));
           });
  });
}

/// By a tag, or in this very commit: the version files say so.
bool Evidence::is_released(const Judged& judged, const Site& site, const std::string& version) {
  if (is_first(*site.environment)) {
    const auto written =
        quietly([&] { return release::version_in_files(*site.service, *judged.after); });
    if (written && semver::to_string(*written) == version) return true;
  }
  if (site.environment->strict) return false;
  return std::any_of(tags_.begin(), tags_.end(), [&](const plan::Tag& tag) {
    const auto found = record::version_of_tag(*site.service, tag.name);
    return found && semver::to_string(*found) == version;
  });
}

/// An environment that gets its versions from releases, or from where this repository cannot see.
bool Evidence::is_first(const config::Environment& environment) const {
  if (environment.automatic) return true;
  return std::all_of(environment.after.begin(), environment.after.end(), [&](const auto& name) {
    const config::Environment& origin = config::environment(config_, name);
    return origin.repository != environment.repository || origin.branch != environment.branch;
  });
}

/// The word of trailers counts where the releases of a service are made elsewhere.
bool Evidence::is_named(const Judged& judged, const Site& site, const ImageSetting& image) const {
  const bool elsewhere =
      site.service->version_files.empty() && record::releases_of(*site.service, tags_).empty();
  return elsewhere && names(judged.records, &site.environment->name, image);
}

/// A digest says nothing by itself: it is one that the release or the operation recorded, or that
/// a first environment gets together with a new tag.
bool Evidence::digest_is_good(const Judged& judged, const Site& site, const ImageSetting& image) {
  const auto had_tag = [&](const auto& parent) { return has_tag(deployed(*parent, site), image); };
  const bool is_new = std::none_of(judged.parents.begin(), judged.parents.end(), had_tag);
  if (!image.digest) return is_new;
  // Where nothing runs before it, the operation's own record is all there is to say where a digest
  // came from; behind it the digest has to have run.
  if (is_first(*site.environment) &&
      (is_new || names(judged.records, &site.environment->name, image))) {
    return true;
  }
  return std::any_of(tags_.begin(), tags_.end(), [&](const plan::Tag& tag) {
    if (!record::version_of_tag(*site.service, tag.name)) return false;
    const auto message = history_.tag_message(tag.object);
    return message && names(record::read_records(*message), nullptr, image);
  });
}

}  // namespace relctl::judge
