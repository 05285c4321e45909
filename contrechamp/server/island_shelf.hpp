// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/observatory/observatory.hpp>
#include <list>
#include <memory>
#include <mutex>
#include <string>

namespace contrechamp::server {

/// Unseen islands that were found, for all tiles that show them: those of the last few questions. For several threads.
class IslandShelf {
 public:
  /// The observatory must outlive it.
  explicit IslandShelf(const observatory::Observatory& observatory) : observatory_(observatory) {}
  using Islands = std::shared_ptr<const trips::Islands>;
  /// observatory::Observatory::islands; who asks for the same while they are being found waits for them.
  [[nodiscard]] Result<Islands> of(const observatory::Question& question);

 private:
  struct Wish {
    std::string mode, ladder, band;
    answers::DeviceFilter filter;
    bool operator==(const Wish&) const = default;
  };
  struct Place {
    explicit Place(Wish asked) : wish(std::move(asked)) {}
    const Wish wish;
    std::mutex mutex;
    Islands found;
  };
  [[nodiscard]] std::shared_ptr<Place> place_of(Wish wish);

  const observatory::Observatory& observatory_;
  std::mutex mutex_;
  std::list<std::shared_ptr<Place>> places_;  // the newest first
};

}  // namespace contrechamp::server
