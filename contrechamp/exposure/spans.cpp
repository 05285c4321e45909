// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/exposure/spans.hpp>

namespace contrechamp::exposure {

void append(CmSpans& spans, CmSpan more) {
  if (more.from >= more.to) return;
  if (!spans.empty() && more.from <= spans.back().to) {
    spans.back().to = std::max(spans.back().to, more.to);
  } else {
    spans.push_back(more);
  }
}

void round(const Stretches& stretches, Rounding rounding, CmSpans& into) {
  into.clear();
  for (const visibility::Interval& s : stretches) {
    const Place from = place(s.from);
    const Place to = place(s.to);
    switch (rounding) {
      case Rounding::inward: append(into, {from.ceil(), to.floor()}); break;
      case Rounding::nearest: append(into, {from.cm, to.cm}); break;
      case Rounding::outward: append(into, {from.floor(), to.ceil()}); break;
    }
  }
}

void intersect(const CmSpans& a, const CmSpans& b, CmSpans& into) {
  into.clear();
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    append(into, {std::max(a[i].from, b[j].from), std::min(a[i].to, b[j].to)});
    if (a[i].to < b[j].to) {
      ++i;
    } else {
      ++j;
    }
  }
}

void unite(const CmSpans& a, const CmSpans& b, CmSpans& into) {
  into.clear();
  for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
    const bool first = j == b.size() || (i < a.size() && a[i].from <= b[j].from);
    append(into, first ? a[i++] : b[j++]);
  }
}

void subtract(const CmSpans& from, const CmSpans& without, CmSpans& into) {
  into.clear();
  for (CmSpan rest : from) {
    for (const CmSpan& hole : without) {
      if (hole.to <= rest.from || hole.from >= rest.to) continue;
      if (hole.from > rest.from) into.push_back({rest.from, hole.from});
      rest.from = hole.to;
      if (rest.from >= rest.to) break;
    }
    if (rest.from < rest.to) into.push_back(rest);
  }
}

}  // namespace contrechamp::exposure
