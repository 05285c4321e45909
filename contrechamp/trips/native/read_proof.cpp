// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <charconv>
#include <contrechamp/trips/native/read_proof.hpp>
#include <initializer_list>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

namespace contrechamp::trips {
namespace {

using Json = nlohmann::json;
constexpr std::string_view schema = "contrechamp-proof-1";
constexpr std::size_t longest_word = 64;  // of a stranger's words in a message

template <class T>
using Named = std::pair<std::string_view, T>;
constexpr std::array<Named<Claim>, 3> claims{
    {{"unseen_way", Claim::unseen_way}, {"no_unseen_way", Claim::no_unseen_way}, {"not_joined", Claim::not_joined}}};
constexpr std::array<Named<OsmType>, 3> types{{{"n", OsmType::node}, {"w", OsmType::way}, {"r", OsmType::relation}}};

/// Takes a document apart. After the first thing that is wrong, what it gives is empty and not to be used.
class Reader {
 public:
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  Proof proof(const Json& root);

 private:
  void refuse(std::string_view what, std::string_view why) {
    if (!error_) error_ = Error{Errc::not_a_proof, std::string(what.substr(0, longest_word)) + " " + std::string(why)};
  }
  /// An object with just these keys.
  bool has(const Json& value, std::string_view what, std::initializer_list<std::string_view> keys);
  std::string text(const Json& value, std::string_view what);
  std::int64_t whole(const Json& value, std::string_view what, std::int64_t least, std::int64_t most);
  std::uint32_t number(const Json& value, std::string_view what) {
    return static_cast<std::uint32_t>(whole(value, what, 0, std::numeric_limits<std::uint32_t>::max()));
  }
  bool flag(const Json& value, std::string_view what) {
    if (!value.is_boolean()) refuse(what, "is neither true nor false");
    return value.is_boolean() && value.get<bool>();
  }
  std::uint64_t checksum(const Json& value);
  OsmRef ref(const Json& value, std::string_view what);
  optics::BandRef band(const Json& ladder, const Json& band);
  template <class T, std::size_t N>
  T word(const Json& value, std::string_view what, const std::array<Named<T>, N>& known);
  /// `read` gives one item.
  template <class Read>
  auto list(const Json& value, std::string_view what, Read read) -> std::vector<decltype(read(value))> {
    std::vector<decltype(read(value))> items;
    if (!value.is_array()) refuse(what, "is no list");
    for (const Json& item : value.is_array() ? value : Json::array()) {
      if (error_) break;
      items.push_back(read(item));
    }
    return items;
  }
  std::vector<OsmRef> devices(const Json& value, std::string_view what) {
    return list(value, what, [&](const Json& item) { return ref(item, what); });
  }
  std::vector<ProofPart> parts(const Json& value, std::string_view what);
  ProofStep step(const Json& value);
  ProofSeen seen(const Json& value);
  ProofEnd end(const Json& value, std::string_view what);
  std::optional<ProofBetween> between(const Json& value);

  std::optional<Error> error_;
};

bool Reader::has(const Json& value, std::string_view what, std::initializer_list<std::string_view> keys) {
  if (!value.is_object()) refuse(what, "is no object");
  if (error_) return false;
  for (const std::string_view key : keys) {
    if (!value.contains(key)) refuse(what, "lacks \"" + std::string(key) + "\"");
  }
  for (const auto& [key, item] : value.items()) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end())
      refuse(what, "has \"" + key.substr(0, longest_word) + "\", which is not known");
  }
  return !error_;
}

std::string Reader::text(const Json& value, std::string_view what) {
  if (!value.is_string()) refuse(what, "is no text");
  return value.is_string() ? value.get<std::string>() : std::string();
}

std::int64_t Reader::whole(const Json& value, std::string_view what, std::int64_t least, std::int64_t most) {
  const bool fits = value.is_number_unsigned() ? value.get<std::uint64_t>() <= static_cast<std::uint64_t>(most)
                                               : value.is_number_integer() && value.get<std::int64_t>() <= most;
  if (!fits || value.get<std::int64_t>() < least) {
    refuse(what, "is no whole number, or out of range");
    return 0;
  }
  return value.get<std::int64_t>();
}

std::uint64_t Reader::checksum(const Json& value) {
  const std::string digits = text(value, "atlas");
  std::uint64_t sum = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), sum, 16);
  if (digits.size() != 16 || problem != std::errc() || end != digits.data() + digits.size()) refuse("atlas", "is no checksum");
  return sum;
}

OsmRef Reader::ref(const Json& value, std::string_view what) {
  const std::string name = text(value, what);
  OsmRef found;
  const auto type = std::find_if(types.begin(), types.end(), [&](const auto& t) { return name.starts_with(t.first); });
  const char* last = name.data() + name.size();
  const bool digits = name.size() > 1 && name[1] >= '0' && name[1] <= '9';
  const auto parsed = digits ? std::from_chars(name.data() + 1, last, found.id) : std::from_chars_result{};
  if (type == types.end() || !digits || parsed.ec != std::errc() || parsed.ptr != last) {
    refuse(what, "is no OpenStreetMap id such as n123");
    return {};
  }
  found.type = type->second;
  return found;
}

template <class T, std::size_t N>
T Reader::word(const Json& value, std::string_view what, const std::array<Named<T>, N>& known) {
  const std::string name = text(value, what);
  for (const auto& [word, meaning] : known) {
    if (word == name) return meaning;
  }
  refuse(what, "is a word that is not known");
  return known.front().second;
}

