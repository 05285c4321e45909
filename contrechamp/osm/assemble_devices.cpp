// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/osm/assemble.hpp>
#include <map>
#include <tuple>

namespace contrechamp::osm {
namespace {
using scene::Reason;
using Enforcers = std::map<OsmRef, std::vector<const RawRelation*>>;

constexpr std::string_view device_role = "device";

struct Located {
  std::optional<geo::LatLon> at;
  Reason fault = Reason::no_position;
};

class Assembler {
 public:
  Assembler(const Harvest& harvest, std::int64_t as_of, scene::Snapshot& out) : harvest_(harvest), as_of_(as_of), out_(out) {}
  void objects();
  void relations();
  void unread();

 private:
  void object(std::span<const RawDevice* const> copies);
  [[nodiscard]] Stamp winning(const RawDevice& copy) const;
  [[nodiscard]] Located located(const RawDevice& raw) const;
  Tags enriched(const RawDevice& raw);
  void older(OsmRef ref, bool surveillance);
  void keep(OsmRef ref, const Stamp& stamp, const Tags& tags, const Located& where, bool surveillance);
  void count(bool surveillance, std::optional<Reason> rejected);
  void relation_device(const RawRelation& relation, std::vector<OsmRef> devices, const Located& where);
  void add_section(OsmRef device, const RawRelation& relation);

  const Harvest& harvest_;
  std::int64_t as_of_;
  scene::Snapshot& out_;
  std::vector<const RawRelation*> enforcements_ = newest_copies(harvest_.enforcements, harvest_);
  Enforcers enforcers_ = by_device();
  std::vector<OsmRef> counted_;  // nodes and ways that were counted as devices, kept or not; ascending
  std::vector<OsmRef> kept_;     // devices that stand; ascending, relations last

