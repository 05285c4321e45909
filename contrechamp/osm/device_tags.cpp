// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/osm/device_tags_reading.hpp>
#include <contrechamp/osm/direction.hpp>

namespace contrechamp::osm {
namespace {
using scene::AxisSource;
using scene::CameraType;
using scene::Device;
using scene::Head;
using scene::Kind;
using scene::Mount;
using scene::Reason;
using tables::View;

/// The key that made the object a device: the first that fits. Where that is surveillance:type, man_made speaks of it as well.
bool made_it_a_device(const Tags& tags, std::string_view key) {
  const auto first =
      std::find_if(tables::device_keys.begin(), tables::device_keys.end(), [&](const auto& row) { return fits(tags, row); });
  if (first == tables::device_keys.end()) return false;
  return key == first->key || (first->key == "surveillance:type" && key == "man_made");
}

bool says_gone(const Tags& tags, std::string_view key, std::string_view value) {
  if (among(tables::gone_keys, key)) return lower(value) == "yes";
  for (const auto prefix : tables::gone_prefixes) {
    if (!key.starts_with(prefix)) continue;
    const auto rest = key.substr(prefix.size());
    for (const auto& row : tables::device_keys) {
      if (rest == row.key && fits(value, row.value) && made_it_a_device(tags, rest)) return true;
    }
  }
  return false;
}

/// A full date after that of the data: not there yet.
bool to_come(std::string_view start, std::int64_t as_of) {
  constexpr std::size_t full = 10;
  return as_of != 0 && start.size() == full && last_day(start) && start > iso_date(as_of);
}

/// The tag that says that it does not stand, if there is one.
const std::pair<std::string, std::string>* gone(Reading& in, std::int64_t as_of) {
  for (const auto& tag : in.tags()) {
    const auto value = trimmed(tag.second);
    if (says_gone(in.tags(), tag.first, value)) return &tag;
    if (tag.first == "start_date" && to_come(value, as_of)) return &tag;
    if (tag.first != "end_date" || value.empty()) continue;
    const auto last = last_day(value);
    if (!last) in.remark(Reason::value_not_understood, tag.first, value);
    if (last && as_of != 0 && *last < iso_date(as_of)) return &tag;
  }
  return nullptr;
}

/// A plate reader wherever it stands in the list: that it is a camera as well goes without saying.
Kind sensor(Reading& in, const std::vector<Kind>& sensors) {
  if (!among(sensors, Kind::plate_reader)) return in.first(sensors, "surveillance:type");
  const auto other = [](Kind kind) { return kind != Kind::plate_reader && kind != Kind::camera; };
  if (std::any_of(sensors.begin(), sensors.end(), other)) {
    in.remark(Reason::list_first_taken, "surveillance:type", in["surveillance:type"]);
  }
  return Kind::plate_reader;
}

/// Nothing else than `enforcement` makes it a device.
bool by_enforcement_alone(const Tags& tags) {
  return fits(value_of(tags, "enforcement"), "*") &&
         std::none_of(tables::device_keys.begin(), tables::device_keys.end(),
                      [&](const auto& row) { return row.key != "enforcement" && fits(tags, row); });
}

/// Nothing if surveillance:type, or an `enforcement` that stands alone, names no device that is known.
std::optional<Kind> kind(Reading& in) {
  const auto before = static_cast<std::ptrdiff_t>(in.remarks.size());
  const auto unknown = [&]() -> std::optional<Kind> {
    in.remarks.erase(in.remarks.begin() + before, in.remarks.end());  // the object's own remark says it all
    return std::nullopt;
  };
  const auto sensors = in.meanings(tables::sensors, "surveillance:type", Reason::value_not_understood);
  if (sensors.empty() && !in["surveillance:type"].empty()) return unknown();
  if (!sensors.empty()) {
    if (const Kind named = sensor(in, sensors); named != Kind::camera) return named;
  }
  const auto enforced = in.meanings(tables::enforcements, "enforcement", Reason::value_not_understood);
  if (!enforced.empty()) return in.first(enforced, "enforcement");
  if (by_enforcement_alone(in.tags())) return unknown();
  for (const auto& row : tables::refinements) {
    if (fits(in.tags(), row.tag)) return row.kind;
  }
  return Kind::camera;
}

void read_type(Reading& in, Device& device) {
  auto types = in.meanings(tables::camera_types, "camera:type", Reason::camera_type_unknown);
  std::erase(types, CameraType::unknown);
  if (!types.empty()) device.type = in.first(types, "camera:type");
  if (device.type == CameraType::unknown && fits(in["surveillance:type"], "doorbell")) device.type = CameraType::fixed;
  const std::string revolving = lower(in["revolving"]);
  if (revolving == "yes" && device.type != CameraType::all_round) device.type = CameraType::panning;
  if (!revolving.empty() && revolving != "yes" && revolving != "no") {
    in.remark(Reason::value_not_understood, "revolving", in["revolving"]);
  }
}

void read_mount(Reading& in, Device& device) {
  for (const auto key : tables::mount_keys) {
    const auto mounts = in.meanings(tables::mounts, key, Reason::mount_unknown);
    if (mounts.empty()) continue;
    device.mount = in.first(mounts, key);
    break;
  }
  if (fits(in["surveillance:type"], "doorbell")) device.mount = Mount::doorbell;
}

/// indoor, location, tunnel and covered: the parts that are in no table.
void remark_places(Reading& in) {
  for (const auto& row : tables::place_values) {
    const std::string_view value = in[row.key];
    if (value.empty()) continue;
    if (is_link(value)) {
      in.remark(Reason::value_not_understood, row.key, value);
      continue;
    }
    for (const auto part : split(value, list_separators)) {
      if (!among(row.values, lower(trimmed(part)))) in.remark(Reason::value_not_understood, row.key, trimmed(part));
    }
  }
}

/// Decks and indoors: MEASURES, "Devices" and "Decks".
void read_place(Reading& in, Device& device) {
  const auto views = in.meanings(tables::views, "surveillance", Reason::surveillance_unknown);
  // One part that is not indoors, known or not, has a view.
  const bool all_known = split(in["surveillance"], list_separators).size() == views.size();
  device.indoor = all_known && !among(views, View::outdoor);
  for (const auto& row : tables::indoor_tags) device.indoor = device.indoor || fits(in.tags(), row);

  const std::string_view layer_text = in["layer"];
  const auto layer = whole(layer_text, -100, 100);
  if (!layer && !layer_text.empty()) in.remark(Reason::value_not_understood, "layer", layer_text);
  remark_places(in);
  const std::string tunnel_text = lower(in["tunnel"]);
  const bool tunnel = (!tunnel_text.empty() && tunnel_text != "no" && tunnel_text != "building_passage") ||
                      (lower(in["covered"]) == "yes" && layer.value_or(0) < 0);

  device.decks = {{tunnel, 0}};
  const std::string_view level_text = in["level"];
  if (level_text.empty()) return;
  const Levels parsed = levels(level_text);
  for (const auto& part : parsed.rejected)
    in.remark(Reason::level_not_understood, "level", is_link(level_text) ? level_text : part);
  if (parsed.storey_tenths.empty()) return;
  device.decks.clear();
  for (const auto storey : parsed.storey_tenths) device.decks.push_back({tunnel, storey});
  if (parsed.storey_tenths.back() < 0) device.indoor = true;
}

constexpr std::int64_t lowest_cm = 60;
constexpr std::int64_t highest_cm = 20'000;
constexpr std::int64_t ele_below_cm = 3'000;  // an elevation from here on

void read_height(Reading& in, Device& device) {
  for (const std::string_view key : {"height", "camera:height", "ele"}) {
    const std::string_view text = in[key];
    if (text.empty()) continue;
    const auto cm = height_cm(text);
    const bool ele = key == "ele";
    if (!cm) {
      in.remark(Reason::height_not_understood, key, text);
    } else if (ele && (*cm >= ele_below_cm || *cm < 0)) {
      continue;
    } else if (*cm < lowest_cm || *cm > highest_cm) {
      in.remark(Reason::height_nonsense, key, text);
    } else {
      if (ele) in.remark(Reason::height_from_ele, key, text);
      device.height = Metres(static_cast<double>(*cm) / 100);
      return;
    }
  }
}

bool turns_round(const Device& device) { return device.kind != Kind::plate_reader && device.type != CameraType::fixed; }

void read_angle(Reading& in, Device& device) {
  constexpr std::string_view key = "camera:angle";
  const std::string_view text = in[key];
  if (text.empty()) return;
  const auto value = angle(text);
  if (!value || *value < CentiDegrees(0) || *value > full_turn) return in.remark(Reason::angle_not_understood, key, text);
  if (*value <= CentiDegrees::degrees(90)) {
    device.tilt = *value;
    return;
  }
  in.remark(Reason::angle_is_width, key, text);
  if (*value == full_turn && turns_round(device)) {
    device.type = CameraType::all_round;
    return;
  }
  device.width = *value;
  const bool fixed = device.type == CameraType::fixed || device.type == CameraType::unknown || device.kind == Kind::plate_reader;
  if (fixed && *value >= CentiDegrees::degrees(180)) in.remark(Reason::sector_wide, key, text);
}

const Head* first_axis(const ParsedDirection& parsed) {
  for (const Head& head : parsed.heads) {
    if (head.source != AxisSource::none) return &head;
  }
  return nullptr;
}

bool disagree(const Head& a, const Head& b) {
  const std::int32_t apart = Bearing(a.axis.angle() - b.axis.angle()).angle().count();
  return std::min(apart, full_turn.count() - apart) > 1000;
}

/// Plate readers are mapped with `direction`, all others with `camera:direction`; the other key is read when the first has no
/// axis.
void read_direction(Reading& in, Device& device) {
  std::array<std::string_view, 2> keys{"camera:direction", "direction"};
  if (device.kind == Kind::plate_reader) std::swap(keys[0], keys[1]);
  std::array<ParsedDirection, 2> parsed;
  for (std::size_t i = 0; i < 2; ++i) {
    if (!in[keys[i]].empty()) parsed[i] = direction(in[keys[i]], device.type, device.kind);
  }
  const auto says_more = [](const ParsedDirection& p) { return p.all_round || first_axis(p) != nullptr; };
  std::size_t used = 0;
  if (!says_more(parsed[0]) && (says_more(parsed[1]) || parsed[0].heads.empty())) used = 1;
  for (std::size_t i = 0; i < 2; ++i) {
    for (const auto& [reason, part] : parsed[i].remarks) {
      // Flags are about values that were used.
      if (i != used && scene::info(reason).severity != scene::Severity::value_rejected) continue;
      in.remark(reason, keys[i], is_link(in[keys[i]]) ? in[keys[i]] : part);
    }
  }
  const Head* one = first_axis(parsed[used]);
  const Head* other = first_axis(parsed[1 - used]);
  if (one != nullptr && other != nullptr && disagree(*one, *other)) {
    in.remark(Reason::direction_disagrees, keys[1 - used], in[keys[1 - used]]);
  }
  if (parsed[used].all_round) device.type = CameraType::all_round;
  if (!parsed[used].heads.empty()) device.heads = parsed[used].heads;
}

/// Cameras beyond the heads that are tagged may look anywhere.
void read_count(Reading& in, Device& device) {
  constexpr std::string_view key = "camera:count";
  constexpr std::int32_t most = 99;
  const std::string_view text = in[key];
  device.cameras = static_cast<std::uint32_t>(device.heads.size());
  if (text.empty()) return;
  const auto count = whole(text, 1, most);
  if (!count) return in.remark(Reason::count_not_understood, key, text);
  if (static_cast<std::uint32_t>(*count) <= device.cameras) return;
  device.cameras = static_cast<std::uint32_t>(*count);
  const auto unknown = [](const Head& head) { return head.source == AxisSource::none; };
  if (std::none_of(device.heads.begin(), device.heads.end(), unknown)) device.heads.push_back({});
}

}  // namespace

bool maps_a_device(const Tags& tags) {
  return std::any_of(tables::device_keys.begin(), tables::device_keys.end(), [&](const auto& row) { return fits(tags, row); });
}

bool maps_surveillance(const Tags& tags) { return fits(tags, tables::device_keys.front()); }

std::optional<scene::Kind> enforcement_kind(std::string_view value) {
  for (const auto part : split(value, list_separators)) {
    if (const auto known = meaning(tables::enforcements, part)) return known;
  }
  return std::nullopt;
}

namespace {
std::optional<Device> read_device(Reading& in, std::int64_t as_of) {
  if (const auto* tag = gone(in, as_of)) {
    in.remark(Reason::not_standing, tag->first, trimmed(tag->second));
    return std::nullopt;
  }
  const auto what = kind(in);
  if (!what) {
    const std::string_view key = in["surveillance:type"].empty() ? "enforcement" : "surveillance:type";
    in.remark(Reason::unknown_type, key, in[key]);
    return std::nullopt;
  }
  Device out;
  out.kind = *what;
  read_type(in, out);
  read_mount(in, out);
  read_place(in, out);
  read_height(in, out);
  read_angle(in, out);
  read_direction(in, out);
  read_count(in, out);
  return out;
}
}  // namespace

ParsedDevice device(const Tags& tags, OsmRef ref, geo::LatLon position, std::int32_t version, std::int64_t last_edit,
                    std::int64_t as_of) {
  Reading in(tags, ref);
  auto out = read_device(in, as_of);
  if (out) {
    out->ref = ref;
    out->version = version;
    out->last_edit = last_edit;
    out->position = position;
    read_names(in, *out);
    keep_tags(in, *out);
  }
  if (private_person(in)) {
    for (auto& remark : in.remarks) remark.value.clear();  // may name the person
  }
  return {std::move(out), std::move(in.remarks)};
}

}  // namespace contrechamp::osm
