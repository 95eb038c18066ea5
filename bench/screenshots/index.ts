import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { launchOptions } from '../../__tests__/support/browser.ts';
import { startProgram } from '../../__tests__/support/program.ts';
import { fixtures } from '../../__tests__/support/recordings.ts';
import { benchOptions } from '../options.ts';

const { into, recording, gap } = benchOptions(
  `Usage: npm run screenshots -- [--into out/screenshots] [--recording FILE] [--gap 110]

A recorded session through the whole program, and pictures of its page: two schemes, three widths and a wall screen,
everything there and, once the message of that second is left out, in a gap. Takes as long as the recording does.`,
  {
    into: 'out/screenshots',
    recording: join(fixtures, 'regtest-real-backend', 'session-d-large.ndjson'),
    gap: '110',
  },
);

const widths = [390, 1020, 1440, 1920] as const;
const schemes = ['light', 'dark'] as const;

/** The recording without its first change of the next block after so many seconds. */
const withHole = (text: string, afterSeconds: number): string => {
  const lines = text.trimEnd().split('\n');
  const begin = (JSON.parse(lines[0] ?? '{}') as { readonly t: number }).t;
  const hole = lines.findIndex(
    (line) =>
      line.includes('projected-block-transactions') &&
      (JSON.parse(line) as { readonly t: number }).t > begin + afterSeconds * 1000,
  );
  return lines.filter((_, index) => index !== hole).join('\n');
};

const folder = await mkdtemp(join(tmpdir(), 'bitcoin-pipeline-screenshots-'));
const file = 'recorded session.ndjson'; // as the page shows it: without the folder
await writeFile(join(folder, file), withHole(await readFile(recording, 'utf8'), Number(gap)));
await mkdir(into, { recursive: true });

const program = startProgram(
  ['run', '--source', `recording:${file}`, '--network', 'regtest', '--port', '0', '--lake', 'lake'],
  { cwd: folder },
);
const address = async (): Promise<string> => {
  for (;;) {
    const [, url] = /page +(http:\S+)/.exec(program.said()) ?? [];
    if (url !== undefined) return url;
    if (program.process.exitCode !== null) throw new Error(program.said());
    await pause(100);
  }
};

const browser = await chromium.launch(launchOptions);
const url = await address();

/** A browser of its own for each picture, so that each has all that a reader would. */
const openPage = async (scheme: 'light' | 'dark', width: number): Promise<Page> => {
  const context = await browser.newContext({
    colorScheme: scheme,
    viewport: { width, height: width === 390 ? 844 : 1080 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('h1').waitFor();
  return page;
};

const shoot = async (page: Page, name: string): Promise<void> => {
  const path = resolve(into, `${name}.png`);
  await page.screenshot({ path, fullPage: true });
  process.stdout.write(`${path}\n`);
};

try {
  const [watch, ...rest] = await Promise.all(
    schemes.flatMap((scheme) =>
      widths.map(async (width) => ({ scheme, width, page: await openPage(scheme, width) })),
    ),
  );
  if (watch === undefined) throw new Error('there are schemes and widths');
  const all = [watch, ...rest];
  await watch.page.locator('#pipeline-warehouse.good').waitFor({ timeout: 120_000 });
  for (const { scheme, width, page } of all) await shoot(page, `full-${scheme}-${width}`);
  await Promise.all(all.map(({ page }) => page.locator('.pill.gap').waitFor({ timeout: 300_000 })));
  for (const { scheme, width, page } of all) await shoot(page, `gap-${scheme}-${width}`);
} finally {
  await browser.close();
  program.process.kill('SIGINT');
  await program.ended;
  await rm(folder, { recursive: true, force: true });
}
