import type { NextBlockEvent, NextBlockRow } from '../ports.ts';

const txidShape = /^[0-9a-f]{64}$/;

const isAmount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

export const isRate = (value: number): boolean => Number.isFinite(value) && value >= 0;

/** Whether a row can be drawn and told of. */
export const isUsable = ({ txid, feeSats, vsizeVbytes, valueSats, rate }: NextBlockRow): boolean =>
  txidShape.test(txid) &&
  isAmount(feeSats) &&
  isAmount(valueSats) &&
  Number.isFinite(vsizeVbytes) &&
  vsizeVbytes > 0 &&
  isRate(rate);

/** Whether an event has a moment; without one it has no place among the others. */
export const hasMoment = ({ at }: NextBlockEvent): boolean => Number.isFinite(Date.parse(at));
