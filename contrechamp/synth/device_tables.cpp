// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>
#include <contrechamp/synth/device_tables.hpp>

namespace contrechamp::synth {
namespace {
#define CAMERA "man_made=surveillance|surveillance:type=camera|"
#define READER "man_made=surveillance|surveillance:type=ALPR|surveillance:zone=traffic|"
constexpr std::array<Oddity, 92> odd{{
    // Directions as they are written.
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=fixed|camera:mount=wall|camera:direction=NB"},
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=fixed|camera:mount=wall|camera:direction=null"},
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=fixed|camera:direction=90100"},
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=fixed|camera:mount=wall|camera:direction=360"},
    {Place::inside, CAMERA "surveillance=outdoor|camera:type=dome|camera:mount=wall|camera:direction=360"},
    {Place::inside, CAMERA "surveillance=outdoor|camera:type=fixed|camera:mount=wall|camera:direction=0"},
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=fixed|camera:mount=wall|camera:direction={fan}"},
    {Place::pole, CAMERA "surveillance=public|camera:type=panning|camera:mount=pole|camera:direction=0-360"},
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=panning|camera:mount=wall|camera:direction={fan}|height=6"},
    {Place::corner, CAMERA "surveillance=outdoor|camera:type=fixed|camera:mount=wall|camera:direction={out};{out2}"},
    {Place::corner, CAMERA "surveillance=outdoor|camera:mount=wall|camera:direction=180;nw"},
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=fixed|camera:direction=345;270:360"},
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=fixed|camera:direction=260;;225"},
    {Place::inside, CAMERA "surveillance=outdoor|camera:type=fixed|camera:direction=0;"},
    {Place::inside, CAMERA "surveillance=outdoor|camera:type=fixed|camera:direction=2060;180"},
    {Place::pole, CAMERA "surveillance=outdoor|camera:type=fixed|camera:mount=pole|camera:direction=-45--10"},
    {Place::inside, CAMERA "surveillance=outdoor|camera:type=fixed|camera:mount=wall|camera:direction=-27"},
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=fixed|camera:mount=wall|camera:direction={wind}"},
    {Place::inside, CAMERA "surveillance=outdoor|camera:type=fixed|camera:mount=wall|camera:direction=north-west"},
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=fixed|camera:direction={out}°"},
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=fixed|camera:direction=112.5|camera:mount=wall"},
    {Place::inside, CAMERA "surveillance=outdoor|camera:type=fixed|camera:direction=405"},
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=fixed|camera:direction=90-45"},
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=fixed|camera:direction={out}|direction={back}"},
    {Place::inside, CAMERA "surveillance=outdoor|camera:type=fixed|direction={out}|camera:mount=wall"},
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=fixed|camera:direction=forward"},
    {Place::inside, CAMERA "surveillance=outdoor|camera:type=dome|camera:direction={out}|camera:mount=ceiling"},
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=fixed|camera:direction=10,100,190"},
    // Heights, angles, counts, storeys.
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=fixed|camera:mount=wall|camera:direction={out}|height=3 m"},
    {Place::inside, CAMERA "surveillance=outdoor|camera:type=dome|camera:mount=wall|height=12'"},
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=fixed|camera:direction={out}|height=6'6\""},
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=dome|height=0.2"},
    {Place::inside, CAMERA "surveillance=outdoor|camera:type=panning|height=90|camera:mount=roof"},
    {Place::inside, CAMERA "surveillance=outdoor|camera:type=fixed|camera:direction={out}|ele=4"},
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=fixed|camera:direction={out}|camera:height=3.5|height=tall"},
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=fixed|camera:direction={out}|camera:angle=15|height=4"},
    {Place::inside, CAMERA "surveillance=outdoor|camera:type=fixed|camera:direction={out}|camera:angle=30"},
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=dome|camera:angle=360"},
    {Place::inside, CAMERA "surveillance=outdoor|camera:type=fixed|camera:direction={out}|camera:angle=120"},
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=fixed|camera:direction={out}|camera:angle=15°"},
    {Place::pole, CAMERA "surveillance=public|camera:type=fixed|camera:mount=pole|camera:count=3|camera:direction=20;140;260"},
    {Place::inside, CAMERA "surveillance=public|camera:type=dome;fixed|camera:count=2|camera:mount=wall/ceiling"},
    {Place::room, CAMERA "surveillance=public|camera:type=dome|camera:mount=ceiling|level=-1"},
    {Place::room, CAMERA "surveillance=indoor|camera:type=dome|camera:mount=ceiling|level=-1;0|camera:count=two"},
    {Place::inside, CAMERA "surveillance=indoor|camera:type=dome|camera:mount=ceiling|indoor=yes"},
    {Place::room, CAMERA "surveillance=indoor|camera:type=dome|level=1|location=indoor"},
    {Place::inside, CAMERA "surveillance=indoor/outdoor|camera:type=360|camera:mount=ceiling"},
    {Place::inside, CAMERA "surveillance=outdoor|camera:type=public|revolving=yes"},
    // Plate readers and speed: the reader's axis is in `direction`.
    {Place::pole, READER "camera:type=fixed|direction={road}|camera:direction={back}|operator=Police municipale de "
                         "Vaurency|manufacturer=Flock Safety"},
    {Place::pole, READER "camera:mount=pole|direction=338-23|brand=Flock Safety Inc|brand:wikidata=Q108485435"},
    {Place::pole, READER "direction=NB|operator=Vaurency Town Council|surveillance:brand=Flock Group Inc."},
    {Place::pole, READER "direction={road};{back}|camera:count=2|manufacturer=Motorola Solutions"},
    {Place::pole, READER "direction=Flock Raven|camera:type=fixed"},
    {Place::street_node, "man_made=surveillance|surveillance=traffic|surveillance:type=ALPR|direction=forward"},
    {Place::pole, "highway=speed_camera|maxspeed=50|direction={road}|type=fixed_trap"},
    {Place::street_node, "highway=speed_camera|maxspeed=50"},
    {Place::pole,
     "highway=speed_camera|man_made=surveillance|surveillance=traffic|note=Rotlichtblitzer an der Kreuzung|direction=backward"},
    {Place::pole, "enforcement=average_speed|highway=speed_camera|ref=TR-1"},
    {Place::relation, "type=enforcement|enforcement=maxspeed|maxspeed=30"},
    {Place::relation, "type=enforcement|enforcement=traffic_signals|note=device was deleted"},
    // Other sensors.
    {Place::pole, "man_made=surveillance|surveillance=public|surveillance:type=gunshot_detector|manufacturer=ShotSpotter"},
    {Place::facade, "man_made=surveillance|surveillance=public|surveillance:type=microphone|height=4"},
    {Place::court, "man_made=surveillance|surveillance=outdoor|surveillance:type=guard"},
    {Place::inside, "man_made=surveillance|surveillance=guard|surveillance:zone=bank"},
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=thermal|camera:direction={out}"},
    {Place::inside, CAMERA
     "surveillance=webcam|camera:type=fixed|camera:direction={out}|contact:webcam=https://example.org/cam/1.jpg|height=18"},
    {Place::inside,
     "man_made=surveillance|surveillance:type=webcam|surveillance=outdoor|contact:webcam=https://example.net/live|ele=412"},
    {Place::inside, "amenity=cafe|name=Le Héron|contact:webcam=https://example.com/heron|man_made=surveillance"},
    {Place::court, "man_made=surveillance|surveillance=outdoor|surveillance:type=drone_dock"},
    {Place::facade, "man_made=surveillance|surveillance:type=water_level|surveillance=outdoor"},
    {Place::outline, CAMERA "surveillance=outdoor|fenced=yes"},
    // Who; and what must never be stored.
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=doorbell|camera:mount=doorbell|camera:direction={out}|height=1.2|"
                           "operator=Family Exemplar"},
    {Place::facade,
     CAMERA "surveillance=private|operator:type=private_person|operator=J. Exemplar|camera:type=fixed|camera:direction={out}"},
    {Place::inside, CAMERA "surveillance=privat|camera:type=dome|manufacturer=hikvision|phone=+33 1 00 00 00 00"},
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=fixed|camera:direction={out}|contact:phone=+33 1 00 00 00 "
                           "01|contact:email=nobody@example.org"},
    {Place::inside, CAMERA "surveillance=outdoor|camera:type=dome|note=ask the man at the desk, he knows|fixme=position"},
    {Place::facade,
     CAMERA "surveillance=outdoor|camera:type=fixed|description=seen from Mrs Exemplar's window|image=https://example.org/p.jpg"},
    {Place::facade, CAMERA "surveillance=outdoor|camera:type=fixed|owner=Banque du Vieux Pont|surveillance:manufacturer=Axis "
                           "Communications|camera:direction={out}"},
    {Place::inside, CAMERA "surveillance=outdoor|camera:type=dome|name=Hikvision DS-2DE|website=https://example.org"},
    // Gone, or said to be.
    {Place::facade, "disused:man_made=surveillance|surveillance:type=camera|camera:type=fixed"},
    {Place::pole, CAMERA "surveillance=outdoor|camera:type=dome|end_date=2019-05-01"},
    {Place::inside, "removed:man_made=surveillance|was:surveillance:type=camera"},
    {Place::facade, CAMERA "surveillance=fake|camera:type=fixed|camera:direction={out}"},
    // Where geometry hurts.
    {Place::vertex, CAMERA "surveillance=outdoor|camera:type=fixed|camera:mount=wall|camera:direction={out}"},
    {Place::vertex, CAMERA "surveillance=outdoor|camera:type=dome|camera:mount=wall"},
    {Place::edge, CAMERA "surveillance=outdoor|camera:type=fixed|camera:mount=wall|camera:direction={out}"},
    {Place::edge, "man_made=surveillance|surveillance=outdoor"},
    {Place::street_node, CAMERA "surveillance=public|camera:type=dome"},
    {Place::passage, CAMERA "surveillance=outdoor|camera:type=fixed|camera:mount=ceiling|camera:direction={out}"},
    {Place::court, CAMERA "surveillance=outdoor|camera:type=dome|camera:mount=pole|check_date=2025-04"},
    {Place::same, CAMERA "surveillance=outdoor|camera:type=dome|camera:mount=pole"},
    {Place::inside, CAMERA "surveillance=outdoor|camera:type=fixed|camera:mount=wall|camera:direction={back}"},
}};
#undef CAMERA
#undef READER

