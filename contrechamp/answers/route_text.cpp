// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/answers/families.hpp>
#include <contrechamp/answers/phrases.hpp>
#include <contrechamp/answers/route.hpp>
#include <contrechamp/answers/route_place.hpp>
#include <contrechamp/answers/street_words.hpp>
#include <contrechamp/core/text.hpp>

namespace contrechamp::answers {
namespace {

constexpr std::size_t most_devices_shown = 30;

constexpr std::array<std::array<Phrase, 3>, 2> small_words{{
    {{{"metres certainly in view", "mètres en vue avec certitude"},
      {"expected metres in view", "mètres en vue attendus"},
      {"metres possibly in view", "mètres peut-être en vue"}}},
    {{{"seconds certainly in view", "secondes en vue avec certitude"},
      {"expected seconds in view", "secondes en vue attendues"},
      {"seconds possibly in view", "secondes peut-être en vue"}}},
}};
constexpr std::array<Phrase, 2> rather_words{
    {{"metres that are not certainly in view", "mètres qui ne sont pas en vue avec certitude"},
     {"seconds that are not certainly in view", "secondes qui ne sont pas en vue avec certitude"}}};

double real(std::uint64_t n) { return static_cast<double>(n); }
std::string numbered(std::size_t n) { return number(static_cast<std::int64_t>(n)); }

/// Writes one answer; what every part needs is at hand.
class Teller {
 public:
  Teller(const Subject& subject, const Routed& routed, Lang lang)
      : s_(subject), wish_(routed.wish), routed_(routed), routes_(routed.routes), lang_(lang) {}

  [[nodiscard]] std::string text(FrontShown shown) const {
    std::string out = heading(s_, lang_) + model_notice(s_.options, lang_) + "\n" + asked() + "\n" + table() + sentences() + "\n";
    if (shown == FrontShown::whole) out += front();
    return out + devices() + notes() + closing();
  }

 private:
  [[nodiscard]] std::string in(Phrase phrase) const { return std::string(phrase.in(lang_)); }
  /// Whole metres as far as people compare them: routes differ by less than tenths of a kilometre.
  [[nodiscard]] std::string far(double m) const {
    constexpr double far_m = 9999.5;
    if (m < 999.5 || m >= far_m) return distance(m, lang_);
    return count(static_cast<std::uint64_t>(m + 0.5), lang_) + " m";
  }
  [[nodiscard]] std::string metres(std::uint64_t cm) const { return far(real(cm) / 100); }

  /// "48.8566000,2.3522000 (Rue de Rivoli, 12 m away)".
  [[nodiscard]] std::string stop(std::size_t i) const {
    const streets::Spot& spot = routes_.stops[i];
    std::string more = street_words(s_.snapshot.streets[s_.network.segments[spot.segment].street], lang_);
    if (spot.away_m >= 0.5) more += ", " + in({"", "à "}) + distance(spot.away_m, lang_) + in({" away", ""});
    if (spot.passed_over)
      more += in({"; nearer streets are not joined to the others", "\u202F; les plus proches ne sont pas reliées aux autres"});
    return place_text(wish_.stops[i]) + " (" + more + ")";
  }

  [[nodiscard]] std::string asked() const {
    const std::size_t last = routes_.stops.size() - 1;
    std::string out = in({"From ", "De "}) + stop(0) + in({" to ", " à "}) + stop(last);
    for (std::size_t i = 1; i < last; ++i) out += in({", via ", ", par "}) + stop(i);
    const auto unit = static_cast<std::size_t>(wish_.unit);
    const Phrase small = wish_.seen_rather ? rather_words[unit] : small_words[unit][static_cast<std::size_t>(wish_.avoid)];
    out += ", " + std::string(words(wish_.mode, lang_)) + ".\n" + in({"In view: at least ", "En vue\u202F: au moins "}) +
           band_words(wish_.band, lang_) + " (" + std::string(words(wish_.band.ladder, lang_)) + "). " +
           in({"Kept small: ", "Réduit au plus bas\u202F: "}) + in(small) + ".\n";
    if (devices_with_view(s_)[static_cast<std::size_t>(wish_.band.ladder)] == 0)
      out += in({"No mapped device for it, ", "Aucun dispositif cartographié pour cela, "}) + words(as_of(s_), lang_) + ".\n";
    return out;
  }

