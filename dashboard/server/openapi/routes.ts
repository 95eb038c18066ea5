import type * as t from 'io-ts';
import * as history from '../history/answers.ts';
import { Range } from '../history/range.ts';
import { StateAnswer } from './live-codecs.ts';
import { AtAnswer, MinutesAnswer, RecentAnswer } from './next-block-codecs.ts';
import { schemaOf, type Schema } from './schema.ts';

interface Parameter {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly schema: Schema;
}

/** One address that gives JSON. */
export interface Route {
  readonly path: string;
  readonly name: string;
  readonly summary: string;
  readonly parameters: ReadonlyArray<Parameter>;
  readonly answer: t.Mixed;
}

const moment = (name: string, description: string): Parameter => ({
  name,
  description,
  required: true,
  schema: { type: 'string', format: 'date-time' },
});

const range: Parameter = {
  name: 'range',
  description: 'How far back from the newest block of the tables.',
  required: false,
  schema: { ...schemaOf(Range), default: '24h' },
};

const ofTables = (
  name: string,
  summary: string,
  answer: t.Mixed,
  parameters: ReadonlyArray<Parameter>,
): Route => ({ path: `/api/history/${name}`, name, summary, parameters, answer });

/** Every address that gives JSON; a test compares this list with what the server answers. */
export const jsonRoutes: ReadonlyArray<Route> = [
  {
    path: '/api/state',
    name: 'state',
    summary:
      'What the running process knows now: source, next block, prices, newest blocks, counts.',
    parameters: [],
    answer: StateAnswer,
  },
  {
    path: '/api/next-block/recent',
    name: 'recent',
    summary: 'The next block over the last 30 minutes: a snapshot, then what each message changed.',
    parameters: [],
    answer: RecentAnswer,
  },
  {
    path: '/api/next-block/at',
    name: 'at',
    summary: 'The next block as it was at a moment, from storage, or why that is not known.',
    parameters: [moment('at', 'The moment, ISO 8601 with a zone.')],
    answer: AtAnswer,
  },
  {
    path: '/api/next-block/minutes',
    name: 'minutes',
    summary: 'Rates and fill of the next block minute by minute, at most 1,000 points.',
    parameters: [
      moment('from', 'The first minute, ISO 8601 with a zone.'),
      moment('to', 'The end, ISO 8601 with a zone.'),
    ],
    answer: MinutesAnswer,
  },
  ofTables(
    'blocks',
    'Mined blocks over height, at most 1,000 points: fees, rates, size, transactions, intervals.',
    history.BlocksAnswer,
    [range],
  ),
  ofTables('pools', 'Who mined the blocks of a range.', history.PoolsAnswer, [range]),
  ofTables(
    'predicted',
    'How much of each mined block had been projected a moment before, at most 1,000 points.',
    history.PredictedAnswer,
    [range],
  ),
  ofTables(
    'prices',
    'What 1 BTC was worth over 24 hours, at most 289 points a currency.',
    history.PricesAnswer,
    [],
  ),
  ofTables(
    'pipeline',
    'How well 24 hours are covered; gaps, files and quarantine of the newest day.',
    history.PipelineAnswer,
    [],
  ),
];
