import type { Deployment } from './config/deployment.ts';

/** @default of `firehoseBufferSeconds` */
const BUFFER_SECONDS = 60;
/** @default of `firehoseBufferMib` */
const BUFFER_MIB = 128;

/** Firehose writes an object when the first of both is reached. */
export const bufferOf = (
  deployment: Pick<Deployment, 'firehoseBufferSeconds' | 'firehoseBufferMib'>,
): { readonly seconds: number; readonly mib: number } => ({
  seconds: deployment.firehoseBufferSeconds ?? BUFFER_SECONDS,
  mib: deployment.firehoseBufferMib ?? BUFFER_MIB,
});
