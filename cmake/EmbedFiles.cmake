# Files of the project become bytes in a library. The script that writes the C++ file is embed_files_script.cmake.

# cairn_embed_files(<variable> ROOT <folder> FILES <files...> HEADER <header> NAMESPACE <name> TYPE <struct> FUNCTION <name> [WITH_ID])
# Sets <variable> to a C++ file that defines `const std::vector<TYPE>& FUNCTION()`, as HEADER declares it: one member a file,
# {name below ROOT, bytes}, or with WITH_ID {name, its JSON member "$id", bytes}.
function(cairn_embed_files variable)
  cmake_parse_arguments(ARG "WITH_ID" "ROOT;HEADER;NAMESPACE;TYPE;FUNCTION" "FILES" ${ARGN})
  set(script "${PROJECT_SOURCE_DIR}/cmake/embed_files_script.cmake")
  set(output "${CMAKE_CURRENT_BINARY_DIR}/${ARG_FUNCTION}.cpp")
  set(list "${CMAKE_CURRENT_BINARY_DIR}/${ARG_FUNCTION}.txt")
  list(SORT ARG_FILES)
  list(JOIN ARG_FILES "\n" lines)
  file(CONFIGURE OUTPUT "${list}" CONTENT "${lines}\n" @ONLY)
  add_custom_command(
    OUTPUT "${output}"
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DROOT=${ARG_ROOT} -DLIST=${list} -DHEADER=${ARG_HEADER}
            -DNAMESPACE=${ARG_NAMESPACE} -DTYPE=${ARG_TYPE} -DFUNCTION=${ARG_FUNCTION} -DWITH_ID=${ARG_WITH_ID} -P "${script}"
    DEPENDS ${ARG_FILES} "${list}" "${script}"
    COMMENT "Embedding ${ARG_FUNCTION}"
    VERBATIM)
  set(${variable} "${output}" PARENT_SCOPE)
endfunction()
