# SPDX-License-Identifier: AGPL-3.0-or-later
# Toolchain: clang 19 with Debian's wasi-libc and libc++ for wasm32. No exceptions, no threads: the portable set needs neither.
set(CMAKE_SYSTEM_NAME WASI)
set(CMAKE_SYSTEM_PROCESSOR wasm32)
list(APPEND CMAKE_MODULE_PATH ${CMAKE_CURRENT_LIST_DIR})  # Platform/WASI.cmake
set(CMAKE_C_COMPILER clang-19)
set(CMAKE_CXX_COMPILER clang++-19)
set(CMAKE_C_COMPILER_TARGET wasm32-wasi)
set(CMAKE_CXX_COMPILER_TARGET wasm32-wasi)
set(CMAKE_CXX_FLAGS_INIT "-fno-exceptions -msimd128")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-mexec-model=reactor -Wl,--strip-all")
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)

# The host's /usr/include must never be on the path: the two header-only libraries get a folder of their own.
set(CONTRECHAMP_WASM_INCLUDE ${CMAKE_BINARY_DIR}/wasm-include)
file(MAKE_DIRECTORY ${CONTRECHAMP_WASM_INCLUDE})
foreach(header tl xxhash.h)
  file(CREATE_LINK /usr/include/${header} ${CONTRECHAMP_WASM_INCLUDE}/${header} SYMBOLIC)
endforeach()
include_directories(SYSTEM ${CONTRECHAMP_WASM_INCLUDE})