optics::BandRef Reader::band(const Json& ladder, const Json& band) {
  std::array<Named<optics::Ladder>, optics::all_ladders.size()> ladders;
  for (std::size_t i = 0; i < ladders.size(); ++i) ladders[i] = {optics::name(optics::all_ladders[i]), optics::all_ladders[i]};
  optics::BandRef found{word(ladder, "ladder", ladders), 0};
  const std::string name = text(band, "band");
  const auto bands = optics::bands(found.ladder);
  const auto at = std::find_if(bands.begin(), bands.end(), [&](const optics::Band& b) { return b.name == name; });
  if (at == bands.end()) refuse("band", "is none of its ladder");
  if (at != bands.end()) found.band = static_cast<std::uint8_t>(at - bands.begin());
  return found;
}

std::vector<ProofPart> Reader::parts(const Json& value, std::string_view what) {
  return list(value, what, [&](const Json& item) {
    ProofPart part;
    if (!has(item, what, {"segment", "from_cm", "to_cm"})) return part;
    part.segment = number(item["segment"], "segment");
    part.from_cm = number(item["from_cm"], "from_cm");
    part.to_cm = number(item["to_cm"], "to_cm");
    return part;
  });
}

ProofStep Reader::step(const Json& value) {
  if (!has(value, "a step of reached_after", {"segment", "backward"})) return {};
  return {number(value["segment"], "segment"), flag(value["backward"], "backward")};
}

ProofSeen Reader::seen(const Json& value) {
  if (!has(value, "leaving", {"segment", "backward", "device", "from_cm", "to_cm"})) return {};
  return {{number(value["segment"], "segment"), flag(value["backward"], "backward")},
          ref(value["device"], "device"),
          number(value["from_cm"], "from_cm"),
          number(value["to_cm"], "to_cm")};
}

ProofEnd Reader::end(const Json& value, std::string_view what) {
  ProofEnd end;
  if (!has(value, what, {"segment", "at_cm", "way", "in_view"})) return end;
  end.at = {number(value["segment"], "segment"), number(value["at_cm"], "at_cm")};
  end.way = ref(value["way"], "way");
  const Json& in_view = value["in_view"];
  if (in_view.is_null() || !has(in_view, "in_view", {"segment", "at_cm", "devices"})) return end;
  end.in_view = ProofInView{{number(in_view["segment"], "segment"), number(in_view["at_cm"], "at_cm")},
                            devices(in_view["devices"], "devices")};
  return end;
}

std::optional<ProofBetween> Reader::between(const Json& value) {
  if (value.is_null() || !has(value, "between", {"devices", "smallest", "way"})) return std::nullopt;
  return ProofBetween{devices(value["devices"], "devices"), flag(value["smallest"], "smallest"), parts(value["way"], "way")};
}

Proof Reader::proof(const Json& root) {
  Proof proof;
  if (!has(root, "it",
           {"schema", "attribution", "licence", "as_of", "atlas", "mode", "ladder", "band", "devices_left_out", "from", "to",
            "claim", "way", "reached", "reached_after", "leaving", "between"}))
    return proof;
  if (text(root["schema"], "schema") != schema) refuse("schema", "is not " + std::string(schema));
  proof.attribution = text(root["attribution"], "attribution");
  proof.licence = text(root["licence"], "licence");
  if (!root["as_of"].is_null()) proof.as_of = text(root["as_of"], "as_of");
  proof.atlas = checksum(root["atlas"]);
  std::array<Named<scene::Mode>, scene::all_modes.size()> modes;
  for (std::size_t i = 0; i < modes.size(); ++i) modes[i] = {scene::name(scene::all_modes[i]), scene::all_modes[i]};
  proof.mode = word(root["mode"], "mode", modes);
  proof.band = band(root["ladder"], root["band"]);
  proof.left_out = devices(root["devices_left_out"], "devices_left_out");
  proof.from = end(root["from"], "from");
  proof.to = end(root["to"], "to");
  proof.claim = word(root["claim"], "claim", claims);
  proof.way = parts(root["way"], "way");
  constexpr auto any = std::numeric_limits<std::int64_t>::max();
  proof.reached.nodes = list(root["reached"], "reached", [&](const Json& item) { return whole(item, "reached", -any, any); });
  proof.reached.after = list(root["reached_after"], "reached_after", [&](const Json& item) {
    return list(item, "reached_after", [&](const Json& one) { return step(one); });
  });
  proof.leaving = list(root["leaving"], "leaving", [&](const Json& item) { return seen(item); });
  proof.between = between(root["between"]);
  return proof;
}

/// No object of it has a key twice. Deeper than any proof is nothing of one.
class Keys {
 public:
  [[nodiscard]] bool twice() const { return twice_; }
  [[nodiscard]] bool deep() const { return deep_; }
  bool operator()(int depth, Json::parse_event_t event, const Json& value) {
    if (depth > deepest) deep_ = true;
    if (event == Json::parse_event_t::object_start) open_.emplace_back();
    if (event == Json::parse_event_t::object_end) open_.pop_back();
    if (event == Json::parse_event_t::key && !open_.back().insert(value.get<std::string>()).second) twice_ = true;
    return !deep_;
  }

 private:
  static constexpr int deepest = 8;
  std::vector<std::set<std::string>> open_;
  bool twice_ = false;
  bool deep_ = false;
};

}  // namespace

Result<Proof> proof_from(std::string_view text) {
  Keys keys;
  const Json root = Json::parse(text, std::ref(keys), false);
  if (keys.deep()) return fail(Errc::not_a_proof, "nested deeper than a proof is");
  if (root.is_discarded()) return fail(Errc::not_a_proof, "no JSON, or cut short");
  if (keys.twice()) return fail(Errc::not_a_proof, "a key stands twice");
  Reader reader;
  Proof proof = reader.proof(root);
  if (reader.error()) return tl::unexpected(*reader.error());
  return proof;
}

}  // namespace contrechamp::trips
