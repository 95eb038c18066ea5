// @ts-check
import { main, setUp } from './setup/index.mjs';

/* `npm run setup`: what `npm test` sets up, without the tests. */

await main(() => setUp('all'));