template <class Value>
struct Share {
  std::uint32_t per_mille;
  Value value;
};
/// The first entry whose share covers the dice; the shares of a table sum up to 1000.
template <class Table>
const auto& drawn(Random& random, const Table& table) {
  std::uint64_t dice = random.below(1000);
  for (const auto& entry : table) {
    if (dice < entry.per_mille) return entry.value;
    dice -= entry.per_mille;
  }
  return table.back().value;
}
using Text = Share<std::string_view>;

constexpr std::array<Text, 8> zones_of_view{{{465, "surveillance=outdoor|"},
                                             {247, "surveillance=public|"},
                                             {54, "surveillance=indoor|"},
                                             {13, "surveillance=traffic|"},
                                             {8, "surveillance=camera|"},
                                             {4, "surveillance=cctv|"},
                                             {2, "surveillance=yes|"},
                                             {207, ""}}};
constexpr std::array<Text, 5> types{
    {{375, "camera:type=fixed|"}, {291, "camera:type=dome|"}, {28, "camera:type=panning|"}, {4, "camera:type=360|"}, {302, ""}}};
constexpr std::array<Text, 8> mounts{{{260, "camera:mount=wall|"},
                                      {183, "camera:mount=ceiling|"},
                                      {20, "camera:mount=street_lamp|"},
                                      {10, "camera:mount=roof|"},
                                      {9, "camera:mount=building|"},
                                      {12, "support=wall_mounted|"},
                                      {3, "camera:mount=mast|"},
                                      {503, ""}}};
