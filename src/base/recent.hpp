// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <utility>

namespace relctl {

/// The values that were asked about last, of a size of at most about twice `most` together: a long
/// history takes no more memory than a short one.
template <typename Key, typename Value>
class Recent {
 public:
  explicit Recent(std::size_t most) : most_(most) {}

  /// The value of `key`; null where it is not among those kept.
  std::shared_ptr<const Value> find(const Key& key) {
    const auto young = young_.find(key);
    if (young != young_.end()) return young->second.value;
    const auto old = old_.find(key);
    if (old == old_.end()) return nullptr;
    keep(key, old->second.size, old->second.value);
    return young_.at(key).value;
  }

  /// Keeps a value that find() did not give; it counts as `size`.
  void keep(const Key& key, std::size_t size, std::shared_ptr<const Value> value) {
    if (size_ >= most_) {
      old_ = std::exchange(young_, {});
      size_ = 0;
    }
    size_ += size;
    young_.emplace(key, Kept{size, std::move(value)});
  }

  /// The value of `key`, which counts as `size`; made by `make()` where it is not among those kept.
  /// What `make` throws is passed on, and nothing is kept then.
  template <typename Make>
  std::shared_ptr<const Value> get(const Key& key, std::size_t size, const Make& make) {
    std::shared_ptr<const Value> value = find(key);
    if (!value) keep(key, size, value = std::make_shared<const Value>(make()));
    return value;
  }

 private:
  struct Kept {
    std::size_t size = 0;
    std::shared_ptr<const Value> value;
  };
  using Values = std::map<Key, Kept>;

  std::size_t most_;
  std::size_t size_ = 0;  ///< of the young ones
  Values young_;
  Values old_;  ///< what was young before
};

}  // namespace relctl
