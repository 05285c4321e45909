// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/atlas/native/file.hpp>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

namespace contrechamp::atlas {
namespace {
namespace fs = std::filesystem;

/// An open file that is closed at the end.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int get() const { return number_; }
  /// Some file systems tell of a full disk only here.
  [[nodiscard]] bool close() { return ::close(std::exchange(number_, -1)) == 0; }

 private:
  int number_;
};

std::string because(const fs::path& path, int error) { return path.string() + ": " + std::generic_category().message(error); }

tl::unexpected<Error> not_written(const fs::path& path, int error) {
  const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
  return fail(full ? Errc::disk_full : Errc::cannot_write, because(path, error));
}

/// 0, or errno.
int write_all(int file, std::span<const std::byte> bytes) {
  constexpr std::size_t at_once = std::size_t{1} << 30U;  // Linux takes no more than 2 GiB in one call
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), std::min(bytes.size(), at_once));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return 0;
}

int write_new(const fs::path& path, std::span<const std::byte> bytes) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (file.get() < 0) return errno;
  if (const int error = write_all(file.get(), bytes); error != 0) return error;
  if (::fsync(file.get()) != 0) return errno;
  return file.close() ? 0 : errno;
}

int sync_folder(const fs::path& folder) {
  const Descriptor file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (file.get() < 0) return errno;
  if (::fsync(file.get()) == 0) return 0;
  return errno == EINVAL || errno == ENOTSUP ? 0 : errno;  // some network file systems cannot, and need not
}

/// In the folder of `path`; no two calls, threads or running processes of one machine make the same.
fs::path temporary_beside(const fs::path& path) {
  static std::atomic<unsigned> calls{0};
  return path.string() + "." + std::to_string(::getpid()) + "-" + std::to_string(calls++) + ".tmp";
}

/// 0, or errno; after an error no temporary file is left.
int replace(const fs::path& target, std::span<const std::byte> bytes) {
  fs::path temporary = temporary_beside(target);
  int failed = write_new(temporary, bytes);
  // What a killed process with the same number left behind (numbers recur in containers) is stepped over.
  for (int tries = 0; failed == EEXIST && tries < 100; ++tries) {
    temporary = temporary_beside(target);
    failed = write_new(temporary, bytes);
  }
  if (failed == EEXIST) return failed;
  if (failed == 0 && ::rename(temporary.c_str(), target.c_str()) != 0) failed = errno;
  if (failed != 0) ::unlink(temporary.c_str());
  return failed;
}

}  // namespace

Result<MappedFile> MappedFile::open(const fs::path& path) {
  // O_NONBLOCK: a pipe must be refused, not waited for.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status {};
  if (file.get() < 0 || ::fstat(file.get(), &status) != 0) return fail(Errc::cannot_read, because(path, errno));
  if (S_ISDIR(status.st_mode)) return fail(Errc::cannot_read, because(path, EISDIR));
  if (!S_ISREG(status.st_mode))
    return fail(Errc::cannot_read, path.string() + ": not a regular file", path.string() + "\u202F: pas un fichier ordinaire");
  if (status.st_size == 0)
    return fail(Errc::not_an_atlas, path.string() + ": the file is empty", path.string() + "\u202F: le fichier est vide");
  const auto size = static_cast<std::size_t>(status.st_size);
  void* start = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (start == MAP_FAILED) return fail(Errc::cannot_read, because(path, errno));
  return MappedFile({static_cast<std::byte*>(start), size});
}

MappedFile::MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(bytes_, other.bytes_);
  return *this;
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) ::munmap(bytes_.data(), bytes_.size());
}

Result<void> write_atomically(const fs::path& path, std::span<const std::byte> bytes) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::exists(status) && !fs::is_regular_file(status))
    return fail(Errc::cannot_write, path.string() + ": not a regular file", path.string() + "\u202F: pas un fichier ordinaire");
  fs::path target = path;
  if (fs::exists(status)) target = fs::canonical(path, error);  // replace what a link names, not the link
  if (target.empty()) return not_written(path, error.value());
  if (const int failed = replace(target, bytes); failed != 0) return not_written(path, failed);
  const fs::path folder = target.parent_path();
  if (const int unsynced = sync_folder(folder.empty() ? fs::path(".") : folder); unsynced != 0)
    return not_written(path, unsynced);
  return {};
}

}  // namespace contrechamp::atlas
