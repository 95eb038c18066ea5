import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { streams } from '@bitcoin-pipeline/model';
import { describe, expect, it } from 'vitest';
import { alarmsOf, COST_KIND } from '../../stacks/monitoring/alarms.ts';
import { namesOf } from '../../stacks/names.ts';
import { projectRoot } from '../support/small-clone.ts';
import { deploymentWith } from '../support/stacks/deployment.ts';

const deployment = deploymentWith();
const kinds = new Set([
  ...alarmsOf({ deployment, names: namesOf(deployment), streams }).map(({ kind }) => kind),
  COST_KIND,
]);

const page = readFileSync(join(projectRoot, 'docs/runbook.md'), 'utf8');
const [, ofAlarms = ''] = page.split('\n## Alarms\n');
const [section = ''] = ofAlarms.split('\n## ');
/** The text of each entry by its heading. */
const entries = new Map(
  section
    .split(/^### /m)
    .slice(1)
    .map((entry) => {
      const [heading = '', ...text] = entry.split('\n');
      return [heading, text.join('\n')] as const;
    }),
);

describe('the runbook', () => {
  it('has an entry for each alarm, and no other', () => {
    expect([...entries.keys()].toSorted()).toStrictEqual([...kinds].toSorted());
  });

  it.each([...kinds])('says of %s what it means, where to see it and what to do', (kind) => {
    for (const part of ['Means', 'See', 'Do'])
      expect(entries.get(kind)).toMatch(new RegExp(`^\\*\\*${part}:\\*\\* \\S`, 'm'));
  });

  it('copies the bucket for a command that knows lake folders alone', () => {
    const ofFolders = [...entries].filter(([, text]) => /\breplay\b|--rebuild/.test(text));
    expect(ofFolders.map(([kind]) => kind)).toStrictEqual(['quarantine', 'poller-errors']);
    for (const [, text] of ofFolders)
      expect(text).toMatch(
        /\naws s3 sync s3:\S+ copy .*--exclude 'mempool-data\/state\/\*'\nnpx bitcoin-pipeline .* --lake copy/,
      ); // what goes back must not be an older state
  });

  it('has headings that a link finds as they are', () => {
    for (const heading of entries.keys()) expect(heading).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });
});
