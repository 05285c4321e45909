// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/answers/families.hpp>
#include <contrechamp/answers/features.hpp>
#include <contrechamp/answers/trace.hpp>
#include <contrechamp/core/text.hpp>

namespace contrechamp::answers {
namespace {

constexpr std::size_t most_devices_shown = 30;
constexpr std::size_t most_tracks_shown = 10;

std::string say(Phrase phrase, Lang lang) { return std::string(phrase.in(lang)); }

std::string metres(std::uint64_t cm, Lang lang) { return distance(static_cast<double>(cm) / 100, lang); }

double mean(std::uint64_t expected) { return static_cast<double>(expected) / exposure::full_probability; }

/// Metres, and the time where there is any.
std::string both(double cm, double ms, bool timed, Lang lang) {
  return distance(cm / 100, lang) + (timed ? " (" + duration(ms) + ")" : "");
}

struct Three {
  std::string certain, expected, possible;
};
Three three(const trips::Seen& seen, bool timed, Lang lang) {
  const auto whole = [](std::uint64_t v) { return static_cast<double>(v); };
  return {both(whole(seen.length.certain_cm), whole(seen.time.certain_cm), timed, lang),
          both(mean(seen.length.expected), mean(seen.time.expected), timed, lang),
          both(whole(seen.length.possible_cm), whole(seen.time.possible_cm), timed, lang)};
}

std::string when(std::optional<std::int64_t> ms) { return ms ? iso_time(*ms / 1000) : "–"; }

/// Writes one answer; what every part needs is at hand.
class Teller {
 public:
  Teller(const Subject& subject, const Traced& traced, Lang lang)
      : s_(subject),
        t_(traced),
        trace_(traced.trace),
        lang_(lang),
        timed_(trace_.way.ms > 0),
        with_view_(devices_with_view(subject)) {}

  std::string text() const {
    return heading(s_, lang_) + model_notice(s_.options, lang_) + "\n" + first_lines() + "\n" + notes() + bands() + stretches() +
           devices() + tracks() + closing();
  }

 private:
  [[nodiscard]] std::uint64_t measured_in(optics::Ladder ladder) const { return with_view_[static_cast<std::size_t>(ladder)]; }
  [[nodiscard]] std::string in(Phrase phrase) const { return say(phrase, lang_); }
  [[nodiscard]] std::uint8_t leading(optics::Ladder ladder) const {
    return t_.question.wish.band.value_or(optics::leading_band_of(ladder));
  }

  [[nodiscard]] std::string first_lines() const {
    const optics::Ladder ladder = t_.question.wish.ladders.front();
    std::string out = metres(trace_.way.cm, lang_) + (timed_ ? ", " + duration(static_cast<double>(trace_.way.ms)) : "") + ", " +
                      std::string(words(t_.question.mode, lang_)) + ".\n";
    if (measured_in(ladder) == 0)
      return out + in({"No mapped device for it, ", "Aucun dispositif cartographié pour cela, "}) + words(as_of(s_), lang_) +
             ".\n";
    std::uint64_t sure = 0;
    std::uint64_t all = 0;
    for (const trips::Met& met : trace_.met) {
      if (met.ladder != ladder) continue;
      ++all;
      sure += met.seen.length.certain_cm + met.seen.time.certain_cm > 0 ? 1 : 0;
    }
    const auto led = std::find_if(trace_.bands.begin(), trace_.bands.end(), [&](const trips::BandSeen& b) {
      return b.band.ladder == ladder && b.band.band == leading(ladder);
    });
    const Three figures = three(led->seen, timed_, lang_);
    return out + in({"In view, well enough to ", "En vue, assez bien pour "}) + band_words({ladder, leading(ladder)}, lang_) +
           in({": certain ", "\u202F: certain "}) + figures.certain + in({", expected ", ", attendu "}) + figures.expected +
           in({", possible ", ", possible "}) + figures.possible + ".\n" + in({"Of at least ", "D’au moins "}) +
           count(sure, lang_) + in({" mapped devices for certain, of up to ", " dispositifs cartographiés avec certitude, de "}) +
           count(all, lang_) +
           in({" possibly. Others may see it too, that nobody has mapped.\n",
               " peut-être. D’autres peuvent voir aussi, que personne n’a relevés.\n"});
  }

