import { createHash } from 'node:crypto';
import type { Names } from '../names.ts';

export interface UserDataProps {
  readonly names: Names;
  readonly region: string;
  readonly artifactSha256: string;
  /** What the instance reads from parameters: when it changes, another instance is to read it. */
  readonly parameters: ReadonlyArray<string>;
}

/** EC2 takes no more. */
const MOST_BYTES = 16 * 1024;

const hashOf = (texts: ReadonlyArray<string>): string =>
  createHash('sha256').update(texts.join('\n')).digest('hex');

/**
 * What an instance does when it is born: packages, the artifact by its hash, and the rest is the artifact's own
 * business. Without braces after a dollar sign, which the engine would read as its own.
 */
const script = ({ names, region, artifactSha256, parameters }: UserDataProps): string => `\
#!/bin/bash
# parameters ${hashOf(parameters)}
set -euo pipefail
mkdir -p /etc/mempool /opt/mempool
cat > /etc/mempool/instance.env <<'END'
AWS_REGION=${region}
ENVIRONMENT_PARAMETERS=${names.listenerParameters}
AGENT_PARAMETER=${names.agentParameter}
SPOOL_PARAMETER=${names.spoolParameter}
GROUP=${names.listener}
HOOK=${names.listenerHook}
END
export AWS_REGION=${region}
again() {
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    "$@" && return
    sleep 15 # a new role takes its time
  done
  echo "gave up: $*" >&2
  return 1
}
again dnf install -y nodejs24 amazon-cloudwatch-agent unzip
again aws s3 cp --no-progress 's3://${names.artifacts}/${names.listenerArtifactKey(artifactSha256)}' /opt/mempool.zip
echo '${artifactSha256}  /opt/mempool.zip' | sha256sum --check --quiet
unzip -q -o /opt/mempool.zip -d /opt/mempool
bash /opt/mempool/host/install.sh
`;

/** The script in Base64. */
export const userData = (props: UserDataProps): string => {
  const text = script(props);
  if (Buffer.byteLength(text) > MOST_BYTES)
    throw new Error(`the user data has ${Buffer.byteLength(text)} bytes; EC2 takes ${MOST_BYTES}`);
  return Buffer.from(text).toString('base64');
};