  /// What is in view, as it is measured.
  [[nodiscard]] std::string amount(double cm, double ms) const {
    if (wish_.unit == trips::Unit::metres) return far(cm / 100);
    return duration(ms) + " (" + far(cm / 100) + ")";
  }
  [[nodiscard]] std::vector<std::string> row(std::size_t i, bool not_mapped) const {
    const trips::Route& route = routes_.routes[i];
    const exposure::InView& cm = route.seen;
    const exposure::InView& ms = route.seen_ms;
    std::vector<std::string> cells{
        numbered(i + 1),
        duration(real(route.time_ms)),
        metres(route.length_cm),
        amount(real(cm.certain_cm), real(ms.certain_cm)),
        amount(real(cm.expected) / exposure::full_probability, real(ms.expected) / exposure::full_probability),
        amount(real(cm.possible_cm), real(ms.possible_cm)),
        count(route.met.size(), lang_)};
    if (not_mapped) cells.push_back(metres(route.not_mapped_cm));
    return cells;
  }

  /// As searched: what the unit measures.
  [[nodiscard]] std::string searched(routing::Cost exposure) const {
    const double tenths = static_cast<double>(exposure);
    return wish_.unit == trips::Unit::metres ? far(tenths / 10) : duration(tenths * 100);
  }
  /// Within the limits; what they would have to be.
  [[nodiscard]] std::string nothing() const {
    return in({"none within these limits; the fastest takes ", "aucun dans ces limites\u202F; le plus rapide dure "}) +
           duration(static_cast<double>(routes_.least_time) * 100) +
           in({"; what is kept small is at least ", "\u202F; ce qui est réduit vaut au moins "}) +
           searched(routes_.least_exposure);
  }

  [[nodiscard]] std::string table() const {
    const std::string title = in({"ROUTES, from the fastest to ", "TRAJETS, du plus rapide au "}) + far_end(wish_, lang_) + "\n";
    if (routes_.routes.empty()) return title + "  " + nothing() + "\n";
    const bool not_mapped = std::any_of(routes_.routes.begin(), routes_.routes.end(),
                                        [](const trips::Route& route) { return route.not_mapped_cm > 0; });
    Table table("r");
    std::vector<std::string> head{"",
                                  in({"time", "durée"}),
                                  in({"length", "longueur"}),
                                  in({"certain", "certain"}),
                                  in({"expected", "attendu"}),
                                  in({"possible", "possible"}),
                                  in({"devices", "dispositifs"})};
    if (not_mapped) head.push_back(in({"not mapped", "non relevé"}));
    table.row(std::move(head));
    for (std::size_t i = 0; i < routes_.routes.size(); ++i) table.row(row(i, not_mapped));
    return title + table.text();
  }

  [[nodiscard]] std::string sentences() const {
    const std::string colon = in({": ", "\u202F: "});
    std::string out;
    for (std::size_t i = 0; i < routes_.routes.size(); ++i) {
      out += "  " + numbered(i + 1) + colon + route_sentence(routed_, i, lang_) + ".\n";
      // A route without length has none in view, even where one is seen.
      if (routes_.routes[i].seen.possible_cm == 0 && routes_.routes[i].length_cm > 0) out += "  " + unseen(i) + "\n";
    }
    if (routes_.front.size() == 1)
      out += "  " + in({"No other is better in time or in view.", "Aucun autre n’est meilleur en durée ou en vue."}) + "\n";
    if (routes_.front.size() > routes_.routes.size()) {
      out += "  " + numbered(routes_.routes.size()) + in({" of ", " sur "}) + count(routes_.front.size(), lang_) +
             in({" routes that no other beats in both time and view; --front and --json tell all.\n",
                 " trajets qu’aucun autre ne bat à la fois en durée et en vue\u202F; --front et --json les donnent tous.\n"});
    }
    return out + "  " + how_sure() + "\n";
  }

