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

  /// The value of `key`, which counts as `size`; made by `make()` where it is not among those kept.
  /// What `make` throws is passed on, and nothing is kept then.
  template <typename Make>
  std::shared_ptr<const Value> get(const Key& key, std::size_t size, const Make& make) {
    const auto young = young_.find(key);
    if (young != young_.end()) return young->second;
    const auto old = old_.find(key);
    auto value = old != old_.end() ? old->second : std::make_shared<const Value>(make());
    if (size_ >= most_) {
      old_ = std::exchange(young_, {});
      size_ = 0;
    }
    size_ += size;
    young_.emplace(key, value);
    return value;
  }

 private:
  using Values = std::map<Key, std::shared_ptr<const Value>>;

  std::size_t most_;
  std::size_t size_ = 0;  ///< of the young ones
  Values young_;
  Values old_;  ///< what was young before
};

}  // namespace relctl
