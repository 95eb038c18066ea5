import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { complaintsOf } from './complaints.ts';
import { runFaults } from './run.ts';

/** npm run faults -- --faults 10000 --seed 7 [--kinds certain] [--backlog-mib 128] [--minutes 60]. Exit 1 where anything is not as it should be. */

const {
  faults,
  seed,
  kinds,
  minutes,
  'backlog-mib': backlogMib,
} = parseArgs({
  options: {
    faults: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now()) },
    kinds: { type: 'string', default: 'all' },
    minutes: { type: 'string', default: '60' },
    'backlog-mib': { type: 'string', default: '128' },
  },
}).values;

process.stderr.write(
  `${faults} faults, seed ${seed}; ${cpus().length} × ${cpus()[0]?.model}, ${new Date().toISOString()}\n`,
);
const run = {
  seed,
  faults: Number(faults),
  kinds: kinds === 'certain' ? 'certain' : 'all',
  backlogMib: Number(backlogMib),
  withinMs: Number(minutes) * 60_000,
} as const;
const report = await runFaults(run);
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
for (const complaint of complaintsOf(run, report)) {
  process.stderr.write(`${complaint}\n`);
  process.exitCode = 1;
}
