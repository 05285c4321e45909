// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/atlas/native/file.hpp>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <csignal>
#include <cstring>
#include <fstream>
#include <iterator>
#include <tests/support/testing.hpp>

namespace contrechamp::atlas {
namespace {
namespace fs = std::filesystem;

std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }
std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}
std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}
std::string sentence(const Result<void>& result) { return result ? "written" : result.error().sentence(); }
std::string sentence(const Result<MappedFile>& result) { return result ? "opened" : result.error().sentence(); }

/// A new, empty folder for each test.
class AtlasFile : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::scratch() / ::testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::create_directory(folder_);
  }
  fs::path folder_;
};

TEST_F(AtlasFile, is_written_and_mapped) {
  const fs::path path = folder_ / "a.atlas";
  ASSERT_EQ(sentence(write_atomically(path, bytes_of("first"))), "written");
  ASSERT_EQ(sentence(write_atomically(path, bytes_of("second, longer"))), "written");
  EXPECT_EQ(files_in(folder_), 1U);
  auto mapped = MappedFile::open(path);
  ASSERT_TRUE(mapped) << mapped.error().sentence();
  const MappedFile file = std::move(*mapped);
  ASSERT_EQ(file.bytes().size(), 14U);
  EXPECT_EQ(std::memcmp(file.bytes().data(), "second, longer", 14), 0);
  // Who has mapped the old file keeps it.
  ASSERT_EQ(sentence(write_atomically(path, bytes_of("third"))), "written");
  EXPECT_EQ(std::memcmp(file.bytes().data(), "second, longer", 14), 0);
}

TEST_F(AtlasFile, what_cannot_be_read) {
  const fs::path missing = folder_ / "missing";
  EXPECT_EQ(sentence(MappedFile::open(missing)), "cannot read: " + missing.string() + ": No such file or directory");
  EXPECT_EQ(sentence(MappedFile::open(folder_)), "cannot read: " + folder_.string() + ": Is a directory");
  const fs::path pipe = folder_ / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(sentence(MappedFile::open(pipe)), "cannot read: " + pipe.string() + ": not a regular file");
  const fs::path empty = folder_ / "empty";
  std::ofstream(empty).flush();
  EXPECT_EQ(sentence(MappedFile::open(empty)), "not a Contrechamp atlas: " + empty.string() + ": the file is empty");
}

TEST_F(AtlasFile, what_cannot_be_written) {
  // Root may write everywhere, so the folder is missing, or is a file.
  const fs::path nowhere = folder_ / "missing" / "a.atlas";
  EXPECT_EQ(sentence(write_atomically(nowhere, bytes_of("x"))),
            "cannot write: " + nowhere.string() + ": No such file or directory");
  std::ofstream(folder_ / "file") << "former";
  const fs::path below_a_file = folder_ / "file" / "a.atlas";
  EXPECT_EQ(sentence(write_atomically(below_a_file, bytes_of("x"))),
            "cannot write: " + below_a_file.string() + ": Not a directory");
  EXPECT_EQ(sentence(write_atomically(folder_, bytes_of("x"))), "cannot write: " + folder_.string() + ": not a regular file");
  EXPECT_EQ(sentence(write_atomically("/dev/null", bytes_of("x"))), "cannot write: /dev/null: not a regular file");
  EXPECT_EQ(content(folder_ / "file"), "former");
  EXPECT_EQ(files_in(folder_), 1U);
}

TEST_F(AtlasFile, unwritable_folder) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write everywhere; what_cannot_be_written shows the same path";
  std::ofstream(folder_ / "a.atlas") << "former";
  fs::permissions(folder_, fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_EQ(sentence(write_atomically(folder_ / "a.atlas", bytes_of("x"))),
            "cannot write: " + (folder_ / "a.atlas").string() + ": Permission denied");
  fs::permissions(folder_, fs::perms::owner_all);
  EXPECT_EQ(content(folder_ / "a.atlas"), "former");
}

TEST_F(AtlasFile, a_link_stays_a_link) {
  std::ofstream(folder_ / "target") << "former";
  fs::create_symlink("target", folder_ / "link");
  ASSERT_EQ(sentence(write_atomically(folder_ / "link", bytes_of("new"))), "written");
  EXPECT_TRUE(fs::is_symlink(folder_ / "link"));
  EXPECT_EQ(content(folder_ / "target"), "new");
}

TEST_F(AtlasFile, leftovers_are_stepped_over) {
  for (int call = 0; call < 50; ++call) {
    std::ofstream(folder_ / ("a.atlas." + std::to_string(::getpid()) + "-" + std::to_string(call) + ".tmp")) << "left";
  }
  ASSERT_EQ(sentence(write_atomically(folder_ / "a.atlas", bytes_of("new"))), "written");
  EXPECT_EQ(content(folder_ / "a.atlas"), "new");
  EXPECT_EQ(files_in(folder_), 51U);
}

/// Files of this process may not grow beyond `limit` while it lives.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t limit) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &former_);
    const rlimit lower{limit, former_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &lower);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &former_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  void (*handler_)(int);
  rlimit former_{};
};

TEST_F(AtlasFile, full_disk_leaves_the_former_file) {
  const fs::path path = folder_ / "a.atlas";
  std::ofstream(path) << "former";
  const std::vector<std::byte> large(100'000);
  Result<void> result;
  {
    const FileSizeLimit limit(4096);
    result = write_atomically(path, large);
  }
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Errc::disk_full);
  EXPECT_EQ(result.error().detail, path.string() + ": File too large");
  EXPECT_EQ(content(path), "former");
  EXPECT_EQ(files_in(folder_), 1U);
}

}  // namespace
}  // namespace contrechamp::atlas