constexpr std::array<Text, 11> zones{{{62, "surveillance:zone=town|"},
                                      {58, "surveillance:zone=building|"},
                                      {52, "surveillance:zone=area|"},
                                      {31, "surveillance:zone=parking|"},
                                      {25, "surveillance:zone=shop|"},
                                      {16, "surveillance:zone=bank|"},
                                      {15, "surveillance:zone=entrance|"},
                                      {61, "surveillance:zone=traffic|"},
                                      {5, "surveillance:zone=area,street|"},
                                      {4, "surveillance:zone=Station|"},
                                      {671, ""}}};
constexpr std::array<Text, 9> heights{{{53, "height=3|"},
                                       {27, "height=4|"},
                                       {21, "height=6|"},
                                       {14, "height=5|"},
                                       {11, "height=2.5|"},
                                       {7, "height=3.5|"},
                                       {7, "height=10|"},
                                       {10, "height=3.0|"},
                                       {850, ""}}};
constexpr std::array<Text, 7> angles{{{19, "camera:angle=15|"},
                                      {16, "camera:angle=10|"},
                                      {15, "camera:angle=30|"},
                                      {12, "camera:angle=5|"},
                                      {11, "camera:angle=20|"},
                                      {7, "camera:angle=65|"},
                                      {920, ""}}};
