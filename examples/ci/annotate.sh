#!/usr/bin/env bash
# What the action runs: annotations to the log, a summary of the job, SARIF. Inputs come as variables, never as text of a script.
set -euo pipefail
read -r -a options <<< "${CAIRN_OPTIONS:-}"
exec "${CAIRN_PROGRAM:-cairn-validate}" "$CAIRN_PATH" --format github --fail-on "${CAIRN_FAIL_ON:-error}" \
  --report "markdown=${GITHUB_STEP_SUMMARY:-/dev/null}" --report sarif=cairn-validate.sarif ${options[@]+"${options[@]}"}
