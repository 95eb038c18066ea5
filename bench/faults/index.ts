import { cpus } from 'node:os';
import { benchOptions } from '../options.ts';
import { complaintsOf } from './complaints.ts';
import { runFaults } from './run.ts';

const options = benchOptions(
  `Usage: npm run faults -- [--faults 10000] [--seed 7] [--kinds all|certain] [--backlog-mib 128] [--minutes 60]

Sends a spool through a proxy that breaks answers to a server of Firehose's protocol and compares
what is in the bucket byte for byte. certain: only faults after which nothing may come twice.
Exit 1 where anything is not as it should be.`,
  { faults: '10000', seed: String(Date.now()), kinds: 'all', minutes: '60', 'backlog-mib': '128' },
);
const { faults, seed, kinds, minutes, 'backlog-mib': backlogMib } = options;

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
