/** One process of `npm run bench`: prints what it measures as JSON. */
import { measureHere } from './one-process.ts';
import { replayFigures } from './replay.ts';

const [task, seed = '', first = '', second = ''] = process.argv.slice(2);
const measured =
  task === 'replay'
    ? await replayFigures(seed, Number(first))
    : measureHere(seed, { rounds: Number(first), ms: Number(second) });
process.stdout.write(JSON.stringify(measured));
