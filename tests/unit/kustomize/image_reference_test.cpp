// SPDX-License-Identifier: MIT
#include "kustomize/image_reference.hpp"

#include <optional>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace {

using relctl::kustomize::ImageReference;
using relctl::kustomize::is_digest;
using relctl::kustomize::is_image_tag;
using relctl::kustomize::parse_image_reference;
using relctl::kustomize::split_image;
using relctl::kustomize::to_string;

const std::string digest = "sha256:" + std::string(64, 'a');

TEST_CASE("an image reference is taken apart at its marks, never at the port's colon") {
  struct Row {
    std::string text;
    ImageReference parts;
  };
  const std::vector<Row> rows = {
      {"app", {"app", {}, {}}},
      {"app:1.2.3", {"app", "1.2.3", {}}},
      {"ghcr.io/acme/app:1.2.3", {"ghcr.io/acme/app", "1.2.3", {}}},
      {"localhost/app", {"localhost/app", {}, {}}},
      {"localhost:5000/app", {"localhost:5000/app", {}, {}}},
      {"localhost:5000/app:1", {"localhost:5000/app", "1", {}}},
      {"host.example:443/a/b/c:v1", {"host.example:443/a/b/c", "v1", {}}},
      {"[::1]:5000/app:1", {"[::1]:5000/app", "1", {}}},
      {"[2001:db8::A]/app", {"[2001:db8::A]/app", {}, {}}},
      {"Registry.Example/app:1", {"Registry.Example/app", "1", {}}},
      {"library/a__b/c---d/e.f_g:T", {"library/a__b/c---d/e.f_g", "T", {}}},
      {"app@" + digest, {"app", {}, digest}},
      {"localhost:5000/app:1.2@" + digest, {"localhost:5000/app", "1.2", digest}},
      {"app@sha512:" + std::string(128, '0'), {"app", {}, "sha512:" + std::string(128, '0')}},
      {"5000:1", {"5000", "1", {}}},
      {"a/b.c:d", {"a/b.c", "d", {}}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const std::optional<ImageReference> parts = parse_image_reference(row.text);
    REQUIRE(parts.has_value());
    CHECK(*parts == row.parts);
    CHECK(to_string(*parts) == row.text);
  }
}

TEST_CASE("text that no registry would take is no image reference") {
  const std::vector<std::string> rows = {
      "",
      ":1",
      "@" + digest,
      "/app",
      "app/",
      "a//b",
      "App",
      "acme/App:1",
      "-app",
      "app-",
      "a..b",
      "a___b",
      "a._b",
      "app:",
      "app:.1",
      "app:-1",
      "app:1+2",
      "app:1:2",
      "app:" + std::string(129, 'x'),
      "app@sha256:abc",
      "app@sha256:" + std::string(64, 'A'),
      "app@sha256:" + std::string(65, 'a'),
      "app@sha512:abc",
      "app@md5",
      "app@" + digest + "@" + digest,
      "app: 1",
      "app 1",
      "app\n",
      "$(IMAGE)",
      "{{ .Values.image }}",
      "${REGISTRY}/app",
      "host:port/app",
      "host:/app",
      "-host.example/app",
      "a.b-/app",
      "[::1/app",
      "[]/app",
      "https://ghcr.io/app",
      std::string(256, 'a'),
      "\xc3\xa4pp",
  };
  for (const std::string& row : rows) {
    CAPTURE(row);
    CHECK_FALSE(parse_image_reference(row).has_value());
  }
}

TEST_CASE("a placeholder has a name, though it is no reference") {
  CHECK(split_image("APP_IMAGE") == ImageReference{"APP_IMAGE", {}, {}});
  CHECK(split_image("APP:latest") == ImageReference{"APP", "latest", {}});
}

TEST_CASE("tags and digests are what registries take") {
  CHECK(is_image_tag("v1.2.3-rc.1_build"));
  CHECK(is_image_tag("_"));
  CHECK(is_image_tag(std::string(128, '9')));
  CHECK_FALSE(is_image_tag(""));
  CHECK_FALSE(is_image_tag("1.2.3+build"));
  CHECK_FALSE(is_image_tag(".hidden"));
  CHECK_FALSE(is_image_tag(std::string(129, '9')));
  CHECK(is_digest(digest));
  CHECK_FALSE(is_digest("sha256:"));
  CHECK_FALSE(is_digest(digest + "0"));
  CHECK_FALSE(is_digest("sha512:" + std::string(64, 'a')));
  CHECK_FALSE(is_digest("sha256:" + std::string(64, 'g')));
}

TEST_CASE("whatever parses prints back byte for byte") {
  const std::string alphabet = "ab1A.:/@_-[] ";
  std::mt19937 random(4711);
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (auto size = random() % 12; size > 0; --size)
      text += alphabet[random() % alphabet.size()];
    if (round % 3 == 0) text += "@" + digest;
    const auto parts = parse_image_reference(text);
    if (!parts) continue;
    CAPTURE(text);
    CHECK(to_string(*parts) == text);
    CHECK(parse_image_reference(to_string(*parts)) == parts);
  }
}

}  // namespace
