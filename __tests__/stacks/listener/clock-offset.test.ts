import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../support/small-clone.ts';

const folder = mkdtempSync(join(tmpdir(), 'clock-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What `chronyc -c tracking` prints: one line, the fifth field the offset in seconds, the last whether it follows. */
const tracking = (offsetSeconds: string, follows: string): string =>
  `A9FEA97B,169.254.169.123,4,1796044800.1,${offsetSeconds},-0.00001,0.00002,-13.5,0.002,0.04,0.0004,0.0002,16.2,${follows}`;

/** What the script appends when the time service says so. */
const toldWhen = (line: string): string => {
  const [chronyc, file] = [join(folder, 'chronyc'), join(folder, 'metrics.ndjson')];
  writeFileSync(chronyc, `#!/bin/sh\necho '${line}'\n`);
  chmodSync(chronyc, 0o755);
  writeFileSync(file, '');
  execFileSync('bash', [join(projectRoot, 'stacks/listener/host/clock-offset.sh')], {
    env: {
      PATH: `${folder}:/usr/bin:/bin`,
      BITCOIN_PIPELINE_NETWORK: 'signet',
      BITCOIN_PIPELINE_ENVIRONMENT: 'prod',
      BITCOIN_PIPELINE_METRICS_FILE: file,
    },
  });
  return readFileSync(file, 'utf8');
};

describe('the clock of the instance', () => {
  it.each([
    ['0.001234', 1.234],
    ['-2.5', 2500],
  ])('%s s off is told as %s ms, ahead or behind', (offset, ms) => {
    const document = JSON.parse(toldWhen(tracking(offset, 'Normal'))) as {
      readonly _aws: { readonly Timestamp: number };
    };
    expect(Math.abs(document._aws.Timestamp - Date.now())).toBeLessThan(60_000);
    expect(document).toMatchObject({
      _aws: {
        CloudWatchMetrics: [
          {
            Namespace: 'BitcoinPipeline',
            Dimensions: [['environment', 'network']],
            Metrics: [{ Name: 'ClockOffsetMilliseconds', Unit: 'Milliseconds' }],
          },
        ],
      },
      environment: 'prod',
      network: 'signet',
      ClockOffsetMilliseconds: ms,
    });
  });

  it('that follows none is not told', () => {
    expect(toldWhen(tracking('0.0', 'Not synchronised'))).toBe('');
  });
});
