// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <apps/cli/opened.hpp>
#include <apps/cli/route_words.hpp>
#include <apps/cli/terminal.hpp>
#include <atomic>
#include <cerrno>
#include <contrechamp/answers/commute.hpp>
#include <contrechamp/answers/route_place.hpp>
#include <contrechamp/answers/trace.hpp>
#include <contrechamp/core/native/on_threads.hpp>
#include <contrechamp/core/text.hpp>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <thread>

namespace contrechamp::cli {
namespace {
namespace fs = std::filesystem;

/// So many rows are computed before they are written: what is lost at most when a run is stopped, times threads.
constexpr std::size_t rows_at_once_a_thread = 64;

Result<std::string> whole_text(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return fail(Errc::cannot_read, path + ": a folder", path + "\u202F: un dossier");
  std::ifstream in(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in.good() && !in.eof()) return fail(Errc::cannot_read, path + ": " + std::strerror(errno));
  return text;
}

/// The question; places come with the pairs, and any in the atlas stands for them.
Result<trips::RouteWish> question(const Settings& settings, const answers::Subject& subject) {
  const geo::Box box = subject.atlas.bounds();
  const std::string somewhere = answers::place_text(box.min);
  answers::RouteWords words = route_words(settings);
  words.from = somewhere;
  words.to = somewhere;
  return answers::route_question(subject, words);
}

/// How many rows there are of each sort.
struct Sorts {
  std::atomic<std::size_t> unseen = 0, moved = 0, seen = 0, refused = 0;
  void add(const Result<trips::Commute>& commute) {
    ++(!commute ? refused : commute->zero() ? unseen : commute->unseen ? moved : seen);
  }
};

/// Answers pairs on all threads; rows come out in the order of the pairs.
class Crew {
 public:
  Crew(const trips::CommuteWeights& weights, const answers::CommuteRows& rows, answers::RowSums sums, unsigned threads)
      : rows_(rows), sums_(sums) {
    for (unsigned i = 0; i < threads; ++i) commuters_.emplace_back(weights);
  }
  [[nodiscard]] std::size_t rows_at_once() const { return rows_at_once_a_thread * commuters_.size(); }

  std::string answered(std::span<const answers::CommutePair> pairs, Sorts& sorts) {
    std::vector<std::string> rows(pairs.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&](trips::Commuter& commuter) {
      for (std::size_t i = next++; i < pairs.size(); i = next++) rows[i] = row(commuter, pairs[i], sorts);
    };
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 1; i < commuters_.size(); ++i) threads.emplace_back([&, i] { work(commuters_[i]); });
      work(commuters_.front());
    }
    std::string text;
    for (const std::string& row : rows) text += row;
    return text;
  }

 private:
  std::string row(trips::Commuter& commuter, const answers::CommutePair& pair, Sorts& sorts) const {
    Result<trips::Commute> commute =
        pair.wrong ? Result<trips::Commute>(tl::unexpected(*pair.wrong)) : commuter.commute(pair.from, pair.to);
    if (commute && sums_ == answers::RowSums::verified) commuter.measure_again(*commute);
    sorts.add(commute);
    return rows_.row(pair, commute);
  }

  const answers::CommuteRows& rows_;
  answers::RowSums sums_;
  std::vector<trips::Commuter> commuters_;
};

/// The file of rows, as far as it is done already.
class RowFile {
 public:
  /// Errors: those of CommuteRows::kept with the file's name, cannot_read, cannot_write.
  static Result<RowFile> opened(const std::string& path, const answers::CommuteRows& rows,
                                std::span<const answers::CommutePair> pairs) {
    RowFile file;
    std::error_code error;
    if (fs::exists(path, error)) {
      if (!fs::is_regular_file(path, error)) {
        return fail(Errc::cannot_write, path + ": no regular file", path + "\u202F: pas un fichier ordinaire");
      }
      const auto text = whole_text(path);
      if (!text) return tl::unexpected(text.error());
      const auto kept = rows.kept(*text, pairs);
      if (!kept) return fail_within(path, kept.error());
      file.done_ = kept->rows;
      if (kept->bytes < text->size()) fs::resize_file(path, kept->bytes, error);
      file.path_ = path;
      file.out_.open(path, std::ios::binary | std::ios::app);
      return kept->bytes > 0 ? file.checked() : file.begun(rows);
    }
    file.path_ = path;
    file.out_.open(path, std::ios::binary | std::ios::app);
    return file.begun(rows);
  }
  [[nodiscard]] std::size_t done() const { return done_; }
  Result<void> add(std::string_view rows) {
    out_.write(rows.data(), static_cast<std::streamsize>(rows.size()));
    out_.flush();
    if (out_.good()) return {};
    return fail(errno == ENOSPC ? Errc::disk_full : Errc::cannot_write, path_ + ": " + std::strerror(errno));
  }

