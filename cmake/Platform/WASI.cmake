# SPDX-License-Identifier: AGPL-3.0-or-later
# CMake 3.25 has no platform of this name and says so at length without this file.
set(CMAKE_EXECUTABLE_SUFFIX .wasm)
set(CMAKE_STATIC_LIBRARY_PREFIX lib)
set(CMAKE_STATIC_LIBRARY_SUFFIX .a)
