// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>
#include <contrechamp/answers/commute.hpp>
#include <contrechamp/answers/csv.hpp>
#include <contrechamp/answers/features.hpp>
#include <contrechamp/core/checksum.hpp>
#include <contrechamp/core/text.hpp>

namespace contrechamp::answers {
namespace {

constexpr std::string_view pair_columns = "line,id,from_lat,from_lon,to_lat,to_lon";
constexpr std::string_view end_columns = "question,atlas,as_of,attribution";
constexpr std::array<std::string_view, 2> route_names{"fastest", "least_seen"};
constexpr std::array<std::string_view, 7> route_columns{"minutes",      "m",      "certain_m", "expected_m", "possible_m",
                                                        "not_mapped_m", "devices"};
constexpr std::array<std::string_view, 12> other_columns{
    "start_in_view", "end_in_view",     "unseen",          "unseen_minutes", "unseen_m",      "unseen_more_minutes",
    "unseen_more_m", "unseen_from_lat", "unseen_from_lon", "unseen_to_lat",  "unseen_to_lon", "verified"};

double metres(std::uint64_t cm) { return static_cast<double>(cm) / 100; }
double minutes(std::uint64_t ms) { return static_cast<double>(ms) / 60'000; }

/// All that decides about rows, in words of the command line; devices that do not count as one number.
std::string question_of(const trips::RouteWish& wish, RowSums sums) {
  constexpr std::array<std::string_view, 3> answers{"certain", "expected", "possible"};
  std::string text(scene::name(wish.mode));
  text.append(" ")
      .append(optics::name(wish.band.ladder))
      .append(" ")
      .append(optics::bands(wish.band.ladder)[wish.band.band].name);
  text.append(" ").append(answers[static_cast<std::size_t>(wish.avoid)]);
  text.append(wish.unit == trips::Unit::metres ? " metres" : " seconds");
  if (!wish.device_counts.empty()) text += " devices=" + hexadecimal(checksum(std::as_bytes(std::span(wish.device_counts))));
  return sums == RowSums::verified ? text + " verified" : text;
}

std::string day_of(const Subject& s) {
  const AsOf date = as_of(s);
  return date.source == DateSource::unknown ? std::string() : iso_date(date.time);
}

/// "yes": from the places that were asked for; "moved": from the nearest unseen ones; "no".
std::string_view unseen_word(const trips::Commute& c) { return c.zero() ? "yes" : c.unseen ? "moved" : "no"; }

bool agrees(const trips::Commute& c) {
  return c.fastest.again_agrees && c.least_seen.again_agrees && (!c.unseen || c.unseen->again_agrees);
}

/// Cells of a CSV, one after the other.
class Cells {
 public:
  void text(std::string_view value) { out_ += "," + csv_field(value); }
  void decimal(double value) {
    out_ += ',';
    append_fixed(out_, value, 2);
  }
  void integer(std::size_t value) { out_ += "," + number(static_cast<std::int64_t>(value)); }
  void place(const std::optional<geo::LatLon>& at) {
    for (const bool lat : {true, false}) {
      out_ += ',';
      if (at) geo::append_degrees(out_, lat ? at->lat_e7 : at->lon_e7);
    }
  }
  void empty(std::size_t cells) { out_.append(cells, ','); }
  [[nodiscard]] std::string& out() { return out_; }

 private:
  std::string out_;
};

void add_route(Cells& cells, const trips::Route& route) {
  cells.decimal(minutes(route.time_ms));
  cells.decimal(metres(route.length_cm));
  cells.decimal(metres(route.seen.certain_cm));
  cells.decimal(static_cast<double>(route.seen.expected) / exposure::full_probability / 100);
  cells.decimal(metres(route.seen.possible_cm));
  cells.decimal(metres(route.not_mapped_cm));
  cells.integer(route.met.size());
}

std::optional<geo::LatLon> moved_to(const trips::UnseenEnd& end) {
  return end.moved ? std::optional(end.spot.position) : std::nullopt;
}

void add_commute(Cells& cells, const trips::Commute& c, RowSums sums) {
  add_route(cells, c.fastest);
  add_route(cells, c.least_seen);
  cells.text(c.from.in_view ? "yes" : "no");
  cells.text(c.to.in_view ? "yes" : "no");
  cells.text(unseen_word(c));
  if (c.unseen) {
    cells.decimal(minutes(c.unseen->time_ms));
    cells.decimal(metres(c.unseen->length_cm));
  } else {
    cells.empty(2);
  }
  if (c.zero()) {
    cells.decimal(minutes(c.unseen->time_ms) - minutes(c.fastest.time_ms));
    cells.decimal(metres(c.unseen->length_cm) - metres(c.fastest.length_cm));
  } else {
    cells.empty(2);
  }
  cells.place(moved_to(c.from));
  cells.place(moved_to(c.to));
  cells.text(sums == RowSums::stored ? "" : agrees(c) ? "yes" : "no");
}

void write_pair(Json& json, const CommutePair& pair) {
  json.object().key("line").integer(static_cast<std::int64_t>(pair.line)).key("id").text_or_null(pair.id);
  for (const bool start : {true, false}) {
    json.key(start ? "from" : "to");
    if (pair.wrong) {
      json.null();
    } else {
      write_position(json, start ? pair.from : pair.to);
    }
  }
}

void write_devices(Json& json, const Subject& s, std::span<const std::uint32_t> devices) {
  json.array();
  for (const std::uint32_t device : devices) json.string(osm_name(s.snapshot.devices[device].ref));
  json.end();
}

void write_route(Json& json, const Subject& s, const trips::Route& route, RowSums sums) {
  json.object().key("minutes").decimal(minutes(route.time_ms), 2).key("length_m").decimal(metres(route.length_cm), 2);
  write_in_view(json, route.seen);
  json.key("not_mapped_m").decimal(metres(route.not_mapped_cm), 2);
  std::vector<std::uint32_t> met;
  for (const trips::RouteMet& one : route.met) met.push_back(one.device);
  json.key("met");
  write_devices(json, s, met);
  json.key("measured_again");
  if (sums == RowSums::stored) {
    json.null();
  } else {
    json.object().key("agrees").boolean(route.again_agrees);
    write_in_view(json, route.again);
    json.end();
  }
  json.end();
}

void write_end(Json& json, const Subject& s, std::string_view key, const trips::UnseenEnd& end) {
  json.key(key).object().key("in_view").boolean(end.in_view).key("seen_by");
  write_devices(json, s, end.devices);
  json.key("unseen_from");
  if (end.moved) {
    write_position(json, end.spot.position);
  } else {
    json.null();
  }
  json.end();
}

void write_commute(Json& json, const Subject& s, const trips::Commute& c, RowSums sums) {
  json.key("fastest");
  write_route(json, s, c.fastest, sums);
  json.key("least_seen");
  write_route(json, s, c.least_seen, sums);
  write_end(json, s, "start", c.from);
  write_end(json, s, "end", c.to);
  json.key("unseen").string(unseen_word(c)).key("unseen_way");
  if (c.unseen) {
    write_route(json, s, *c.unseen, sums);
  } else {
    json.null();
  }
}

/// What stands behind the last whole row is the beginning of the next one, as a run leaves it that was stopped.
bool cut_row(std::string_view rest, std::string_view next) {
  return rest.starts_with(next) ? !next.empty() || rest.empty() : next.starts_with(rest);
}

}  // namespace

std::string reason(const Error& error, Lang lang) {
  return error.code == Errc::bad_coordinate ? error.detail_in(lang) : error.sentence(lang);
}

CommuteRows::CommuteRows(const Subject& subject, const trips::RouteWish& wish, RowForm form, RowSums sums, Lang lang)
    : subject_(subject), form_(form), sums_(sums), lang_(lang), question_(question_of(wish, sums)) {
  const std::string atlas = hexadecimal(subject.atlas.checksum());
  if (form == RowForm::csv) {
    end_ = "," + csv_field(question_) + "," + atlas + "," + day_of(subject) + "," +
           csv_field(std::string(attribution(subject)) + ", " + std::string(licence)) + "\r\n";
    return;
  }
  Json json;
  json.object().key("question").string(question_).key("atlas").string(atlas);
  write_source(json, subject);
  json.end();
  end_ = "," + json.out().substr(1) + "\n";
}

std::string CommuteRows::head() const {
  if (form_ == RowForm::json_lines) return {};
  std::string line(pair_columns);
  line += ",error";
  for (const std::string_view route : route_names) {
    for (const std::string_view column : route_columns) line.append(",").append(route).append("_").append(column);
  }
  for (const std::string_view column : other_columns) line.append(",").append(column);
  return line.append(",").append(end_columns) + "\r\n";
}

std::string CommuteRows::begin(const CommutePair& pair) const {
  if (form_ == RowForm::json_lines) {
    Json json;
    write_pair(json, pair);
    return json.out() + ",";
  }
  Cells cells;
  cells.out() = number(static_cast<std::int64_t>(pair.line));
  cells.text(pair.id);
  for (const geo::LatLon at : {pair.from, pair.to}) cells.place(pair.wrong ? std::nullopt : std::optional(at));
  return std::move(cells.out()) + ",";
}

std::string CommuteRows::csv_row(const CommutePair& pair, const Result<trips::Commute>& commute) const {
  std::string line = begin(pair);
  Cells cells;
  if (commute) {
    add_commute(cells, *commute, sums_);
  } else {
    line += csv_field(reason(commute.error(), lang_));
    cells.empty(route_names.size() * route_columns.size() + other_columns.size());
  }
  return line + cells.out() + end_;
}

std::string CommuteRows::json_row(const CommutePair& pair, const Result<trips::Commute>& commute) const {
  Json json;
  write_pair(json, pair);
  json.key("error");
  if (commute) {
    json.null();
    write_commute(json, subject_, *commute, sums_);
  } else {
    json.string(reason(commute.error(), lang_));
  }
  return json.out() + end_;
}

std::string CommuteRows::row(const CommutePair& pair, const Result<trips::Commute>& commute) const {
  return form_ == RowForm::csv ? csv_row(pair, commute) : json_row(pair, commute);
}

Result<CommuteRows::Kept> CommuteRows::kept(std::string_view file, std::span<const CommutePair> pairs) const {
  const std::string first = head();
  if (first.starts_with(file)) return Kept{0, file.size() == first.size() ? first.size() : 0};
  if (!file.starts_with(first)) {
    return fail(Errc::bad_argument, "it is no file of commutes in this form",
                "ce n’est pas un fichier de trajets sous cette forme");
  }
  Kept kept{0, first.size()};
  for (std::size_t end = file.find('\n', kept.bytes); end != std::string_view::npos; end = file.find('\n', kept.bytes)) {
    const std::string_view line = file.substr(kept.bytes, end + 1 - kept.bytes);
    const std::string number_here = number(static_cast<std::int64_t>(kept.rows) + 1);
    if (!line.ends_with(end_)) {
      return fail(Errc::bad_argument, "row " + number_here + " answers another question, or is of another atlas",
                  "la ligne de résultat " + number_here + " répond à une autre question, ou vient d’un autre atlas");
    }
    if (kept.rows == pairs.size() || !line.starts_with(begin(pairs[kept.rows]))) {
      return fail(Errc::bad_argument, "row " + number_here + " is of another pair than the table's",
                  "la ligne de résultat " + number_here + " est d’une autre paire que celle du tableau");
    }
    ++kept.rows;
    kept.bytes = end + 1;
  }
  if (!cut_row(file.substr(kept.bytes), kept.rows < pairs.size() ? begin(pairs[kept.rows]) : std::string())) {
    return fail(Errc::bad_argument, "it ends with something else than rows of this table",
                "il se termine par autre chose que des lignes de résultat de ce tableau");
  }
  return kept;
}

}  // namespace contrechamp::answers
