/** Another process at work on a warehouse: opens it, says so, runs a statement if given, and goes when its input ends. */
import * as E from 'fp-ts/lib/Either.js';
import { openWarehouse } from '../../warehouse/database.ts';
import { publish, serveFileOf } from '../../warehouse/publish.ts';
import { mainnet } from './identity.ts';

const [file = '', task, network = mainnet.network] = process.argv.slice(2);
process.stdin.resume().on('end', () => process.exit(0));
const opened = await openWarehouse(file, { ...mainnet, network });
if (E.isLeft(opened)) throw new Error(opened.left.message);
console.log('held');
if (task === 'publish') await publish(opened.right, serveFileOf(file));
