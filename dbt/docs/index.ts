/**
 * Writes the pages about the tables: every model and column with its description, the lineage from raw to gold and to
 * the dashboard, as one HTML file that asks nothing of any other place. Made from an empty warehouse: it needs no data.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeDocs } from './write-docs.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({
  options: { out: { type: 'string', default: 'dbt/target/docs' }, help: { type: 'boolean' } },
});

if (values.help === true) {
  process.stdout.write(`Usage: npm run docs -- [--out DIR]

  --out DIR   where index.html goes (default dbt/target/docs)

Examples:
  npm run docs
  npm run docs -- --out public
`);
} else {
  const folder = await mkdtemp(path.join(tmpdir(), 'bitcoin-pipeline-docs-'));
  const fault = await writeDocs({
    python: process.env['BITCOIN_PIPELINE_PYTHON'] ?? path.join(root, '.venv/bin/python'),
    projectDir: path.join(root, 'dbt'),
    folder,
    out: path.resolve(values.out),
    say: (words) => process.stderr.write(`${words}\n`),
  });
  await rm(folder, { recursive: true, force: true });
  if (fault !== null) process.stderr.write(`npm run docs: ${fault}\n`);
  process.exitCode = fault === null ? 0 : 1;
}
