#!/usr/bin/env bash
# What the action runs: annotations to the log, a summary of the job, SARIF. Inputs come as variables, never as text of a script.
set -euo pipefail
program="${CAIRN_PROGRAM:-cairn-validate}"
if ! command -v "$program" > /dev/null; then
  echo "::error title=cairn-validate::there is no program $program, expected one on the PATH: run the job in the image of examples/ci/Containerfile, or name it by the input 'program'"
  exit 2
fi
read -r -a options <<< "${CAIRN_OPTIONS:-}"
exec "$program" "$CAIRN_PATH" --format github --fail-on "${CAIRN_FAIL_ON:-error}" \
  --report "markdown=${GITHUB_STEP_SUMMARY:-/dev/null}" --report sarif=cairn-validate.sarif ${options[@]+"${options[@]}"}
