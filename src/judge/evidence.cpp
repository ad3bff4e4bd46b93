// SPDX-License-Identifier: MIT
#include "judge/evidence.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "release/versions.hpp"
#include "tree/path.hpp"

namespace relctl::judge {
namespace {

using kustomize::ImageSetting;

template <typename Value>
bool contains(const std::vector<Value>& values, const Value& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

std::string id_at(const Tree& tree, const std::string& path) {
  const auto entry = tree.find(path);
  return entry ? entry->id.hex() : "-";
}

std::optional<std::string> value_at(const Tree& tree, const std::string& path,
                                    const std::string& key) {
  if (!tree.find(path)) return std::nullopt;
  return deploy::find_value(read_file(tree, path), path, key);
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
  const config::Image* known = config::image_in(*site.service, site.environment->name, image.name);
  if (known == nullptr || !image.tag) return std::nullopt;
  return deploy::version_of_image_tag(*site.service, *known, *image.tag);
}

/// Whether records name the image with its tag and digest: those of `site` alone, or with
/// `anywhere` those of every environment.
bool names(const std::vector<record::Record>& records, const Site& site, const ImageSetting& image,
           bool anywhere) {
  for (const record::Record& record : records) {
    for (const record::ImageRecord& each : record.images) {
      if (!anywhere && each.environment != site.environment->name) continue;
      const ImageSetting there = named_as_in(each.environment, site, image);
      if (each.name == there.name && there.tag == each.tag && each.digest == there.digest)
        return true;
    }
  }
  return false;
}

}  // namespace

bool Evidence::explains(const Judged& judged, const Site& site, const ImageSetting& image) {
  return explains(judged, site, image, true);
}

/// `releases`: the judged commit may itself be the release that brings the value. It may not where
/// it is asked whether an environment before vouches for a value that both got in the same commit.
bool Evidence::explains(const Judged& judged, const Site& site, const ImageSetting& image,
                        bool releases) {
  if (judged.commit.id != remembered_) {
    explained_.clear();
    remembered_ = judged.commit.id;
  }
  const std::string key = site.environment->name + ' ' + site.service->name + ' ' + image.name +
                          ' ' + image.tag.value_or("") + ' ' + image.digest.value_or("") +
                          (releases ? " r" : "");
  const auto known = explained_.find(key);
  if (known != explained_.end()) return known->second;
  const bool result = find_origin(judged, site, image, releases);
  explained_.emplace(key, result);
  return result;
}

std::vector<ImageSetting> Evidence::explained_earlier(const Judged& judged, const Site& site,
                                                      const ImageSetting& image) {
  std::vector<ImageSetting> found;
  for (const config::Environment* origin : origins_here(site)) {
    const Site there{origin, site.service};
    const std::string name = named_as_in(origin->name, site, image).name;
    for (const ImageSetting& each : deployed(*judged.after, there).images) {
      const bool has_its_tag = each.name == name && each.tag == image.tag;
      if (has_its_tag && explains(judged, there, each, false))
        found.push_back({image.name, each.tag, each.digest});
    }
  }
  return found;
}

bool Evidence::find_origin(const Judged& judged, const Site& site, const ImageSetting& image,
                           bool releases) {
  const Test exact = [&](const deploy::Deployed& state) { return contains(state.images, image); };
  const Test tag = [&](const deploy::Deployed& state) { return has_tag(state, image); };
  if (before_here(judged, site, exact)) return true;
  const std::vector<ImageSetting> earlier = explained_earlier(judged, site, image);
  if (std::find(earlier.begin(), earlier.end(), image) != earlier.end()) return true;
  const bool has_known_tag = !earlier.empty() || before_here(judged, site, tag);
  const auto version = version_of(site, image);
  const bool has_origin =
      has_known_tag || (version && is_released(judged, site, *version, releases)) ||
      (releases && is_first(*site.environment) && is_named(judged, site, image));
  if (has_origin && digest_is_good(judged, site, image, releases)) return true;
  if (ever(judged, site, exact) || elsewhere(site, exact)) return true;
  if (version) require_releases(*site.service);
  return false;
}

bool Evidence::explains(const Judged& judged, const Site& site, const std::string& version) {
  return explains(judged, site, version, true);
}

bool Evidence::explains(const Judged& judged, const Site& site, const std::string& version,
                        bool releases) {
  const Test same = [&](const deploy::Deployed& state) {
    return contains(state.versions, version);
  };
  if (before_here(judged, site, same) || is_released(judged, site, version, releases)) return true;
  for (const config::Environment* origin : origins_here(site)) {
    const Site there{origin, site.service};
    if (same(deployed(*judged.after, there)) && is_released(judged, there, version, false))
      return true;
  }
  if (ever(judged, site, same) || elsewhere(site, same)) return true;
  require_releases(*site.service);
  return false;
}

bool Evidence::explains_carried(const Judged& judged, const OwnedKey& key,
                                const std::string& value) {
  return is_carried(judged, key.site, [&](const Tree& tree, const config::Environment& each) {
    const std::string path = carried_path({&each, key.site.service}, key.carried);
    return quietly([&] { return value_at(tree, path, key.key); }) == value;
  });
}

bool Evidence::explains_carried(const Judged& judged, const CarriedFile& file,
                                const std::optional<ObjectId>& content) {
  return is_carried(judged, file.site, [&](const Tree& tree, const config::Environment& each) {
    return content_at(tree, carried_path({&each, file.site.service}, file.path)) == content;
  });
}

/// What `has` finds came from an environment before this one, or was here before.
bool Evidence::is_carried(const Judged& judged, const Site& site, const EnvironmentTest& has) {
  const auto origins = origins_here(site);
  const TreeTest origin_has = [&](const Tree& tree) {
    return std::any_of(origins.begin(), origins.end(),
                       [&](const auto* origin) { return has(tree, *origin); });
  };
  if (origin_has(*judged.after)) return true;
  return before(
             judged,
             [&](const Tree& tree) { return has(tree, *site.environment) || origin_has(tree); }) ||
         elsewhere(site, has);
}

bool Evidence::was_there(const Judged& judged, const std::string& path, const ObjectId& content) {
  return before(judged, [&](const Tree& tree) { return content_at(tree, path) == content; });
}

bool Evidence::was_absent(const Judged& judged, const std::string& path) {
  return before(judged, [&](const Tree& tree) { return !tree.find(path); });
}

bool Evidence::had_image(const Judged& judged, const Site& site, const std::string& name) {
  return before(judged, [&](const Tree& tree) {
    const auto& images = deployed(tree, site).images;
    return std::any_of(images.begin(), images.end(),
                       [&](const ImageSetting& each) { return each.name == name; });
  });
}

bool Evidence::has_release(const Site& site, const ImageSetting& image) {
  const auto version = version_of(site, image);
  return version && is_tagged(*site.service, *version);
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
      quietly([&] { return deploy::read_environment(tree, environment, *site.service, files_); });
  return deployed_.emplace(std::move(key), std::move(state)).first->second;
}

/// In a parent: here, or in an environment before.
bool Evidence::before_here(const Judged& judged, const Site& site, const Test& test) {
  const auto origins = origins_here(site);
  return std::any_of(judged.parents.begin(), judged.parents.end(), [&](const auto& parent) {
    return test(deployed(*parent, site)) ||
           std::any_of(origins.begin(), origins.end(), [&](const auto* origin) {
             return test(deployed(*parent, {origin, site.service}));
           });
  });
}

void Evidence::load_past() {
  if (!past_.empty()) return;
  past_ = history_.log(range_.tip, {});
  for (std::size_t i = 0; i < past_.size(); ++i)
    places_[past_[i].id] = i;
}

/// In the commits before the judged one in topological order. Some of them may be no ancestors:
/// those are judged themselves, so a value of theirs is honest or reported.
bool Evidence::before(const Judged& judged, const TreeTest& test) {
  load_past();
  const auto place = places_.find(judged.commit.id);
  const std::size_t start = place == places_.end() ? 0 : place->second + 1;
  return std::any_of(past_.begin() + static_cast<std::ptrdiff_t>(start), past_.end(),
                     [&](const plan::Commit& commit) { return test(*history_.tree(commit.id)); });
}

bool Evidence::ever(const Judged& judged, const Site& site, const Test& test) {
  const auto origins = origins_here(site);
  return before(judged, [&](const Tree& tree) {
    return test(deployed(tree, site)) ||
           std::any_of(origins.begin(), origins.end(), [&](const auto* origin) {
             return test(deployed(tree, {origin, site.service}));
           });
  });
}

std::vector<const config::Environment*> Evidence::origins_here(const Site& site) const {
  auto origins = predecessors(config_, *site.environment);
  const auto is_kept_elsewhere = [&](const config::Environment* each) {
    return others_.keep(*each) || each->repository != site.environment->repository;
  };
  origins.erase(std::remove_if(origins.begin(), origins.end(), is_kept_elsewhere), origins.end());
  return origins;
}

bool Evidence::elsewhere(const Site& site, const EnvironmentTest& test) {
  auto origins = predecessors(config_, *site.environment);
  origins.push_back(site.environment);
  return std::any_of(origins.begin(), origins.end(), [&](const config::Environment* origin) {
    return others_.keep(*origin) &&
           others_.any(*origin, [&](const Tree& tree) { return test(tree, *origin); });
  });
}

bool Evidence::elsewhere(const Site& site, const Test& test) {
  return elsewhere(site, [&](const Tree& tree, const config::Environment& origin) {
    return test(deployed(tree, {&origin, site.service}));
  });
}

/// By a release, or in this very commit: the version files say so.
bool Evidence::is_released(const Judged& judged, const Site& site, const std::string& version,
                           bool releases) {
  if (releases && range_.lines.makes_releases && is_first(*site.environment) &&
      is_written(*judged.after, *site.service, version)) {
    return true;
  }
  return !site.environment->strict && is_tagged(*site.service, version);
}

bool Evidence::is_tagged(const config::Service& service, const std::string& version) {
  const auto& releases = releases_.of(service);
  return std::any_of(releases.begin(), releases.end(), [&](const record::Release& each) {
    return semver::to_string(each.version) == version && is_release(service, each.tag, version);
  });
}

bool Evidence::is_written(const Tree& tree, const config::Service& service,
                          const std::string& version) {
  const auto written = quietly([&] { return release::version_in_files(service, tree); });
  return written && semver::to_string(*written) == version;
}

/// Each tag is asked about once, and only when it is needed.
bool Evidence::is_signed(const plan::Tag& tag) {
  if (!range_.is_signed) return true;
  const std::pair key(tag.name, tag.object);
  const auto known = signed_.find(key);
  if (known != signed_.end()) return known->second;
  return signed_.emplace(key, range_.is_signed(tag)).first->second;
}

/// A tag's name is anybody's: it is a release where the commit has that version in its version
/// files. Where the service has none, the tag says in trailers what it gives, as relctl's do.
bool Evidence::is_release(const config::Service& service, const plan::Tag& tag,
                          const std::string& version) {
  if (!is_signed(tag)) return false;
  if (!service.version_files.empty()) {
    return is_written(*released_.tree(tag.commit), service, version);
  }
  const auto message = released_.tag_message(tag.object);
  if (!message) return false;
  const auto records = record::read_records(*message);
  return std::any_of(records.begin(), records.end(), [&](const record::Record& record) {
    return contains(record.tags, tag.name) &&
           std::any_of(record.services.begin(), record.services.end(), [&](const auto& each) {
             return each.name == service.name && each.version == version;
           });
  });
}

/// An environment that gets its versions from releases, or from where this repository cannot see.
bool Evidence::is_first(const config::Environment& environment) const {
  if (environment.automatic) return true;
  return std::all_of(environment.after.begin(), environment.after.end(), [&](const auto& name) {
    const config::Environment& origin = config::environment(config_, name);
    return origin.repository != environment.repository && !others_.keep(origin);
  });
}

/// The word of trailers counts where the releases of a service are made elsewhere.
bool Evidence::is_named(const Judged& judged, const Site& site, const ImageSetting& image) {
  const bool elsewhere = site.service->version_files.empty() && releases_.of(*site.service).empty();
  if (!elsewhere || !names(judged.records, site, image, false)) return false;
  require_releases(*site.service);
  return true;
}

void Evidence::require_releases(const config::Service& service) {
  if (!releases_.of(service).empty()) return;
  plan::Snapshot clone;
  clone.lack = range_.lack;
  record::require_sight(clone, service.name);
  if (!names_tags(service)) return;
  throw Error(ErrorKind::system,
              fmt::format("commits name tags of {} that are not here: where its versions come from "
                          "cannot be told",
                          service.name))
      .hint("git fetch --tags")
      .hint("where a push brings them: git push --follow-tags");
}

/// True where releases of the service were made in this history, as its commits say.
bool Evidence::names_tags(const config::Service& service) {
  load_past();
  return std::any_of(past_.begin(), past_.end(), [&](const plan::Commit& commit) {
    const auto records = record::read_records(commit.message);
    return std::any_of(records.begin(), records.end(), [&](const record::Record& record) {
      return std::any_of(record.tags.begin(), record.tags.end(), [&](const std::string& tag) {
        return record::version_of_tag(service, tag).has_value();
      });
    });
  });
}

/// A digest says nothing by itself: it is one that the release or the operation recorded, or that
/// a first environment gets together with a new tag.
bool Evidence::digest_is_good(const Judged& judged, const Site& site, const ImageSetting& image,
                              bool releases) {
  const auto had_tag = [&](const auto& parent) { return has_tag(deployed(*parent, site), image); };
  const bool is_new = std::none_of(judged.parents.begin(), judged.parents.end(), had_tag);
  if (!image.digest) return is_new;
  // Where nothing runs before it, the operation's own record is all there is to say where a digest
  // came from; behind it the digest has to have run.
  if (releases && is_first(*site.environment) &&
      (is_new || names(judged.records, site, image, false))) {
    return true;
  }
  const auto& known = releases_.of(*site.service);
  return std::any_of(known.begin(), known.end(), [&](const record::Release& each) {
    if (!is_release(*site.service, each.tag, semver::to_string(each.version))) return false;
    const auto message = released_.tag_message(each.tag.object);
    return message && names(record::read_records(*message), site, image, true);
  });
}

}  // namespace relctl::judge