  /// A zero of certain is told with those that can never be.
  [[nodiscard]] std::uint64_t undirected() const {
    return static_cast<std::uint64_t>(std::count_if(trace_.met.begin(), trace_.met.end(), [&](const trips::Met& met) {
      return optics::family(met.ladder) == "image" && !direction_known(s_.snapshot.devices[met.device]);
    }));
  }
  void note(std::string& out, std::uint64_t n, const std::string& text) const {
    if (n > 0) out += "  " + text + "\n";
  }
  void counted(std::string& out, std::uint64_t n, Phrase phrase) const { note(out, n, count(n, lang_) + " " + in(phrase)); }

  [[nodiscard]] std::string notes() const {
    std::string out = "  " + count(trace_.near_devices, lang_) +
                      in({" known devices within ", " dispositifs connus à moins de "}) +
                      distance(s_.options.exposure.optics.max_range.count(), lang_) + in({" of it; ", "\u202F; "}) +
                      count(s_.snapshot.device_objects.read, lang_) + in({" objects read, ", " objets lus, "}) +
                      count(s_.snapshot.device_objects.kept, lang_) + in({" kept\n", " retenus\n"});
    counted(out, undirected(),
            {"of the devices met have no known direction: never certain",
             "des dispositifs rencontrés sont sans direction connue\u202F: jamais certains"});
    note(out, trace_.not_mapped.cm + trace_.not_mapped.ms,
         metres(trace_.not_mapped.cm, lang_) +
             in({" not mapped: no device is known near, nobody may have looked; this is not \"not in view\"",
                 " non relevés\u202F: aucun dispositif connu près de là, personne n’a peut-être regardé\u202F; ce n’est pas "
                 "«\u202Fhors de vue\u202F»"}));
    note(out, trace_.sparse_lines,
         in({"straight line assumed over ", "ligne droite supposée sur "}) + metres(trace_.sparse.cm, lang_) +
             (timed_ ? " (" + duration(static_cast<double>(trace_.sparse.ms)) + ")" : "") +
             in({": fixes over 200 m or 1 min apart, ", "\u202F: relevés à plus de 200 m ou 1 min, "}) +
             count(trace_.sparse_lines, lang_) + in({" times", " fois"}));
    note(out, trace_.untimed_cm,
         metres(trace_.untimed_cm, lang_) +
             in({" without times: in no figure of time", " sans horaires\u202F: dans aucune durée"}));
    counted(out, trace_.backward_times,
            {"times the clock goes back: that time is not counted", "fois l’heure recule\u202F: cette durée n’est pas comptée"});
    counted(out, t_.counts.strange_times, {"times could not be read", "heures illisibles"});
    counted(
        out, t_.counts.unfit_times,
        {"lists of times do not fit their line: not used", "listes d’heures ne vont pas avec leur ligne\u202F: non utilisées"});
    counted(out, trace_.leaps, {"leaps of over 100 km, not followed", "sauts de plus de 100 km, non suivis"});
    counted(out, trace_.lone_fixes, {"fixes by themselves, which make no line", "relevés isolés, qui ne font pas de ligne"});
    counted(out, t_.counts.points, {"points off the tracks, not used", "points hors des traces, non utilisés"});
    counted(out, t_.counts.other_shapes, {"other shapes, not used", "autres formes, non utilisées"});
    return out + "  " +
           in({"taken to be on the ground, in no tunnel and on no other storey\n",
               "supposée au sol, ni en tunnel ni à un autre niveau\n"}) +
           "\n";
  }

  [[nodiscard]] std::string bands() const {
    Table table;
    table.row(
        {in({"at least", "au moins"}), in({"certain", "certain"}), in({"expected", "attendu"}), in({"possible", "possible"})});
    std::string silent;
    for (const trips::BandSeen& band : trace_.bands) {
      if (measured_in(band.band.ladder) == 0) {
        if (band.band.band == leading(band.band.ladder))
          silent += "  " + std::string(words(band.band.ladder, lang_)) +
                    in({": no mapped device, ", "\u202F: aucun dispositif cartographié, "}) + words(as_of(s_), lang_) + "\n";
        continue;
      }
      const Three figures = three(band.seen, timed_, lang_);
      table.row({band_words({band.band.ladder, band.band.band}, lang_), figures.certain, figures.expected, figures.possible});
    }
    return in({"IN VIEW, BY BAND", "EN VUE, PAR BANDE"}) + "\n" + table.text() + silent + "\n";
  }