  /// That there is no other.
  [[nodiscard]] std::string how_sure() const {
    if (!routes_.finished) {
      return in({"The search was stopped early: there may be others.",
                 "La recherche a été arrêtée avant la fin\u202F: il peut y en avoir d’autres."});
    }
    if (!routes_.certified) {
      return in({"That there are no others is exact by search, not certified: --certified does that.",
                 "Qu’il n’y en a pas d’autres est exact par la recherche, non certifié\u202F: --certified s’en charge."});
    }
    return in({"That there are no others is certified: code that shares none with the search has judged it.",
               "Qu’il n’y en a pas d’autres est certifié\u202F: un code étranger à la recherche l’a jugé."});
  }

  /// Never more than the map can say.
  [[nodiscard]] std::string unseen(std::size_t i) const {
    const bool some = !wish_.device_counts.empty();
    std::string out = (some ? in({"No mapped device that counts sees route ",
                                  "Aucun dispositif cartographié parmi ceux qui comptent ne voit le trajet "})
                            : in({"No mapped device sees route ", "Aucun dispositif cartographié ne voit le trajet "})) +
                      numbered(i + 1) + in({" so, ", " ainsi, "}) + words(as_of(s_), lang_);
    const std::uint64_t cm = routes_.routes[i].not_mapped_cm;
    if (cm > 0) {
      out += in({"; of it ", "\u202F; "}) + metres(cm) +
             in({" lie where nobody may have looked", " en sont là où personne n’a peut-être regardé"});
    }
    return out + ".";
  }

  /// Every pair of costs, as searched: rounded up segment by segment.
  [[nodiscard]] std::string front() const {
    Table table("r");
    table.row({"", in({"time", "durée"}), in({"kept small", "réduit"}), in({"route", "trajet"})});
    for (std::size_t i = 0; i < routes_.front.size(); ++i) {
      const routing::Point& point = routes_.front[i];
      const auto shown = std::find(routes_.shown.begin(), routes_.shown.end(), i);
      table.row({numbered(i + 1), duration(static_cast<double>(point.time) * 100), searched(point.exposure),
                 shown == routes_.shown.end() ? "" : numbered(static_cast<std::size_t>(shown - routes_.shown.begin()) + 1)});
    }
    return in({"THE WHOLE FRONT, as searched: rounded up segment by segment",
               "LE FRONT ENTIER, tel que cherché\u202F: arrondi vers le haut à chaque tronçon"}) +
           "\n" + table.text() + "\n";
  }

  /// Of the least seen route.
  [[nodiscard]] std::string devices() const {
    if (routes_.routes.empty() || routes_.routes.back().met.empty()) return {};
    const std::vector<trips::RouteMet>& all = routes_.routes.back().met;
    Table table("lllr");
    table.row({in({"device", "dispositif"}), in({"kind", "sorte"}), in({"operator", "exploitant"}), in({"certain", "certain"}),
               in({"expected", "attendu"}), in({"possible", "possible"}), in({"first at", "d’abord à"}), in({"after", "après"}),
               in({"up to", "jusqu’à"})});
    for (std::size_t i = 0; i < std::min(all.size(), most_devices_shown); ++i) {
      const trips::RouteMet& met = all[i];
      const scene::Device& device = s_.snapshot.devices[met.device];
      table.row({osm_name(device.ref), std::string(word(device.kind, lang_)),
                 device.operator_name.empty() ? "–" : device.operator_name, metres(met.seen.certain_cm),
                 far(real(met.seen.expected) / exposure::full_probability / 100), metres(met.seen.possible_cm),
                 metres(met.first_cm), duration(real(met.first_ms)),
                 band_words({wish_.band.ladder, met.narrowest_possible}, lang_)});
    }
    std::string out = in({"DEVICES THAT MAY SEE ROUTE ", "DISPOSITIFS QUI PEUVENT VOIR LE TRAJET "}) +
                      numbered(routes_.routes.size()) + in({", ", ", le "}) + far_end(wish_, lang_) + "\n" + table.text();
    if (all.size() > most_devices_shown) {
      out += "  " + in({"and ", "et "}) + count(all.size() - most_devices_shown, lang_) +
             in({" more: --json lists all", " autres\u202F: --json les liste tous"}) + "\n";
    }
    return out + "\n";
  }

