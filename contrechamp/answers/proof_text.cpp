// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/answers/families.hpp>
#include <contrechamp/answers/proof.hpp>
#include <contrechamp/answers/route_place.hpp>
#include <contrechamp/answers/street_words.hpp>
#include <contrechamp/core/text.hpp>

namespace contrechamp::answers {
namespace {

constexpr std::size_t most_devices_shown = 30;
constexpr std::size_t most_devices_in_a_sentence = 5;

/// Writes one answer; what every part needs is at hand.
class Teller {
 public:
  Teller(const Subject& subject, const trips::Proof& proof, Lang lang) : s_(subject), proof_(proof), lang_(lang) {}

  [[nodiscard]] std::string text(const trips::RouteWish& wish) const {
    return heading(s_, lang_) + model_notice(s_.options, lang_) + "\n" + asked(wish) + moved() + "\n" + claim() + "\n" + way() +
           between() + notes() + closing();
  }
  /// What the proof shows, in sentences.
  [[nodiscard]] std::string claim() const;

 private:
  [[nodiscard]] std::string in(Phrase phrase) const { return std::string(phrase.in(lang_)); }
  [[nodiscard]] std::string metres(std::uint64_t cm) const { return distance(static_cast<double>(cm) / 100, lang_); }
  [[nodiscard]] std::string date() const { return words(as_of(s_), lang_); }
  [[nodiscard]] std::string street(std::uint32_t segment) const;
  [[nodiscard]] std::string place(const trips::ProofPlace& at) const;
  [[nodiscard]] std::string asked(const trips::RouteWish& wish) const;
  [[nodiscard]] std::string moved() const;
  [[nodiscard]] std::string moved(Phrase which, const trips::ProofEnd& end) const;
  [[nodiscard]] std::string devices_named(const std::vector<OsmRef>& devices) const;
  [[nodiscard]] std::string steps_barred() const;
  [[nodiscard]] std::string way() const;
  [[nodiscard]] std::string between() const;
  [[nodiscard]] std::string notes() const;
  [[nodiscard]] std::string closing() const;

