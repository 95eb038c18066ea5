/**
 * Another process with a spool: appends without end and says after each sync how far it is durable, until it is
 * killed. Arguments: folder, id, limit in bytes.
 */
import { writeSync } from 'node:fs';
import * as E from 'fp-ts/lib/Either.js';
import { openSpools } from '../../listener/spool/index.ts';
import { spoolLine } from './spool-lines.ts';

const [dir = '', id = '', limit = ''] = process.argv.slice(2);
const opened = await openSpools({
  dir,
  identity: { network: 'signet', originClass: 'simulated' },
  id,
  limitBytes: Number(limit),
  carry: () => null,
  told: (event) => {
    if (event.event === 'spool-synced') writeSync(1, `${event.newest.ordinal}\n`);
  },
});
if (E.isLeft(opened)) throw new Error(opened.left.message);
let ordinal = 0;
setInterval(() => {
  for (let count = 0; count < 20; count += 1) opened.right.own.append([spoolLine((ordinal += 1))]);
}, 1);
