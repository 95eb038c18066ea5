import * as E from 'fp-ts/lib/Either.js';
import { expect, it } from 'vitest';
import { officialCommand } from '../../../rehearsal/official/install.ts';

it.each(['18.20.4', '24.1.0'])('cdktf’s own command is not tried on Node %s', async (node) => {
  const said: Array<string> = [];
  expect(await officialCommand((text) => said.push(text), node)).toStrictEqual(
    E.left(
      `cdktf-cli 0.21.0 runs on Node 20 and 22, and this is Node ${node}: take one of those for this command`,
    ),
  );
  expect(said).toStrictEqual([]);
});