constexpr std::array<Text, 8> operators{{{30, "operator=Ville de Vaurency|operator:type=public|"},
                                         {20, "operator=Police municipale de Vaurency|"},
                                         {15, "operator=Banque du Vieux Pont|"},
                                         {12, "operator=Tramways de la Vaure|"},
                                         {8, "operator=Hôtel des Quatre Ormes|operator:type=private|"},
                                         {10, "manufacturer=Axis|"},
                                         {8, "manufacturer=Dahua|brand=Dahua|"},
                                         {897, ""}}};
constexpr std::array<Text, 6> extras{{{62, "check_date=2024-08-21|"},
                                      {12, "start_date=2017|"},
                                      {10, "description=au-dessus de l'entrée|"},
                                      {8, "note=position approx.|"},
                                      {6, "created_by=JOSM|"},
                                      {902, ""}}};
constexpr std::array<Text, 4> everyday_directions{{{820, "camera:direction={out}|"},
                                                   {70, "direction={out}|"},
                                                   {60, "camera:direction={wind}|"},
                                                   {50, "camera:direction={fan}|"}}};
// With the oddities: 36 % inside a footprint and 33 % at a wall, as of 660 real cameras.
constexpr std::array<Share<Place>, 8> places{{{490, Place::inside},
                                              {205, Place::facade},
                                              {20, Place::corner},
                                              {170, Place::pole},
                                              {45, Place::court},
                                              {20, Place::passage},
                                              {20, Place::room},
                                              {30, Place::street_node}}};
}  // namespace

std::span<const Oddity> oddities() { return odd; }

Place everyday_place(Random& random) { return drawn(random, places); }

std::string everyday_tags(Random& random, Place place) {
  std::string tags = "man_made=surveillance|";
  if (random.chance(90)) return tags + (random.chance(150) ? "revolving=yes" : "");
  tags += drawn(random, zones_of_view);
  if (random.chance(850)) tags += "surveillance:type=camera|";
  const std::string_view type = drawn(random, types);
  tags += type;
  tags += place == Place::pole && random.chance(700) ? "camera:mount=pole|" : drawn(random, mounts);
  // Of fixed cameras half have a direction, of the others one in seven.
  if (random.chance(type == "camera:type=fixed|" ? 510 : 145)) tags += drawn(random, everyday_directions);
  for (const auto& table : {std::span<const Text>(zones), std::span<const Text>(heights), std::span<const Text>(angles),
                            std::span<const Text>(operators), std::span<const Text>(extras)}) {
    tags += drawn(random, table);
  }
  if (place == Place::room) tags += random.chance(800) ? "level=-1|" : "level=0|";
  return tags;
}

}  // namespace contrechamp::synth
