// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/subject.hpp>
#include <contrechamp/trips/trace.hpp>
#include <functional>

/// What people and programs read of a trace. Its numbers are trips::Trace's.
namespace contrechamp::answers {

/// What was asked: words are a stranger's.
struct TraceQuestion {
  scene::Mode mode = scene::Mode::foot;
  trips::Wish wish;
};
/// `mode`: foot, bike or car. `ladder`: empty for all that count for the mode. `band`: empty for all of each ladder; without a
/// ladder, of the first one of the mode that has it. Errors: bad_argument with what is known.
[[nodiscard]] Result<TraceQuestion> trace_question(const Subject& subject, std::string_view mode, std::string_view ladder,
                                                   std::string_view band);

[[nodiscard]] trips::City city_of(const Subject& subject);

/// A trace with what it was asked and read from.
struct Traced {
  TraceQuestion question;
  trips::Trace trace;
  trips::ReadCounts counts;
};
[[nodiscard]] std::string trace_json(const Subject& subject, const Traced& traced);
[[nodiscard]] std::string trace_text(const Subject& subject, const Traced& traced, Lang lang);

/// The stretches in view as GeoJSON, one LineString each, in the order of the track. Handed on in pieces of some 64 kB.
class TraceGeojson : public trips::PieceSink {
 public:
  using Out = std::function<void(std::string_view)>;
  TraceGeojson(const Subject& subject, Out out);
  void piece(const trips::Run& run, const trips::Piece& piece) override;
  /// Closes the collection.
  void finish();

 private:
  const Subject& subject_;
  Out out_;
  std::string pending_;
  bool first_ = true;
};

}  // namespace contrechamp::answers
