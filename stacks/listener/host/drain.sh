#!/bin/bash
# Waits until the group ends this instance; stops the listener, which sends what waits, and lets go of the spool.
set -euo pipefail
metadata=http://169.254.169.254/latest
ask() {
  local token
  token=$(curl -sf -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$metadata/api/token") &&
    curl -sf -H "X-aws-ec2-metadata-token: $token" "$metadata/meta-data/$1"
}
until [ "$(ask autoscaling/target-lifecycle-state || true)" = Terminated ]; do
  sleep 5
done
systemctl stop mempool-listener.service
umount /var/lib/mempool || true
aws autoscaling complete-lifecycle-action \
  --auto-scaling-group-name "$GROUP" --lifecycle-hook-name "$HOOK" \
  --instance-id "$(ask instance-id)" --lifecycle-action-result CONTINUE
