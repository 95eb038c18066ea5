import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { isNamed } from '../../lake/aws/s3-client.ts';
import { readSynthesised } from '../../rehearsal/synthesised.ts';
import { talkingStreams } from '../deploy/talking.ts';
import { lakeIn } from '../outside/lake.ts';
import { readAs } from '../read-as.ts';
import { appliedByHand } from '../stacks.ts';
import { missing, there, unseen, type Finding } from './finding.ts';
import { BOOTSTRAP, DEPLOY, ofAws, type Looking } from './looking.ts';

const State = t.type({ resources: t.readonlyArray(t.type({ mode: t.string })) });

/** How many resources a state knows; null: there is no state. Rejects with the service's error. */
const resourcesIn = async (s3: S3Client, Bucket: string, Key: string): Promise<number | null> => {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    const state = readAs(State, (await Body?.transformToString()) ?? '');
    return (state?.resources ?? []).filter(({ mode }) => mode === 'managed').length;
  } catch (error) {
    if (isNamed(error, 'NoSuchKey') || isNamed(error, 'NoSuchBucket')) return null;
    throw error;
  }
};

const stackFinding = async (
  { asked: { names }, clients }: Looking,
  stack: string,
): Promise<Finding> => {
  const what = `stack ${stack}`;
  const next = appliedByHand.has(stack) ? BOOTSTRAP : DEPLOY;
  const count = await resourcesIn(clients.s3, names.state, names.stateKey(stack));
  if (count === null) return missing(what, 'is not deployed', next);
  return count === 0
    ? missing(what, 'has nothing in it: it was destroyed', next)
    : there(what, `${count} resources`);
};

const stacks = async (looking: Looking): Promise<ReadonlyArray<Finding>> => {
  const what = 'stacks';
  if (looking.asked.deployment.state === 'local')
    return [unseen(what, 'states lie on this machine (state: local)')];
  const all = await readSynthesised(looking.synthesised);
  if (E.isLeft(all)) return [unseen(what, all.left, 'npm run synth')];
  return ofAws(what, () => Promise.all(all.right.map(({ name }) => stackFinding(looking, name))));
};

const DAY_MS = 86_400_000;

const lake = ({ asked, clients }: Looking): Promise<ReadonlyArray<Finding>> => {
  const { deployment, names, machine } = asked;
  const what = `lake ${names.lake}`;
  return ofAws(what, async () => {
    const look = lakeIn(clients.s3, names, machine.nowMs);
    if (!(await look.isThere())) return [missing(what, 'is not there', DEPLOY)];
    const findings: Array<Finding> = [there(what)];
    for (const { stream } of talkingStreams(deployment)) {
      const newest = await look.delivered(stream, machine.nowMs() - DAY_MS);
      findings.push(
        newest === null
          ? missing(
              `data of ${stream}`,
              'nothing came in the last 24 hours',
              "gh workflow run listener.yml -f action=status -f reason='no data'",
            )
          : there(`data of ${stream}`, `the newest at ${new Date(newest).toISOString()}`),
      );
    }
    return findings;
  });
};

/** What workflows deploy, and what comes of it. */
export const deployedFindings = async (looking: Looking): Promise<ReadonlyArray<Finding>> => [
  ...(await stacks(looking)),
  ...(await lake(looking)),
];
