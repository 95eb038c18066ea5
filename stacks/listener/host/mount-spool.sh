#!/bin/bash
# Attaches the volume of the spool to this instance and mounts it; one that is new gets a file system.
set -euo pipefail
mount=/var/lib/mempool
mkdir -p "$mount"

metadata=http://169.254.169.254/latest
token=$(curl -sf -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$metadata/api/token")
instance=$(curl -sf -H "X-aws-ec2-metadata-token: $token" "$metadata/meta-data/instance-id")
volume=$(aws ssm get-parameter --name "$SPOOL_PARAMETER" --query Parameter.Value --output text)
device=/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${volume/-/}

# the instance before may have it for a moment yet
for _ in $(seq 60); do
  [ -e "$device" ] && break
  aws ec2 attach-volume --volume-id "$volume" --instance-id "$instance" --device /dev/sdf > /dev/null || true
  sleep 5
done
if [ ! -e "$device" ]; then
  echo "the volume $volume of the spool can't be attached to $instance" >&2
  exit 1
fi

# 2: nothing is on it. Anything else that is no file system is left alone, for somebody to look at
found=0
blkid --probe "$device" > /dev/null || found=$?
[ "$found" -eq 2 ] && mkfs.xfs -q "$device"

grep -q " $mount " /etc/fstab || echo "$device $mount xfs nofail,noatime,nodev,nosuid,noexec 0 2" >> /etc/fstab
mountpoint -q "$mount" || mount "$mount"
xfs_growfs "$mount" > /dev/null
install -d -o mempool -g mempool -m 0700 "$mount/spool"
