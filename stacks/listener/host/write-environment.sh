#!/bin/bash
# The variables of the service, from their parameters. Runs before each start: another value takes a restart.
set -euo pipefail
umask 077
file=/etc/mempool/mempool.env
aws ssm get-parameters-by-path --path "$ENVIRONMENT_PARAMETERS" \
  --query 'Parameters[].[Name,Value]' --output text |
  while IFS=$'\t' read -r name value; do
    printf '%s="%s"\n' "${name##*/}" "$value"
  done > "$file.new"
if [ ! -s "$file.new" ]; then
  echo "there are no parameters below $ENVIRONMENT_PARAMETERS" >&2
  exit 1
fi
mv "$file.new" "$file"
