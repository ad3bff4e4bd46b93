// SPDX-License-Identifier: MIT
#include "forge/release_request.hpp"

#include <doctest/doctest.h>

using namespace relctl;
using namespace relctl::forge;

namespace {

ReleaseFacts release_facts(const std::string& version, const std::string& notes) {
  ReleaseFacts facts;
  facts.releases = {{"sample", "1.0.0", version, notes}};
  facts.record.operation = "bump";
  facts.record.id = std::string(32, 'a');
  facts.record.services = {{"sample", version, "1.0.0"}};
  facts.record.tool = "0.1.0";
  facts.record.request = "relctl/release/main/sample";
  return facts;
}

/// A forge with at most one request.
class OneRequest final : public Forge {
 public:
  std::optional<OpenRequest> find_open(const std::string& /*head*/,
                                       const std::string& /*base*/) override {
    return open;
  }
  std::optional<OpenRequest> create(const NewRequest& wanted) override {
    open = OpenRequest{1, wanted.title, wanted.body, "https://forge.example/1"};
    return open;
  }
  void update(const OpenRequest& /*request*/, const std::string& title,
              const std::string& body) override {
    ++updates;
    open->title = title;
    open->body = body;
  }
  bool is_approved(const OpenRequest& /*request*/) override { return false; }
  void close(const OpenRequest& /*request*/, const std::string& /*comment*/) override {
    open.reset();
  }
  [[nodiscard]] std::string name(const OpenRequest& /*request*/) const override { return "#1"; }

  std::optional<OpenRequest> open;
  int updates = 0;
};

}  // namespace

TEST_CASE("the text of a release's request has versions, notes, and trailers that can be read") {
  const std::string text =
      release_request_text(release_facts("1.1.0", "### Features\n\n- a login"));
  CHECK(text.find("| `sample` | `1.0.0` | `1.1.0` |") != std::string::npos);
  CHECK(text.find("### Features\n\n- a login") != std::string::npos);
  CHECK(record::read_records("title\n\n" + text).front().request == "relctl/release/main/sample");
  ReleaseFacts longer = release_facts("1.1.0", "");
  for (int i = 0; i < 5000; ++i)
    longer.releases.front().notes += "- entry\n";
  CHECK(release_request_text(longer).size() < longer.most_bytes + 500);
}

TEST_CASE("what people write around the marks stays, without marks everything does") {
  const std::string before = release_request_text(release_facts("1.1.0", "- one"));
  const std::string after = release_request_text(release_facts("1.2.0", "- two"));
  CHECK(with_text("Hello.\n\n" + before + "\n\nBye.", after) == "Hello.\n\n" + after + "\n\nBye.");
  CHECK(with_text(before, before) == before);
  CHECK_FALSE(with_text("All mine.", after));
}

TEST_CASE("a request is opened once, updated where something is new, and people's title stays") {
  OneRequest forge;
  ReleaseRequest wanted{
      "b", "main", "release 1.1.0", {}, release_request_text(release_facts("1.1.0", "- one"))};
  CHECK(keep_request(forge, wanted).state == "opened");
  CHECK(keep_request(forge, wanted).state == "unchanged");
  wanted.previous_title = wanted.title;
  wanted.title = "release 1.2.0";
  wanted.text = release_request_text(release_facts("1.2.0", "- two"));
  CHECK(keep_request(forge, wanted).state == "updated");
  CHECK(forge.open->title == "release 1.2.0");
  forge.open->title = "The login release";
  wanted.previous_title = wanted.title;
  wanted.title = "release 2.0.0";
  CHECK(keep_request(forge, wanted).state == "unchanged");
  CHECK(forge.updates == 1);
}
