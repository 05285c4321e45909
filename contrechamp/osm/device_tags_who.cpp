// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/trig.hpp>
#include <contrechamp/osm/device_tags_reading.hpp>
#include <contrechamp/osm/makers.hpp>

namespace contrechamp::osm {
namespace {
using scene::Device;
using scene::Reason;

std::string manufacturer(const Reading& in) {
  for (const auto key : tables::maker_keys) {
    if (const auto known = maker(in[key], NamedIn::maker_key); !known.empty()) return std::string(known);
  }
  for (const auto key : tables::maker_hints) {
    if (const auto known = maker(in[key], NamedIn::any_key); !known.empty()) return std::string(known);
  }
  const auto tagged = [&](std::string_view key) { return !in[key].empty(); };
  const bool business = std::any_of(tables::business_keys.begin(), tables::business_keys.end(), tagged);
  for (const auto key : tables::maker_keys) {
    const bool a_shops_own = key == "brand" && business;
    if (!a_shops_own && !names_nobody(in[key]) && !is_link(in[key])) return std::string(in[key]);
  }
  return {};
}

bool is_date(std::string_view value) { return last_day(value).has_value(); }
bool is_height(std::string_view value) { return height_cm(value).has_value(); }
bool is_speed(std::string_view value) { return whole(value, 0, 300).has_value(); }
template <class T, std::size_t N>
bool all_known(const std::array<tables::Row<T>, N>& table, std::string_view value) {
  const auto parts = split(value, list_separators);
  return std::all_of(parts.begin(), parts.end(), [&](auto part) { return meaning(table, part).has_value(); });
}
bool is_mount(std::string_view value) { return all_known(tables::mounts, value); }
bool is_enforcement(std::string_view value) { return all_known(tables::enforcements, value); }
bool is_owner_type(std::string_view value) { return value == "private" || among(tables::person_types, lower(value)); }

/// Of a private person's device: what is kept of keys that are not always read.
struct Check {
  std::string_view key;
  bool (*holds)(std::string_view value);
};
constexpr std::array person_checks{
    Check{"camera:height", is_height},
    Check{"ele", is_height},
    Check{"height", is_height},
    Check{"camera:mount", is_mount},
    Check{"support", is_mount},
    Check{"enforcement", is_enforcement},
    Check{"maxspeed", is_speed},
    Check{"operator:type", is_owner_type},
    Check{"start_date", is_date},
    Check{"survey:date", is_date},
    Check{"highway", [](std::string_view value) { return value == "speed_camera"; }},
    Check{"man_made", [](std::string_view value) { return value == "surveillance"; }},
    Check{"type", [](std::string_view value) { return value == "enforcement"; }},
};

bool understood(const Reading& in, std::string_view key, std::string_view value) {
  for (const Check& check : person_checks) {
    if (check.key == key && !check.holds(value)) return false;
  }
  return std::none_of(in.remarks.begin(), in.remarks.end(), [&](const scene::Remark& remark) {
    const bool set_aside = scene::info(remark.reason).severity == scene::Severity::value_rejected;
    return remark.key == key && (set_aside || remark.reason == Reason::surveillance_unknown);
  });
}

bool kept(const Reading& in, const Device& device, std::string_view key, std::string_view value) {
  if (!among(tables::stored_keys, key) || is_link(value)) return false;
  if (key == "check_date" && !is_date(value)) return false;
  return !device.private_person || (!among(tables::person_keys, key) && understood(in, key, value));
}
}  // namespace

bool private_person(const Reading& in) {
  for (const auto key : tables::doorbell_keys) {
    if (fits(in[key], "doorbell")) return true;
  }
  const std::string type = lower(in["operator:type"]);
  if (among(tables::person_types, type)) return true;
  const bool silent = type.empty() || type == "private";  // says a company, or only what `operator` says
  return silent && among(tables::person_operators, lower(in["operator"]));
}

void read_names(Reading& in, Device& device) {
  const std::string_view zone = in["surveillance:zone"];
  if (is_link(zone)) {
    in.remark(Reason::value_not_understood, "surveillance:zone", zone);
  } else {
    device.zone = zone;
  }
  const std::string_view checked = in["check_date"];
  if (is_date(checked)) {
    device.check_date = checked;
  } else if (!checked.empty()) {
    in.remark(Reason::value_not_understood, "check_date", checked);
  }
  device.manufacturer = manufacturer(in);
  device.private_person = private_person(in);
  if (device.private_person) {
    device.position = rounded_to_10_m(device.position);
    return;
  }
  const std::string_view own = in["operator"].empty() ? in["surveillance:operator"] : in["operator"];
  if (!is_link(own)) device.operator_name = operator_name(own);
}

void keep_tags(Reading& in, Device& device) {
  for (const auto& [key, value] : in.tags()) {
    if (kept(in, device, key, trimmed(value))) {
      device.tags.emplace_back(key, trimmed(value));
    } else {
      in.remark(Reason::key_not_stored, {}, {});
    }
  }
  std::sort(device.tags.begin(), device.tags.end());
}

geo::LatLon rounded_to_10_m(geo::LatLon position) {
  constexpr std::int64_t step = 1000;  // 0.0001°
  const auto nearest = [](std::int64_t value, std::int64_t grid) {
    const std::int64_t shifted = value + grid / 2;
    return (shifted - ((shifted % grid) + grid) % grid);
  };
  const std::int64_t lat = nearest(position.lat_e7, step);
  const double parallel = trig::sin_cos(CentiDegrees(static_cast<std::int32_t>(lat / 100'000))).cos;
  std::int64_t lon = nearest(position.lon_e7, static_cast<std::int64_t>(static_cast<double>(step) / parallel));
  if (lon > 1'800'000'000 || lon < -1'800'000'000) lon = position.lon_e7 < 0 ? -1'800'000'000 : 1'800'000'000;
  return {static_cast<std::int32_t>(lat), static_cast<std::int32_t>(lon)};
}

}  // namespace contrechamp::osm