 private:
  Result<RowFile> checked() {
    if (!out_.good()) return fail(Errc::cannot_write, path_ + ": " + std::strerror(errno));
    return std::move(*this);
  }
  Result<RowFile> begun(const answers::CommuteRows& rows) {
    if (auto written = add(rows.head()); !written) return tl::unexpected(written.error());
    return std::move(*this);
  }

  std::string path_;
  std::ofstream out_;
  std::size_t done_ = 0;
};

std::string summary(const Settings& settings, std::size_t pairs, std::size_t there, const Sorts& sorts, Lang lang) {
  answers::Table table("rl");
  const auto row = [&](std::size_t n, Phrase what) {
    if (n > 0) table.row({answers::count(n, lang), std::string(what.in(lang))});
  };
  row(there, {"rows were there already", "lignes y étaient déjà"});
  row(sorts.unseen,
      {"pairs with an unseen way (no mapped device on it)", "paires avec un chemin non vu (aucun dispositif cartographié)"});
  row(sorts.moved, {"with one from the nearest unseen place, for an end is in view",
                    "avec un tel chemin depuis le lieu non vu le plus proche, un bout étant en vue"});
  row(sorts.seen, {"without any: each way is possibly seen somewhere", "sans\u202F: tout chemin est peut-être vu quelque part"});
  row(sorts.refused,
      {"could not be answered: the column `error` says why", "sans réponse\u202F: la colonne `error` dit pourquoi"});
  return table.text() + settings.output + std::string(Phrase{": ", "\u202F: "}.in(lang)) + answers::count(pairs, lang) +
         std::string(Phrase{" rows\n", " lignes\n"}.in(lang));
}

Result<void> answer_all(const Settings& settings, const answers::Subject& subject, const trips::RouteWish& wish,
                        std::span<const answers::CommutePair> pairs, Lang lang, LogSink& log) {
  const auto form = settings.json ? answers::RowForm::json_lines : answers::RowForm::csv;
  const auto sums = settings.verified ? answers::RowSums::verified : answers::RowSums::stored;
  const answers::CommuteRows rows(subject, wish, form, sums, lang);
  auto file = RowFile::opened(settings.output, rows, pairs);
  if (!file) return tl::unexpected(file.error());
  const auto roads = subject.atlas.roads(wish.mode);
  if (!roads) return tl::unexpected(roads.error());
  const trips::City city = answers::city_of(subject);
  const trips::ModeRoads mode{roads->roads, roads->graph, roads->index};
  const Executor executor = on_threads(thread_count(settings));
  const auto weights =
      trips::CommuteWeights::made(city, subject.atlas.sightings(), mode, wish, pairs.size() - file->done(), executor);
  if (!weights) return tl::unexpected(weights.error());
  Crew crew(*weights, rows, sums, thread_count(settings));
  Sorts sorts;
  for (std::size_t done = file->done(); done < pairs.size();) {
    log.progress("commutes", done, pairs.size());
    const auto some = pairs.subspan(done, std::min(crew.rows_at_once(), pairs.size() - done));
    if (auto written = file->add(crew.answered(some, sorts)); !written) return written;
    done += some.size();
  }
  return print(summary(settings, pairs.size(), file->done(), sorts, lang));
}

}  // namespace

Result<void> run_commute(const Settings& settings, LogSink& log) {
  const auto lang = language(settings);
  if (!lang) return tl::unexpected(lang.error());
  const auto text = whole_text(settings.pairs);
  if (!text) return tl::unexpected(text.error());
  const auto pairs = answers::commute_pairs(*text);
  if (!pairs) return fail_within(settings.pairs, pairs.error());
  const auto city = opened(settings.atlas, answers::subject);
  if (!city) return tl::unexpected(city.error());
  if (const auto usable = answers::check_roads(city->inside); !usable) return usable;
  const auto wish = question(settings, city->inside);
  if (!wish) return tl::unexpected(wish.error());
  return answer_all(settings, city->inside, *wish, *pairs, *lang, log);
}

}  // namespace contrechamp::cli
