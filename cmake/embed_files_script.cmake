# Run by cairn_embed_files (EmbedFiles.cmake), which gives OUTPUT, ROOT, LIST (a file with one path a line), HEADER, NAMESPACE, TYPE, FUNCTION, WITH_ID.
# The bytes stand as an array, because a string literal has limits of size and of content.
file(STRINGS "${LIST}" files)
set(arrays "")
set(table "")
set(index 0)
foreach(file IN LISTS files)
  file(READ "${file}" hex HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
  file(RELATIVE_PATH name "${ROOT}" "${file}")
  set(id "")
  if(WITH_ID)
    file(READ "${file}" text)
    if(NOT text MATCHES "\"\\$id\": *\"([^\"]+)\"")
      message(FATAL_ERROR "${file} has no $id")
    endif()
    set(id "\"${CMAKE_MATCH_1}\", ")
  endif()
  string(APPEND arrays "const unsigned char k_file_${index}[] = {${bytes}0};\n")
  string(APPEND table "        {\"${name}\", ${id}{reinterpret_cast<const char*>(k_file_${index}), sizeof k_file_${index} - 1}},\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE "${OUTPUT}" "// Written by cmake/embed_files_script.cmake.
#include \"${HEADER}\"

namespace ${NAMESPACE} {

namespace {
${arrays}}  // namespace

const std::vector<${TYPE}>& ${FUNCTION}() {
    static const std::vector<${TYPE}> files{
${table}    };
    return files;
}

}  // namespace ${NAMESPACE}
")