  [[nodiscard]] Enforcers by_device() const {
    Enforcers result;
    for (const RawRelation* relation : enforcements_) {
      for (const RawMember& member : relation->members) {
        if (member.role == device_role) result[member.ref].push_back(relation);
      }
    }
    return result;
  }
};

bool has(const Tags& tags, std::string_view key) { return std::ranges::find(tags, key, &Tags::value_type::first) != tags.end(); }

void Assembler::count(bool surveillance, std::optional<Reason> rejected) {
  const auto add = [&](scene::Tally& tally) {
    ++tally.read;
    ++(rejected ? tally.rejected[static_cast<std::size_t>(*rejected)] : tally.kept);
  };
  add(out_.device_objects);
  if (surveillance) add(out_.surveillance_objects);
}

void Assembler::keep(OsmRef ref, const Stamp& stamp, const Tags& tags, const Located& where, bool surveillance) {
  if (ref.type != OsmType::relation) counted_.push_back(ref);
  if (!where.at) {
    out_.remarks.push_back({ref, where.fault, {}, {}});
    return count(surveillance, where.fault);
  }
  ParsedDevice parsed = device(tags, ref, *where.at, static_cast<std::int32_t>(stamp.version), stamp.edited, as_of_);
  std::optional<Reason> rejected;
  for (auto& remark : parsed.remarks) {
    if (scene::info(remark.reason).severity == scene::Severity::object_rejected) rejected = remark.reason;
    out_.remarks.push_back(std::move(remark));
  }
  count(surveillance, rejected);
  if (!parsed.device) return;
  out_.devices.push_back(std::move(*parsed.device));
  kept_.push_back(ref);
}

Located Assembler::located(const RawDevice& raw) const {
  const auto of_node = [&](std::int64_t id) { return harvest_.places.find(id); };
  if (raw.type == OsmType::node) {
    const Place* place = of_node(raw.stamp.id);
    if (place != nullptr && place->position() == Position::known) return {place->at};
    const bool beyond = place != nullptr && place->position() == Position::out_of_range;
    return {std::nullopt, beyond ? Reason::bad_position : Reason::no_position};
  }
  NodeIds nodes(raw.nodes);
  if (nodes.size() > 1 && nodes.front() == nodes.back()) nodes = nodes.first(nodes.size() - 1);
  std::vector<geo::LatLon> points;
  Located result;
  for (const std::int64_t id : nodes) {
    const Place* place = of_node(id);
    if (place == nullptr) continue;
    if (place->position() == Position::known) points.push_back(place->at);
    if (place->position() == Position::out_of_range) result.fault = Reason::bad_position;
  }
  if (!points.empty()) result.at = mean(points);
  return result;
}

// A relation's tags stand for what the device's own tags leave open; the lowest relation first.
Tags Assembler::enriched(const RawDevice& raw) {
  Tags tags = raw.tags;
  const auto found = enforcers_.find({raw.type, raw.stamp.id});
  if (found == enforcers_.end()) return tags;
  for (const RawRelation* relation : found->second) {
    for (const auto& tag : relation->tags) {
      if (tag.first != "type" && !has(tags, tag.first)) tags.push_back(tag);
    }
  }
  return tags;
}

Stamp Assembler::winning(const RawDevice& copy) const {
  if (copy.type == OsmType::way) {
    const Stamp* best = winner(copy.stamp.id, harvest_.way_stamps);
    return best == nullptr ? copy.stamp : *best;
  }
  const Place* place = harvest_.places.find(copy.stamp.id);
  return place == nullptr ? copy.stamp : Stamp{copy.stamp.id, place->version(), place->edited, 0, place->word()};
}

void Assembler::older(OsmRef ref, bool surveillance) {
  out_.remarks.push_back({ref, Reason::older_version, {}, {}});
  count(surveillance, Reason::older_version);
}

// All copies of one object, the winner first. Equal copies are one object; older ones are counted as such, unless a change file
// is the reason: then the object was edited, and its former state is no object.
void Assembler::object(std::span<const RawDevice* const> copies) {
  const OsmRef ref{copies.front()->type, copies.front()->stamp.id};
  for (std::size_t i = 0; i < copies.size(); ++i) {
    const RawDevice* copy = copies[i];
    if (i > 0 && !copies[i - 1]->stamp.newer_than(copy->stamp)) continue;
    const Stamp best = winning(*copy);
    const bool old = best.newer_than(copy->stamp);
    if (old && (best.word != Word::extract || copy->stamp.word != Word::extract)) continue;
    const Tags tags = old ? copy->tags : enriched(*copy);
    if (!maps_a_device(tags)) continue;  // kept for a relation that then said nothing
    const bool surveillance = maps_surveillance(copy->tags);
    if (old) {
      older(ref, surveillance);
    } else {
      keep(ref, copy->stamp, tags, located(*copy), surveillance);
    }
  }
}

void Assembler::objects() {
  std::vector<const RawDevice*> order;
  for (const RawDevice& raw : harvest_.devices) order.push_back(&raw);
  std::ranges::sort(
      order, [](const RawDevice* a, const RawDevice* b) { return a->type != b->type ? a->type < b->type : a->stamp < b->stamp; });
  for (auto first = order.begin(); first != order.end();) {
    const auto last = std::find_if(first, order.end(), [&](const RawDevice* other) {
      return other->type != (*first)->type || other->stamp.id != (*first)->stamp.id;
    });
    object(std::span(first, last));
    first = last;
  }
}

void Assembler::add_section(OsmRef device, const RawRelation& relation) {
  scene::SectionControl section{device, relation.stamp.id, 0, 0, {}};
  for (const auto& [ref, role] : relation.members) {
    if (ref.type == OsmType::node && role == "from" && section.from_node == 0) section.from_node = ref.id;
    if (ref.type == OsmType::node && role == "to") section.to_node = ref.id;
    if (ref.type == OsmType::way && role == "section") section.ways.push_back(ref.id);
  }
  out_.sections.push_back(std::move(section));
}

bool average_speed(const Tags& tags) {
  const auto found = std::ranges::find(tags, "enforcement", &Tags::value_type::first);
  return found != tags.end() && enforcement_kind(found->second) == scene::Kind::section_control;
}

void Assembler::relations() {
  for (const RawRelation* relation : enforcements_) {
    std::vector<OsmRef> devices;
    Located where;
    for (const auto& [ref, role] : relation->members) {
      if (role == device_role && std::ranges::binary_search(counted_, ref)) devices.push_back(ref);
      const bool end = role == device_role || role == "from" || role == "to";
      if (end && ref.type == OsmType::node && !where.at) where.at = harvest_.places.at(ref.id);
    }
    relation_device(*relation, devices, where);
  }
}

void Assembler::unread() {
  for (const RawRelation* relation : newest_copies(harvest_.unread, harvest_)) {
    out_.remarks.push_back({{OsmType::relation, relation->stamp.id}, Reason::relation_not_read, {}, {}});
    count(false, Reason::relation_not_read);
  }
}

// Its devices count by themselves; if none of them is there, the relation is the device.
void Assembler::relation_device(const RawRelation& relation, std::vector<OsmRef> devices, const Located& where) {
  const OsmRef own{OsmType::relation, relation.stamp.id};
  if (devices.empty()) {
    keep(own, relation.stamp, relation.tags, where, false);
    devices.push_back(own);
  } else {
    out_.remarks.push_back({own, Reason::member_of_enforcement, {}, {}});
    count(false, Reason::member_of_enforcement);
  }
  if (!average_speed(relation.tags)) return;
  for (const OsmRef ref : devices) {
    if (std::ranges::binary_search(kept_, ref)) add_section(ref, relation);
  }
}
}  // namespace

void assemble_devices(const Harvest& harvest, std::int64_t as_of, scene::Snapshot& out) {
  Assembler assembler(harvest, as_of, out);
  assembler.objects();
  assembler.relations();
  assembler.unread();
  std::ranges::sort(out.devices, {}, &scene::Device::ref);
  std::ranges::sort(out.remarks, {}, [](const scene::Remark& r) { return std::tie(r.ref, r.reason, r.key, r.value); });
  std::ranges::sort(out.sections, {}, [](const scene::SectionControl& s) { return std::tie(s.device, s.relation); });
}

}  // namespace contrechamp::osm
