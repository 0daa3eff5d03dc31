# What Debian wants of the files of a package: compressed manual pages; and times that are the same in every build.
execute_process(COMMAND find "${CPACK_TEMPORARY_INSTALL_DIRECTORY}" -path "*/man/*" -type f ! -name "*.gz" -exec gzip --best --no-name {} +
  COMMAND_ERROR_IS_FATAL ANY)
if(DEFINED ENV{SOURCE_DATE_EPOCH})
  execute_process(COMMAND find "${CPACK_TEMPORARY_INSTALL_DIRECTORY}" -exec touch --no-dereference "--date=@$ENV{SOURCE_DATE_EPOCH}" {} +
    COMMAND_ERROR_IS_FATAL ANY)
endif()
