// SPDX-License-Identifier: MIT
#include <map>
#include <string>

#include <doctest/doctest.h>

#include "formats/chart_digest.hpp"
#include "formats/version_file.hpp"
#include "refusal.hpp"
#include "tree/memory_tree.hpp"
#include "yaml/document.hpp"

using namespace relctl;

namespace {

// The digests here were made by Go's encoding/json rules outside of relctl; the first two stand in
// charts that Helm wrote.
std::string digest_of(const std::string& required, const std::string& locked) {
  return formats::chart_digest(yaml::parse(required, "Chart.yaml").documents.front(),
                               yaml::parse(locked, "Chart.lock").documents.front());
}

const std::string api_chart = "apiVersion: v2\nname: api\nversion: 1.2.3\n";

std::string umbrella(const std::string& version) {
  return "apiVersion: v2\nname: shop\nversion: 0.4.0\ndependencies:\n"
         "  - name: api  # ours\n    version: " +
         version +
         "\n    repository: file://../api\n    condition: api.enabled\n"
         "  - name: redis\n    version: '>=17.0.0 <18.0.0'\n"
         "    repository: https://charts.example.com/c?a=1&b=2\n    tags: [back, front]\n"
         "    import-values:\n      - data\n      - parent: y\n        child: x\n    alias: "
         "cache\n";
}

std::string lock(const std::string& version, const std::string& digest) {
  return "dependencies:\n- name: api\n  repository: file://../api\n  version: " + version +
         "\n- name: redis\n  repository: https://charts.example.com/c?a=1&b=2\n"
         "  version: 17.2.0\ndigest: " +
         digest + "\ngenerated: \"2026-01-02T03:04:05.6+01:00\"\n";
}

std::map<std::string, std::string> written(const std::map<std::string, std::string>& files,
                                           const std::string& path, const std::string& version) {
  MemoryTree tree;
  for (const auto& [name, text] : files)
    tree.put(name, text);
  std::map<std::string, std::string> result;
  for (const auto& file : formats::write_version(tree, {path, {}, {}, {}}, version))
    result[file.path] = file.content;
  return result;
}

}  // namespace

TEST_CASE("the digest of a lock is the one that Helm makes") {
  const std::string bitnami = "repository: https://charts.bitnami.com/bitnami";
  CHECK(digest_of("[{name: redis, version: 17.2.0, " + bitnami + ", condition: redis.enabled}]",
                  "[{name: redis, " + bitnami + ", version: 17.2.0}]") ==
        "sha256:989a8e3f05d54b04db15e782bd24ca5a5872a36f5dc02b7882b25491a5a5ddde");
  CHECK(digest_of("[{condition: redis.enabled, name: redis, version: \"15.7.6\", " + bitnami + "}]",
                  "[{name: redis, " + bitnami + ", version: 15.7.6}]") ==
        "sha256:9844c7f437a25a400c8c4b9b76bd84a950820eb15c432f52f805767bc55e1cc5");
  CHECK(digest_of("[]", "[]") ==
        "sha256:643d5437104296e21d906ecb15b2c96ad278f20cfc4af53b12bb6069bd853726");
}

TEST_CASE("a chart that depends on another by path follows, and so does its lock") {
  const auto files = written(
      {{"charts/api/Chart.yaml", api_chart},
       {"charts/shop/Chart.yaml", umbrella("1.2.3")},
       {"charts/shop/Chart.lock",
        lock("1.2.3", "sha256:76b8cd52c0e9f0817d608e3b6d3d7bff0c2d8706859c6f34c297ab00f49323ce")}},
      "charts/api/Chart.yaml", "1.3.0");
  CHECK(files.at("charts/shop/Chart.yaml") == umbrella("1.3.0"));
  CHECK(files.at("charts/shop/Chart.lock") ==
        lock("1.3.0", "sha256:ca2ad2a3bfb2a2cd0ecca876f285e993a8f2cff3a199d3ddc051395dc19dec90"));
  CHECK(files.size() == 3);
}

TEST_CASE("a range that takes the version stays, and the lock moves below it") {
  const auto chart = [](const std::string& range) {
    return "name: shop\nversion: 0.4.0\ndependencies:\n- {name: api, version: " + range +
           ", repository: \"file://../api\"}\n";
  };
  const auto locked = [](const std::string& version, const std::string& digest) {
    return "dependencies:\r\n- name: api\r\n  repository: file://../api\r\n  version: " + version +
           "\r\ndigest: " + digest + "\r\ngenerated: \"2026-01-02T03:04:05Z\"\r\n";
  };
  const auto files = written(
      {{"api/Chart.yaml", api_chart},
       {"shop/Chart.yaml", chart("^1.2.0")},
       {"shop/Chart.lock",
        locked("1.2.3", "sha256:84d724e064491adc734b7c4a4f62c08b5e27159c70be665724b01f42c1df00f9")},
       {"other/Chart.yaml", "name: other\nversion: 1.2.3\ndependencies: []\n"},
       {"scaffold/Chart.yaml", "name: {{ name }}\n"}},
      "api/Chart.yaml", "1.3.0");
  CHECK_FALSE(files.contains("shop/Chart.yaml"));
  CHECK(files.at("shop/Chart.lock") ==
        locked("1.3.0", "sha256:b1f0e5c9428e5728a10b6ec699ac5856a9143fe8c66f238a9e515c58eb4a65e6"));
  CHECK(files.size() == 2);
}

TEST_CASE("a chart below charts/ is a dependency without a repository") {
  const auto files =
      written({{"shop/charts/api/Chart.yaml", api_chart},
               {"shop/Chart.yaml",
                "name: shop\nversion: 2.0.0\ndependencies:\n- name: api\n  version: 1.2.3\n"}},
              "shop/charts/api/Chart.yaml", "2.0.0-rc.1");
  CHECK(files.at("shop/Chart.yaml") ==
        "name: shop\nversion: 2.0.0\ndependencies:\n- name: api\n  version: 2.0.0-rc.1\n");
}

TEST_CASE("a lock that was not that of its chart before is refused, and named") {
  MemoryTree tree;
  tree.put("api/Chart.yaml", api_chart);
  tree.put("shop/Chart.yaml", umbrella("1.2.3"));
  tree.put("shop/Chart.lock", lock("1.2.3", "sha256:00"));
  formats::check_refused(tree, {"api/Chart.yaml", {}, {}, {}},
                         {"shop/Chart.lock", "",
                          "the digest is not that of the dependencies in Chart.yaml, so that a new "
                          "one cannot be written",
                          8, 9});
}
