import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { configurationPage } from './configuration-page.ts';

/* Writes the page on the configuration of a deployment. */

writeFileSync(fileURLToPath(new URL('../configuration.md', import.meta.url)), configurationPage());
