# SPDX-License-Identifier: AGPL-3.0-or-later
# Flags that every module shares. Nothing is set globally, so a parent project is not affected.
add_library(contrechamp_flags INTERFACE)
target_compile_features(contrechamp_flags INTERFACE cxx_std_20)
# -ffp-contract=off: + - * / sqrt give the same bits on g++, clang and WebAssembly only without fused operations.
# -Wno-psabi: g++ warns of every vector that is wider than the default instruction set's, also where it is handed only to what is
# inlined. That no other function takes one is held by the unoptimised tests.
# -Wno-deprecated-declarations: clang 19 blames us for what std::stable_sort of libstdc++ 12 uses.
target_compile_options(contrechamp_flags INTERFACE -ffp-contract=off -Wno-psabi
    $<$<BOOL:${CONTRECHAMP_DEVELOPER}>:-Wall -Wextra -Wconversion -Wshadow -Werror>
    $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>)
target_include_directories(contrechamp_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(contrechamp_flags INTERFACE XXH_INLINE_ALL)

# contrechamp_module(<name> SOURCES ... HEADERS ... DEPS ... [PRIVATE_DEPS ...] [NATIVE ...] [NATIVE_HEADERS ...] [NATIVE_DEPS ...]
#                    [TESTS ...] [DATA_TESTS ...])
# One folder, one target, one list of dependencies. A test is a file named <thing>_test.cpp.
# NATIVE: sources with files, threads or exceptions; left out when building for WebAssembly, with their headers and what they
# alone link to.
# TESTS are unit tests (label fast); DATA_TESTS read real extracts (label data).
function(contrechamp_module name)
  cmake_parse_arguments(PARSE_ARGV 1 M "" "" "SOURCES;HEADERS;DEPS;PRIVATE_DEPS;NATIVE;NATIVE_HEADERS;NATIVE_DEPS;TESTS;DATA_TESTS")
  if(NOT CONTRECHAMP_WASM)
    list(APPEND M_SOURCES ${M_NATIVE})
    list(APPEND M_HEADERS ${M_NATIVE_HEADERS})
    list(APPEND M_PRIVATE_DEPS ${M_NATIVE_DEPS})
  endif()
  add_library(contrechamp_${name} STATIC ${M_SOURCES})
  add_library(contrechamp::${name} ALIAS contrechamp_${name})
  set_target_properties(contrechamp_${name} PROPERTIES LINKER_LANGUAGE CXX)
  target_sources(contrechamp_${name} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${M_HEADERS})
  target_link_libraries(contrechamp_${name} PUBLIC contrechamp_flags ${M_DEPS} PRIVATE ${M_PRIVATE_DEPS})
  # Every public header compiles alone (target all_verify_interface_header_sets).
  set_target_properties(contrechamp_${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ${CONTRECHAMP_DEVELOPER})
  if(CONTRECHAMP_DEVELOPER AND NOT CONTRECHAMP_WASM)
    foreach(test IN LISTS M_TESTS)
      contrechamp_test(${name} ${test} fast 300)
    endforeach()
    foreach(test IN LISTS M_DATA_TESTS)
      contrechamp_test(${name} ${test} data 900)
    endforeach()
  endif()
endfunction()

# contrechamp_test(<module> <file> <label> <timeout seconds> [libraries ...])
function(contrechamp_test module test label timeout)
  cmake_path(GET test STEM stem)
  add_executable(${module}_${stem} ${test})
  target_link_libraries(${module}_${stem} PRIVATE contrechamp::${module} contrechamp_testing ${ARGN})
  add_test(NAME ${module}.${stem} COMMAND ${module}_${stem} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties(${module}.${stem} PROPERTIES LABELS "${label};${module}" TIMEOUT ${timeout})
  if(NOT TARGET ${module}_tests)
    add_custom_target(${module}_tests)
  endif()
  add_dependencies(${module}_tests ${module}_${stem})
endfunction()

# contrechamp_unoptimised_test(<module> <files ...>)
# These tests on the module as it is compiled without optimisation, where nothing is inlined but what must be: for a module with
# functions that are compiled for several instruction sets. What they call must not hang on the optimiser: a vector is handed
# over in other registers where the instruction set is another one.
function(contrechamp_unoptimised_test module)
  if(NOT CONTRECHAMP_DEVELOPER OR CONTRECHAMP_WASM)
    return()
  endif()
  add_executable(${module}_unoptimised ${ARGN} $<TARGET_PROPERTY:contrechamp_${module},SOURCES>)
  target_compile_options(${module}_unoptimised PRIVATE -O0)
  target_link_libraries(${module}_unoptimised PRIVATE contrechamp::${module} contrechamp_testing)
  add_test(NAME ${module}.unoptimised COMMAND ${module}_unoptimised WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties(${module}.unoptimised PROPERTIES LABELS "fast;${module}" TIMEOUT 600)
endfunction()