  [[nodiscard]] std::string stretches() const {
    if (trace_.stretches.empty()) return {};
    Table table("lr");
    table.row({in({"from", "de"}), in({"at", "à"}), in({"length", "longueur"}), in({"certain", "certain"}),
               in({"expected", "attendu"}), in({"possible", "possible"}), in({"devices", "dispositifs"})});
    for (const trips::Stretch& stretch : trace_.stretches) {
      const Three figures = three(stretch.seen, timed_, lang_);
      const std::string track =
          trace_.tracks > 1 ? in({"track ", "trace "}) + number(static_cast<std::int64_t>(stretch.track)) + ", " : "";
      table.row({track + metres(stretch.from_cm, lang_), when(stretch.begin_ms), metres(stretch.way.cm, lang_), figures.certain,
                 figures.expected, figures.possible, count(stretch.devices, lang_)});
    }
    return in({"MOST WATCHED STRETCHES, of about 100 m", "TRONÇONS LES PLUS VUS, de 100 m environ"}) + "\n" + table.text() + "\n";
  }

  [[nodiscard]] std::string devices() const {
    if (trace_.met.empty()) return {};
    Table table("lllr");
    table.row({in({"device", "dispositif"}), in({"kind", "sorte"}), in({"operator", "exploitant"}), in({"certain", "certain"}),
               in({"expected", "attendu"}), in({"possible", "possible"}), in({"first", "d’abord"}), in({"up to", "jusqu’à"})});
    for (std::size_t i = 0; i < trace_.met.size() && i < most_devices_shown; ++i) {
      const trips::Met& met = trace_.met[i];
      const scene::Device& device = s_.snapshot.devices[met.device];
      const Three figures = three(met.seen, timed_, lang_);
      table.row({osm_name(device.ref), std::string(word(device.kind, lang_)),
                 device.operator_name.empty() ? "–" : device.operator_name, figures.certain, figures.expected, figures.possible,
                 met.first_ms ? when(met.first_ms) : metres(met.first_cm, lang_),
                 band_words({met.ladder, met.narrowest_possible}, lang_)});
    }
    std::string out = in({"DEVICES MET, by expected view", "DISPOSITIFS RENCONTRÉS, par vue attendue"}) + "\n" + table.text();
    if (trace_.met.size() > most_devices_shown) {
      out += "  " + in({"and ", "et "}) + count(trace_.met.size() - most_devices_shown, lang_) +
             in({" more: --json lists all", " autres\u202F: --json les liste tous"}) + "\n";
    }
    return out + "\n";
  }

  [[nodiscard]] std::string tracks() const {
    if (trace_.tracks < 2) return {};
    Table table("llr");
    table.row({in({"track", "trace"}), in({"name", "nom"}), in({"length", "longueur"}), in({"certain", "certain"}),
               in({"expected", "attendu"}), in({"possible", "possible"})});
    for (std::size_t i = 0; i < trace_.list.size() && i < most_tracks_shown; ++i) {
      const trips::TrackSummary& track = trace_.list[i];
      const Three figures = three(track.seen, timed_, lang_);
      table.row({number(static_cast<std::int64_t>(i + 1)), track.name.empty() ? "–" : track.name, metres(track.way.cm, lang_),
                 figures.certain, figures.expected, figures.possible});
    }
    std::string out = in({"TRACKS", "TRACES"}) + "\n" + table.text();
    if (trace_.tracks > most_tracks_shown)
      out += "  " + in({"and ", "et "}) + count(trace_.tracks - most_tracks_shown, lang_) + in({" more\n", " autres\n"});
    return out + "\n";
  }

  [[nodiscard]] std::string closing() const {
    return limits(s_.options, lang_) + "\n" +
           in({"Computed on this machine; the track was sent nowhere and kept nowhere.\n",
               "Calculé sur cette machine\u202F; la trace n’a été ni envoyée ni conservée nulle part.\n"});
  }

  const Subject& s_;
  const Traced& t_;
  const trips::Trace& trace_;
  Lang lang_;
  bool timed_;
  std::array<std::uint64_t, optics::all_ladders.size()> with_view_;
};

}  // namespace

std::string trace_text(const Subject& subject, const Traced& traced, Lang lang) { return Teller(subject, traced, lang).text(); }

}  // namespace contrechamp::answers