  const Subject& s_;
  const trips::Proof& proof_;
  Lang lang_;
};

std::uint64_t length_cm(const trips::ProofPart& part) {
  return std::max(part.from_cm, part.to_cm) - std::min(part.from_cm, part.to_cm);
}

std::string Teller::street(std::uint32_t segment) const {
  return street_words(s_.snapshot.streets[s_.network.segments[segment].street], lang_);
}

std::string Teller::place(const trips::ProofPlace& at) const {
  return street(at.segment) + in({", segment ", ", segment "}) + number(at.segment) + in({" at ", " à "}) + metres(at.cm);
}

std::string Teller::asked(const trips::RouteWish& wish) const {
  const auto at = [](const trips::ProofEnd& end) { return end.in_view ? end.in_view->at : end.at; };
  return in({"From ", "De "}) + place_text(wish.stops.front()) + " (" + place(at(proof_.from)) + ")" + in({" to ", " à "}) +
         place_text(wish.stops.back()) + " (" + place(at(proof_.to)) + "), " + std::string(words(proof_.mode, lang_)) + ".\n" +
         in({"Seen: possibly in view, at least ", "Vu\u202F: peut-être en vue, au moins "}) + band_words(proof_.band, lang_) +
         " (" + std::string(words(proof_.band.ladder, lang_)) + in({"), of a mapped device", "), d’un dispositif cartographié"}) +
         (proof_.left_out.empty() ? "" : in({" that counts", " qui compte"})) + ".\n";
}

std::string Teller::devices_named(const std::vector<OsmRef>& devices) const {
  const std::size_t shown = std::min(devices.size(), most_devices_in_a_sentence);
  std::string out;
  for (std::size_t i = 0; i < shown; ++i) out += (i == 0 ? "" : ", ") + osm_name(devices[i]);
  if (shown == devices.size()) return out;
  return out + in({" and ", " et "}) + count(devices.size() - shown, lang_) + in({" more (--json)", " autres (--json)"});
}

std::string Teller::moved(Phrase which, const trips::ProofEnd& end) const {
  if (!end.in_view) return {};
  std::string out = in(which) + in({" is itself in view, of ", " est déjà en vue, de "}) + devices_named(end.in_view->devices);
  if (end.in_view->at == end.at) {
    return out +
           in({"; no place out of view by the map joins it.\n", "\u202F; aucun lieu hors de vue selon la carte n’y mène.\n"});
  }
  return out +
         in({". What follows is about the nearest place that is not, by the map: ",
             ". La suite porte sur le lieu le plus proche qui ne l’est pas, selon la carte\u202F: "}) +
         place(end.at) + ".\n";
}

std::string Teller::moved() const {
  return moved({"The start", "Le départ"}, proof_.from) + moved({"The end", "L’arrivée"}, proof_.to);
}

std::string Teller::claim() const {
  const std::size_t reached = proof_.reached.nodes.size() + proof_.reached.after.size();
  const std::string junctions =
      count(reached, lang_) + (reached == 1 ? in({" junction", " carrefour"}) : in({" junctions", " carrefours"}));
  switch (proof_.claim) {
    case trips::Claim::unseen_way: {
      std::uint64_t length = 0;
      for (const trips::ProofPart& part : proof_.way) length += length_cm(part);
      return in({"There is an unseen way: no mapped device", "Il y a un chemin non vu\u202F: aucun dispositif cartographié"}) +
             (proof_.left_out.empty() ? "" : in({" that counts", " qui compte"})) +
             in({" sees any centimetre of these ", " n’en voit un centimètre, sur "}) + metres(length) + ", " + date() + ".\n";
    }
    case trips::Claim::no_unseen_way:
      return in({"There is no unseen way, ", "Il n’y a pas de chemin non vu, "}) + date() +
             in({". From the start, ", ". Du départ, on atteint sans être vu "}) + junctions +
             in({" can be reached unseen; ", "\u202F; "}) + steps_barred() + ".\n";
    case trips::Claim::not_joined: break;
  }
  return in({"There is no way at all, seen or not: start and end are not joined for those who travel so. From the start, ",
             "Il n’y a aucun chemin, vu ou non\u202F: départ et arrivée ne sont pas reliés pour qui se déplace ainsi. Du "
             "départ, "}) +
         junctions + in({" can be reached.\n", " peuvent être atteints.\n"});
}

std::string Teller::steps_barred() const {
  const std::size_t steps = proof_.leaving.size();
  if (steps == 1) {
    return in({"the one step that leads on is possibly seen by a mapped device",
               "le seul pas au-delà est peut-être vu par un dispositif cartographié"});
  }
  return in({"each of the ", "chacun des "}) + count(steps, lang_) +
         in({" steps that lead on is possibly seen by a mapped device",
             " pas au-delà est peut-être vu par un dispositif cartographié"});
}

/// Streets one after the other, each with its metres.
std::string Teller::way() const {
  if (proof_.claim != trips::Claim::unseen_way) return {};
  std::vector<std::pair<std::string, std::uint64_t>> along;
  for (const trips::ProofPart& part : proof_.way) {
    const std::string name = street(part.segment);
    if (along.empty() || along.back().first != name) along.emplace_back(name, 0);
    along.back().second += length_cm(part);
  }
  Table table("lr");
  for (const auto& [name, cm] : along) table.row({name, metres(cm)});
  return in({"THE WAY", "LE CHEMIN"}) + "\n" + table.text() + "\n";
}

std::string Teller::between() const {
  if (!proof_.between) return {};
  const std::vector<OsmRef>& devices = proof_.between->devices;
  Table table("lll");
  for (std::size_t i = 0; i < std::min(devices.size(), most_devices_shown); ++i) {
    const auto device = std::find_if(s_.snapshot.devices.begin(), s_.snapshot.devices.end(),
                                     [&](const scene::Device& d) { return d.ref == devices[i]; });
    table.row({osm_name(devices[i]), std::string(word(device->kind, lang_)),
               device->operator_name.empty() ? "–" : device->operator_name});
  }
  const std::string how =
      proof_.between->smallest
          ? in({"fewer would not do: every smaller set was tried",
                "moins ne suffiraient pas\u202F: tout ensemble plus petit a été essayé"})
          : in({"as found: none of them is to spare; perhaps fewer others would do",
                "tel que trouvé\u202F: aucun n’est de trop\u202F; moins, mais d’autres, suffiraient peut-être"});
  const std::string without =
      devices.size() == 1 ? in({"this one", "celui-ci"}) : in({"these ", "ces "}) + count(devices.size(), lang_);
  return in({"WHAT STANDS BETWEEN: without ", "CE QUI SÉPARE\u202F: sans "}) + without +
         in({", a way would be unseen (", ", un chemin serait non vu ("}) + how + ")\n" + table.text() +
         (devices.size() > most_devices_shown ? "  …\n" : "") + "\n";
}

std::string Teller::notes() const {
  std::string out;
  if (!proof_.left_out.empty()) {
    out += "  " + count(proof_.left_out.size(), lang_) + in({" of ", " des "}) + count(s_.snapshot.devices.size(), lang_) +
           in({" devices do not count, as asked\n", " dispositifs ne comptent pas, comme demandé\n"});
  }
  std::uint64_t not_mapped = 0;
  for (const trips::ProofPart& part : proof_.way) {
    if (!is_surveyed(s_, s_.network.segments[part.segment].cell)) not_mapped += length_cm(part);
  }
  if (not_mapped > 0) {
    out += "  " + in({"of the way, ", "du chemin, "}) + metres(not_mapped) +
           in({" lie where no device is known near: nobody may have looked\n",
               " sont là où aucun dispositif n’est connu\u202F: personne n’a peut-être regardé\n"});
  }
  return out.empty() ? out : out + "\n";
}

std::string Teller::closing() const {
  return limits(s_.options, lang_) + "\n" +
         in({"--json writes the proof; contrechamp check-proof judges it by the atlas alone. Computed on this machine; the "
             "places were "
             "sent nowhere and kept nowhere.\n",
             "--json écrit la preuve\u202F; contrechamp check-proof la juge d’après le seul atlas. Calculé sur cette "
             "machine\u202F; les "
             "lieux n’ont été ni envoyés ni conservés nulle part.\n"});
}

}  // namespace

std::string proof_text(const Subject& s, const trips::RouteWish& wish, const trips::Proof& proof, Lang lang) {
  return Teller(s, proof, lang).text(wish);
}

std::string checked_text(const Subject& s, const trips::Proof& proof, Lang lang) {
  return std::string(Phrase{"The proof holds, by this atlas. ", "La preuve est valable, d’après cet atlas. "}.in(lang)) +
         Teller(s, proof, lang).claim();
}

}  // namespace contrechamp::answers