  /// Most that the figures of a route differ from those measured again, in cm.
  [[nodiscard]] std::uint64_t most_apart() const {
    const auto apart = [](std::uint64_t a, std::uint64_t b) { return a > b ? a - b : b - a; };
    std::uint64_t most = 0;
    for (const trips::Route& route : routes_.routes) {
      most = std::max(
          {most, apart(route.seen.certain_cm, route.again.certain_cm), apart(route.seen.possible_cm, route.again.possible_cm)});
    }
    return most;
  }

  [[nodiscard]] std::string notes() const {
    std::string out;
    const auto left_out = std::count(wish_.device_counts.begin(), wish_.device_counts.end(), 0);
    if (!wish_.device_counts.empty()) {
      out += "  " + count(static_cast<std::uint64_t>(left_out), lang_) + in({" of ", " des "}) +
             count(s_.snapshot.devices.size(), lang_) +
             in({" devices do not count, as asked\n", " dispositifs ne comptent pas, comme demandé\n"});
    }
    for (std::size_t i = 0; i < routes_.routes.size(); ++i) {
      if (routes_.routes[i].not_mapped_cm == 0) continue;
      out += "  " + in({"of route ", "du trajet "}) + numbered(i + 1) + ", " + metres(routes_.routes[i].not_mapped_cm) +
             in({" are not mapped: no device is known near, nobody may have looked; this is not \"not in view\"\n",
                 " ne sont pas relevés\u202F: aucun dispositif connu près de là, personne n’a peut-être regardé\u202F; ce n’est "
                 "pas «\u202Fhors de vue\u202F»\n"});
    }
    if (!routes_.routes.empty()) {
      out += "  " +
             in({"measured again from devices, walls and lines alone: at most ",
                 "mesuré de nouveau à partir des seuls dispositifs, murs et lignes\u202F: écart d’au plus "}) +
             decimal(real(most_apart()) / 100, 2, lang_) + in({" m apart\n", " m\n"});
    }
    for (std::size_t i = 0; i < routes_.routes.size(); ++i) {
      if (routes_.routes[i].again_agrees) continue;
      out += "  " + in({"of route ", "du trajet "}) + numbered(i + 1) +
             in({" that is more than rounding explains: please report it\n",
                 ", c’est plus que n’explique l’arrondi\u202F: merci de le signaler\n"});
    }
    return out + "  " +
           in({"times at usual speeds for each kind of way, without waiting at crossings\n",
               "durées aux vitesses usuelles de chaque sorte de voie, sans attente aux carrefours\n"}) +
           "\n";
  }

  [[nodiscard]] std::string closing() const {
    return limits(s_.options, lang_) + "\n" +
           in({"Computed on this machine; the places were sent nowhere and kept nowhere.\n",
               "Calculé sur cette machine\u202F; les lieux n’ont été ni envoyés ni conservés nulle part.\n"});
  }

  const Subject& s_;
  const trips::RouteWish& wish_;
  const Routed& routed_;
  const trips::Routes& routes_;
  Lang lang_;
};

}  // namespace

std::string route_text(const Subject& subject, const Routed& routed, FrontShown shown, Lang lang) {
  return Teller(subject, routed, lang).text(shown);
}

}  // namespace contrechamp::answers
