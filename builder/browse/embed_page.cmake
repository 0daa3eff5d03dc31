# cmake -DOUTPUT=... -DROOT=... -DLIST=<file with one path a line> -P embed_page.cmake
# Writes one C++ file with the bytes of every file of the page, as validator/embed_schemas.cmake does of the schemas.
file(STRINGS "${LIST}" files)
set(arrays "")
set(table "")
set(index 0)
foreach(file IN LISTS files)
  file(READ "${file}" hex HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
  file(RELATIVE_PATH name "${ROOT}" "${file}")
  string(APPEND arrays "const unsigned char k_file_${index}[] = {${bytes}0};\n")
  string(APPEND table "        {\"${name}\", {reinterpret_cast<const char*>(k_file_${index}), sizeof k_file_${index} - 1}},\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE "${OUTPUT}" "// Written by builder/browse/embed_page.cmake.
#include \"builder/browse/embedded_files.hpp\"

namespace cairn::browse {

namespace {
${arrays}}  // namespace

const std::vector<EmbeddedFile>& embedded_files() {
    static const std::vector<EmbeddedFile> files{
${table}    };
    return files;
}

}  // namespace cairn::browse
")
