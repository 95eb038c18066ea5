#!/bin/bash
# Makes a service of what was unpacked; may run again. What differs between instances is in /etc/mempool/instance.env.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
set -a
# shellcheck source=/dev/null
. /etc/mempool/instance.env
set +a

# the same number on every instance: the spool is the next one's as well
id mempool > /dev/null 2>&1 || useradd --system --uid 961 --no-create-home --shell /sbin/nologin mempool
install -d -o mempool -g mempool -m 0755 /var/log/mempool

# updates of packages need for a moment more memory than there is
if [ ! -e /swapfile ]; then
  dd if=/dev/zero of=/swapfile bs=1M count=512 status=none
  chmod 600 /swapfile
  mkswap /swapfile > /dev/null
  echo '/swapfile none swap sw 0 0' >> /etc/fstab
fi
swapon -a

bash "$here/mount-spool.sh"

install -m 0644 "$here"/*.service "$here"/*.timer /etc/systemd/system/
install -m 0644 "$here/logrotate.conf" /etc/logrotate.d/mempool
/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl \
  -a fetch-config -m ec2 -s -c "ssm:$AGENT_PARAMETER"
systemctl daemon-reload
systemctl enable --now logrotate.timer mempool-clock.timer mempool-drain.service mempool-listener.service
