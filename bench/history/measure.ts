import { performance } from 'node:perf_hooks';
import * as E from 'fp-ts/lib/Either.js';
import { blocksIn } from '../../dashboard/server/history/blocks.ts';
import { poolsIn } from '../../dashboard/server/history/pools.ts';
import { predictedIn } from '../../dashboard/server/history/predicted.ts';
import { ranges, type Range } from '../../dashboard/server/history/range.ts';
import type { Asked } from '../../dashboard/server/history/span.ts';
import type { QueryPort } from '../../warehouse/query-port.ts';

/** Of one question over one range: rows that it gave, and the time of the quickest of some tries and of the middle one. */
export interface Measured {
  readonly question: string;
  readonly range: Range;
  readonly rows: number;
  readonly quickestMs: number;
  readonly medianMs: number;
}

/** Each question, and the rows that it comes to. */
const questions: Readonly<Record<string, (port: QueryPort, range: Range) => Asked<number>>> = {
  blocks: async (port, range) =>
    E.map((answer: { readonly points: ReadonlyArray<unknown> }) => answer.points.length)(
      await blocksIn(port, range),
    ),
  predicted: async (port, range) =>
    E.map((answer: { readonly points: ReadonlyArray<unknown> }) => answer.points.length)(
      await predictedIn(port, range),
    ),
  pools: async (port, range) =>
    E.map((answer: { readonly pools: ReadonlyArray<unknown> }) => answer.pools.length)(
      await poolsIn(port, range),
    ),
};

/** Asks everything over every range some times, without a memory between. */
export const measured = async (
  port: QueryPort,
  tries: number,
): Promise<ReadonlyArray<Measured>> => {
  const all: Measured[] = [];
  for (const [question, ask] of Object.entries(questions))
    for (const range of ranges) {
      const times: number[] = [];
      let rows = 0;
      for (let attempt = 0; attempt < tries; attempt += 1) {
        const began = performance.now();
        const answer = await ask(port, range);
        times.push(performance.now() - began);
        if (E.isLeft(answer)) throw new Error(answer.left.message);
        rows = answer.right;
      }
      times.sort((a, b) => a - b);
      const [quickestMs = 0, medianMs = 0] = [times[0], times[Math.floor(tries / 2)]];
      all.push({ question, range, rows, quickestMs, medianMs });
    }
  return all;
};

/** One line a question. */
export const inWords = ({ question, range, rows, quickestMs, medianMs }: Measured): string =>
  `${question.padEnd(10)} ${range.padEnd(4)} ${String(rows).padStart(5)} rows  median ${medianMs.toFixed(0).padStart(4)} ms, quickest ${quickestMs.toFixed(0)} ms`;
