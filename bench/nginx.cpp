// SPDX-License-Identifier: AGPL-3.0-or-later
#include <unistd.h>
#include <algorithm>
#include <array>
#include <bench/nginx.hpp>
#include <chrono>
#include <fstream>
#include <sstream>
#include <thread>

namespace contrechamp::bench {
namespace {
namespace fs = std::filesystem;

/// The header lines of an answer as nginx's directives; what nginx writes by itself is left to it.
std::string header_directives(const std::string& head) {
  std::string out;
  std::istringstream lines(head);
  std::string line;
  std::getline(lines, line);  // the status
  while (std::getline(lines, line) && line.size() > 1) {
    const std::size_t colon = line.find(": ");
    const std::string name = line.substr(0, colon);
    const std::string value = line.substr(colon + 2, line.size() - colon - 3);  // without "\r"
    constexpr std::array own{"Date", "Content-Length", "ETag", "Connection"};
    if (std::find(own.begin(), own.end(), name) != own.end()) continue;
    if (name == "Content-Type") {
      out += "    default_type \"" + value + "\";\n";
    } else {
      out += "    add_header " + name + " \"" + value + "\";\n";
    }
  }
  return out;
}

std::string configuration(const fs::path& folder, std::uint16_t port, const Reply& reply, FileCache cache) {
  const std::string at = folder.string();
  std::string text = "daemon off;\nworker_processes 2;\nerror_log stderr crit;\npid " + at + "/pid;\n";
  if (::getuid() == 0) text += "user nobody nogroup;\n";
  text += "events { worker_connections 4096; }\nhttp {\n";
  for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
    text += std::string("  ") + kind + "_temp_path " + at + "/" + kind + ";\n";
  }
  text += "  access_log off;\n  sendfile on;\n  tcp_nopush on;\n  keepalive_requests 1000000000;\n  types {}\n";
  if (cache == FileCache::on) text += "  open_file_cache max=1000 inactive=60s;\n  open_file_cache_valid 60s;\n";
  text += "  server {\n    listen 127.0.0.1:" + std::to_string(port) + " reuseport;\n    root " + at + "/root;\n";
  return text + header_directives(reply.head) + "  }\n}\n";
}

void write(const fs::path& path, const std::string& bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

/// Writes what nginx needs and returns the command that starts it.
std::vector<std::string> prepared(const fs::path& folder, std::uint16_t port, const std::string& target, const Reply& reply,
                                  FileCache cache) {
  write(folder / ("root" + target), reply.body);
  write(folder / "nginx.conf", configuration(folder, port, reply, cache));
  return {nginx_program(), "-e", "stderr", "-p", folder.string(), "-c", (folder / "nginx.conf").string()};
}
}  // namespace

std::string nginx_program() { return first_line_of("PATH=$PATH:/usr/sbin command -v nginx"); }

Nginx::Nginx(const std::string& target, const Reply& reply, FileCache cache)
    : port_(free_port()), process_(prepared(folder_.path(), port_, target, reply, cache)) {
  using namespace std::chrono_literals;
  for (int i = 0; i < 100 && !Connection(port_).open(); ++i) std::this_thread::sleep_for(50ms);
}

}  // namespace contrechamp::bench
