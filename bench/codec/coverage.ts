import { catalogue, eventTypes } from '@bitcoin-pipeline/model';
import { planOf } from '../../model/codec/plan.ts';
import { obstacleOf } from '../../model/compiler/module.ts';
import { projectedIn } from '../../model/wire/mempool/reading.ts';
import { wireCodecs } from '../../model/wire/mempool/2024-04/layout.ts';

/** A codec, and why it is used as plain io-ts; null: it is compiled. */
export interface Covered {
  readonly codec: string;
  readonly why: string | null;
}

const olderLayouts = ['mempool/2022-06', 'mempool/2024-02', 'mempool/2024-03'] as const;

const ANOTHER_VALUE = 'decodes to another value than it gets: snake_case keys to camelCase';

/** Of every codec that reads something: those of fragments, today's and older, and those of lines. */
export const coverage = (): ReadonlyArray<Covered> => [
  ...Object.entries(wireCodecs).map(([type, codec]) => ({
    codec: type,
    why: obstacleOf(planOf(codec)),
  })),
  ...olderLayouts.flatMap((layout) =>
    Object.entries(projectedIn(layout) ?? {}).map(([name, codec]) => ({
      codec: `${layout} ${name}`,
      why: obstacleOf(planOf(codec)),
    })),
  ),
  ...eventTypes.map((type) => ({
    codec: `line of ${type}`,
    why: obstacleOf(planOf(catalogue[type].flat)) === null ? null : ANOTHER_VALUE,
  })),
];
