// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/exposure/stretches.hpp>

namespace contrechamp::exposure {
namespace {
constexpr double touching_cm = 1e-6;
}  // namespace

void join(Stretches& stretches) {
  if (stretches.size() < 2) return;
  std::sort(stretches.begin(), stretches.end(), [](auto a, auto b) { return a.from < b.from; });
  std::size_t last = 0;
  for (std::size_t i = 1; i < stretches.size(); ++i) {
    if (stretches[i].from <= stretches[last].to + touching_cm) {
      stretches[last].to = std::max(stretches[last].to, stretches[i].to);
    } else {
      stretches[++last] = stretches[i];
    }
  }
  stretches.resize(last + 1);
}

void unite(Stretches& list, visibility::Interval more) {
  for (const visibility::Interval& part : list) {
    if (part.from <= more.from && more.to <= part.to) return;  // mostly
  }
  auto first = list.begin();
  while (first != list.end() && first->to < more.from) ++first;
  auto last = first;
  for (; last != list.end() && last->from <= more.to; ++last) {
    more = {std::min(more.from, last->from), std::max(more.to, last->to)};
  }
  if (first == last) {
    list.insert(first, more);
  } else {
    *first = more;
    list.erase(first + 1, last);
  }
}

Stretches minus(const Stretches& from, const Stretches& without) {
  Stretches left;
  for (visibility::Interval rest : from) {
    for (const visibility::Interval& hole : without) {
      if (hole.to <= rest.from || hole.from >= rest.to) continue;
      if (hole.from > rest.from) left.push_back({rest.from, hole.from});
      rest.from = hole.to;
      if (rest.from >= rest.to) break;
    }
    if (rest.from < rest.to) left.push_back(rest);
  }
  return left;
}

}  // namespace contrechamp::exposure
