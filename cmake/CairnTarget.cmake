# One library a folder. Every target gets the same warnings, sanitizers and include root.

# Headers of others that most sources include, compiled once. A compiler takes them for equal definitions alone: every target has all of them.
# Targets without these (the release preset's) show a source that forgot an include.
function(cairn_precompiled_headers owner)
  if(CAIRN_PRECOMPILED_HEADERS)
    add_library(${owner} OBJECT "${PROJECT_SOURCE_DIR}/cmake/precompiled.cpp")
    cairn_common_options(${owner})
    target_precompile_headers(${owner} PRIVATE ${ARGN})
  endif()
endfunction()

function(cairn_reuse_headers target owner)
  if(CAIRN_PRECOMPILED_HEADERS)
    target_precompile_headers(${target} REUSE_FROM ${owner})
    # GCC 12 takes what comes from a precompiled header for our own text, and warns of what it inlines from std::string.
    target_compile_options(${target} PRIVATE
      $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds> $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overflow> $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overread>)
  endif()
endfunction()

macro(cairn_default variable value)
  if(NOT ${variable})
    set(${variable} ${value})
  endif()
endmacro()

function(cairn_common_options target)
  target_compile_definitions(${target} PRIVATE
    $<TARGET_PROPERTY:fmt::fmt,INTERFACE_COMPILE_DEFINITIONS> $<TARGET_PROPERTY:Boost::filesystem,INTERFACE_COMPILE_DEFINITIONS>)
  target_compile_options(${target} PRIVATE -pthread)
  target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}" "${PROJECT_BINARY_DIR}/generated")
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wconversion -Wshadow -Wpedantic)
  # GCC 12 sees overlapping copies in std::string's own operators at -O2 (its bug 105651).
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
  # Two builds of one commit are the same bytes, whatever folder they are made in.
  target_compile_options(${target} PRIVATE
    $<$<CONFIG:Release>:-ffile-prefix-map=${PROJECT_BINARY_DIR}/=> $<$<CONFIG:Release>:-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=>)
  if(CAIRN_WARNINGS_AS_ERRORS)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
  if(CAIRN_SANITIZE)
    target_compile_options(${target} PUBLIC -fsanitize=${CAIRN_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(${target} PUBLIC -fsanitize=${CAIRN_SANITIZE})
  endif()
endfunction()

# cairn_library(<name> SOURCES ... [USES <targets below this layer>...] [LIBRARIES <private third-party targets>...] [HEADERS <owner of precompiled ones>])
function(cairn_library name)
  cmake_parse_arguments(ARG "" "HEADERS" "SOURCES;USES;LIBRARIES" ${ARGN})
  cairn_default(ARG_HEADERS cairn_headers)
  add_library(${name} STATIC ${ARG_SOURCES})
  cairn_common_options(${name})
  cairn_reuse_headers(${name} ${ARG_HEADERS})
  target_link_libraries(${name} PUBLIC ${ARG_USES} PRIVATE ${ARG_LIBRARIES})
endfunction()

function(cairn_executable name)
  cmake_parse_arguments(ARG "" "HEADERS" "SOURCES;USES" ${ARGN})
  cairn_default(ARG_HEADERS cairn_headers)
  add_executable(${name} ${ARG_SOURCES})
  cairn_common_options(${name})
  cairn_reuse_headers(${name} ${ARG_HEADERS})
  target_link_libraries(${name} PRIVATE ${ARG_USES})
endfunction()
