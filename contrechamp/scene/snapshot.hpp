// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/scene/area.hpp>
#include <contrechamp/scene/building.hpp>
#include <contrechamp/scene/device.hpp>
#include <contrechamp/scene/street.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace contrechamp::scene {

/// One input file as it describes itself.
struct Input {
  std::string file;  ///< name without folders
  std::string generator;
  std::int64_t replication_time = 0;  ///< seconds since 1970; 0 if the header has none
  std::int64_t newest_edit = 0;       ///< newest object timestamp after 2004-08-09; 0 if there is none
  std::uint64_t nodes = 0;
  std::uint64_t ways = 0;
  std::uint64_t relations = 0;
};

/// A change file (osmChange) by its name, which the reader holds to: .osc, .osc.gz or .osc.bz2.
[[nodiscard]] constexpr bool is_change_file(std::string_view file) {
  return file.ends_with(".osc") || file.ends_with(".osc.gz") || file.ends_with(".osc.bz2");
}

/// Objects that a reader met and what became of them: read == kept + Σ rejected (asserted where it is written).
struct Tally {
  std::uint64_t read = 0;
  std::uint64_t kept = 0;
  std::array<std::uint64_t, static_cast<std::size_t>(Reason::count)> rejected{};  ///< by Reason
};

/// Average speed control: the stretch that a device watches, as its enforcement relation says (MEASURES, "Devices").
struct SectionControl {
  OsmRef device;  ///< one of Snapshot::devices
  std::int64_t relation = 0;
  std::int64_t from_node = 0;  ///< 0 if the relation does not say
  std::int64_t to_node = 0;
  std::vector<std::int64_t> ways;  ///< members of role "section", in the relation's order; may be empty
};

/// All that is known before anything is computed. Lists are sorted by ref, so the order of inputs does not matter.
struct Snapshot {
  std::vector<Input> inputs;
  std::vector<Device> devices;
  std::vector<Remark> remarks;  ///< sorted by (ref, reason, key)
  std::vector<Building> buildings;
  std::vector<Wall> walls;
  std::vector<Area> areas;  ///< sorted by (ref, cover)
  std::vector<Street> streets;
  std::vector<TurnRestriction> turns;
  std::vector<Barrier> barriers;         ///< sorted by node, each once
  std::vector<SectionControl> sections;  ///< sorted by (device, relation)
  Tally surveillance_objects;            ///< man_made=surveillance on nodes and ways; rejected ones are Remarks
  Tally device_objects;                  ///< every object that maps a device, those included
  std::uint64_t broken_buildings = 0;    ///< rings that could not be closed from this extract
  std::uint64_t broken_areas = 0;        ///< water, green or coast that could not be closed from this extract
  std::uint64_t low_walls = 0;           ///< walls below min_wall_height, or of unknown height
  std::uint64_t clipped_ways = 0;        ///< ways of which some nodes are not in the extract
};

/// What every reader of OSM needs to decide. Defaults are MEASURES' and VISIBILITY's.
struct ReadOptions {
  Metres min_wall_height{2.0};        ///< a lower wall hides no face
  Metres level_height{3.0};           ///< metres a level when `height` is missing
  Metres vehicle_passage_width{4.0};  ///< carved width of a passage that vehicles may use, without `width`
  Metres foot_passage_width{3.0};     ///< and of the others
};

}  // namespace contrechamp::scene
