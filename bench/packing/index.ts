import { cpus } from 'node:os';
import { firehoseRoll } from '../../lake/ends/firehose.ts';
import { benchOptions } from '../options.ts';
import { lostShare, packed, summed, type Packed } from './packing.ts';
import { recordedLines, recordings } from './recorded-lines.ts';

const values = benchOptions(
  `Usage: npm run packing -- [--age-ms 2000] [--within-ms 60000] [--most-lost 0.04]

What the recorded sessions, in their own times, make of the bytes that Firehose bills. No figure of
it depends on the machine.`,
  {
    'age-ms': String(firehoseRoll.ageMs),
    'within-ms': String(firehoseRoll.rounding.withinMs),
    'most-lost': String(firehoseRoll.rounding.mostLost),
  },
);
const roll = {
  ...firehoseRoll,
  ageMs: Number(values['age-ms']),
  rounding: {
    stepBytes: 5120,
    mostLost: Number(values['most-lost']),
    withinMs: Number(values['within-ms']),
  },
};

const row = (name: string, figures: Packed): Record<string, string | number> => ({
  stream: name,
  lines: figures.lines,
  records: figures.records,
  bytes: figures.bytes,
  'billed bytes': figures.billedBytes,
  'lost to rounding': `${(lostShare(figures) * 100).toFixed(2)} %`,
});

const byRecording = [];
for (const name of recordings) {
  const one = packed(await recordedLines(name), roll);
  byRecording.push(one);
  process.stdout.write(`${JSON.stringify(row(name, summed([one]).total))}\n`);
}
for (const [name, figures] of Object.entries(summed(byRecording)))
  process.stdout.write(`${JSON.stringify(row(name, figures))}\n`);
process.stdout.write(
  `${JSON.stringify({ ageMs: roll.ageMs, date: new Date().toISOString(), node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cpus: cpus().length })}\n`,
);
