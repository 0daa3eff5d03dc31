# cmake -DOUTPUT=... -DROOT=... -DLIST=<file with one path a line> -P embed_schemas.cmake
# Writes one C++ file with the bytes of every schema: bytes, because a string literal has limits of size and of content.
file(STRINGS "${LIST}" files)
set(arrays "")
set(table "")
set(index 0)
foreach(file IN LISTS files)
  file(READ "${file}" hex HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
  file(READ "${file}" text)
  if(NOT text MATCHES "\"\\$id\": *\"([^\"]+)\"")
    message(FATAL_ERROR "${file} has no $id")
  endif()
  set(id "${CMAKE_MATCH_1}")
  file(RELATIVE_PATH name "${ROOT}" "${file}")
  string(APPEND arrays "const unsigned char k_schema_${index}[] = {${bytes}0};\n")
  string(APPEND table "        {\"${name}\", \"${id}\", {reinterpret_cast<const char*>(k_schema_${index}), sizeof k_schema_${index} - 1}},\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE "${OUTPUT}" "// Written by validator/embed_schemas.cmake.
#include \"validator/bundled.hpp\"

namespace cairn::validate {

namespace {
${arrays}}  // namespace

const std::vector<BundledSchema>& bundled_schemas() {
    static const std::vector<BundledSchema> schemas{
${table}    };
    return schemas;
}

}  // namespace cairn::validate
")
