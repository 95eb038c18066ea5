import { inputsOf } from '../../cost/configured.ts';
import { monthFrom } from '../../cost/month.ts';
import type { Deployment } from '../../stacks/config/deployment.ts';

/** US dollars of a month, by part. */
export type MonthByPart = Readonly<Record<string, number>>;

export interface CostChange {
  readonly totalUsd: number;
  /** Null: nothing was deployed before. */
  readonly beforeUsd: number | null;
  /** Those that change by a cent at least. */
  readonly parts: ReadonlyArray<{ readonly name: string; readonly changeUsd: number }>;
}

const CENT = 0.01;

export const monthOf = (deployment: Deployment): MonthByPart =>
  Object.fromEntries(
    monthFrom(inputsOf(deployment)).parts.map(({ cloud, name, usd }) => [`${cloud}: ${name}`, usd]),
  );

const total = (month: MonthByPart): number =>
  Object.values(month).reduce((sum, usd) => sum + usd, 0);

/** @param before of what was deployed last; null: nothing was */
export const costChange = (now: MonthByPart, before: MonthByPart | null): CostChange => {
  const names = [...new Set([...Object.keys(now), ...Object.keys(before ?? {})])];
  const parts = names.map((name) => ({
    name,
    changeUsd: (now[name] ?? 0) - (before?.[name] ?? 0),
  }));
  return {
    totalUsd: total(now),
    beforeUsd: before === null ? null : total(before),
    parts: before === null ? [] : parts.filter(({ changeUsd }) => Math.abs(changeUsd) >= CENT),
  };
};
