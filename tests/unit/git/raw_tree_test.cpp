// SPDX-License-Identifier: MIT
#include "git/raw_tree.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace relctl;
using namespace relctl::git;

namespace {

std::string item(const std::string& mode, const std::string& name, char id) {
  return mode + ' ' + name + '\0' + std::string(20, id);
}

ObjectId id_of(char byte) {
  std::array<std::uint8_t, 20> bytes{};
  bytes.fill(static_cast<std::uint8_t>(byte));
  return ObjectId(bytes);
}

/// Takes about a kilobyte.
std::shared_ptr<const RawTree> small_tree() {
  return std::make_shared<const RawTree>(id_of('t'), item("100644", std::string(1000, 'a'), 'a'));
}

}  // namespace

TEST_CASE("a tree's bytes give its entries, in byte order of their names") {
  // git has `a.txt` before the folder `a`, as if that were `a/`.
  const RawTree tree(id_of('t'), item("100644", "a.txt", '1') + item("40000", "a", '2') +
                                     item("100755", "run", '3') + item("120000", "to", '4') +
                                     item("160000", "vendor", '5') + item("100664", "z", '6'));
  const std::vector<Entry> expected = {
      {"a", Mode::directory, id_of('2')},      {"a.txt", Mode::file, id_of('1')},
      {"run", Mode::executable, id_of('3')},   {"to", Mode::symlink, id_of('4')},
      {"vendor", Mode::submodule, id_of('5')}, {"z", Mode::file, id_of('6')}};
  CHECK(tree.list() == expected);
  for (const Entry& entry : expected)
    CHECK(tree.find(entry.name) == entry);
  for (const char* name : {"", "A", "a.tx", "a.txtx", "zz"})
    CHECK_FALSE(tree.find(name));
  CHECK(RawTree(id_of('t'), "").list().empty());
}

TEST_CASE("bytes that are no tree are refused by the object's name") {
  const std::string good = item("100644", "a", '1');
  for (const std::string& bytes :
       {good.substr(0, good.size() - 1), good + "1", std::string("x a\0", 4) + std::string(20, '1'),
        std::string("100644\0", 7) + std::string(20, '1'), item("100644", "", '1'),
        std::string("100644 a")}) {
    CHECK_THROWS_AS(RawTree(id_of('t'), bytes), Error);
  }
}

TEST_CASE("trees that were asked for lately are kept, and no more memory is taken than was said") {
  RawTrees trees(10'000);
  trees.keep(id_of(0), small_tree());
  for (char number = 1; number < 100; ++number) {
    trees.keep(id_of(number), small_tree());
    CHECK(trees.find(id_of(number)));
    CHECK(trees.find(id_of(0)));
  }
  std::size_t kept = 0;
  for (char number = 1; number < 100; ++number)
    kept += trees.find(id_of(number)) ? 1 : 0;
  CHECK(kept > 2);
  CHECK(kept < 10);
}
