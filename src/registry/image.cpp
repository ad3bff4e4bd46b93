// SPDX-License-Identifier: MIT
#include "registry/image.hpp"

#include "base/error.hpp"

namespace relctl::registry {
namespace {

constexpr std::size_t most_platforms = 64;

PlatformImage read_one(Client& client, const Manifest& manifest, const std::string& digest) {
  const std::string bytes = client.blob(*manifest.config);
  const json::Value root = parse_served(bytes, "the configuration of " + digest);
  PlatformImage image;
  image.digest = digest;
  image.platform = {text_of(root, "os"), text_of(root, "architecture"), text_of(root, "variant")};
  const json::Value* config = root.find("config");
  if (config != nullptr) image.labels = texts_of(config->find("Labels"));
  return image;
}

bool is_for_a_platform(const Descriptor& descriptor) {
  return !descriptor.platform || descriptor.platform->os != "unknown";
}

}  // namespace

std::optional<Image> read_image(Client& client, const std::string& digest) {
  const auto fetched = client.fetch(digest);
  if (!fetched) return std::nullopt;
  Image image{fetched->digest, {}};
  const Manifest manifest = parse_manifest(fetched->bytes, "the manifest " + digest);
  if (!manifest.is_index) {
    image.platforms.push_back(read_one(client, manifest, image.digest));
    return image;
  }
  for (const Descriptor& each : manifest.manifests) {
    if (!is_for_a_platform(each)) continue;
    const auto child = client.fetch(each.digest);
    const std::string what = "the manifest " + each.digest + " of the index " + digest;
    if (!child) throw Error(ErrorKind::system, what + " is missing in the registry");
    const Manifest own = parse_manifest(child->bytes, what);
    if (own.is_index) throw Error(ErrorKind::system, what + " is an index again");
    image.platforms.push_back(read_one(client, own, each.digest));
    if (each.platform) image.platforms.back().platform = *each.platform;
    if (image.platforms.size() > most_platforms) {
      throw Error(ErrorKind::system, "the index " + digest + " has too many platforms");
    }
  }
  return image;
}

}  // namespace relctl::registry
