# cmake -DOUTPUT=... -DROOT=... -DLIST=<file with one path a line> -P embed.cmake
# Writes one C++ file with the bytes of every file of a preset that the program reads.
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
file(WRITE "${OUTPUT}" "// Written by templates/embed.cmake.
#include \"builder/config/presets.hpp\"

namespace cairn {

namespace {
${arrays}}  // namespace

const std::vector<PresetFile>& preset_files() {
    static const std::vector<PresetFile> files{
${table}    };
    return files;
}

}  // namespace cairn
")
