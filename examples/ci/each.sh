#!/bin/sh
# Validates each of the named files alone: what a commit changed. JSON that is no STAC is passed over.
status=0
for file in "$@"; do
  grep -q '"stac_version"' "$file" || continue
  "${CAIRN_PROGRAM:-cairn-validate}" "$file" --links ignore || status=1
done
exit $status
