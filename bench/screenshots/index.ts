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

A recorded session through the whole program, and pictures of its page: two schemes and forced colours, three widths and
a wall screen; everything there, a moment of before replayed and, once the message of that second is left out, in a gap.
Takes as long as the recording does.`,
  {
    into: 'out/screenshots',
    recording: join(fixtures, 'regtest-real-backend', 'session-d-large.ndjson'),
    gap: '110',
  },
);

const widths = [390, 1020, 1440, 1920] as const;
const looks = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  forced: { colorScheme: 'dark', forcedColors: 'active' },
} as const;
type Look = keyof typeof looks;

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
const openPage = async (look: Look, width: number): Promise<Page> => {
  const context = await browser.newContext({
    ...looks[look],
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
  const all = await Promise.all(
    (Object.keys(looks) as ReadonlyArray<Look>).flatMap((look) =>
      widths.map(async (width) => ({ look, width, page: await openPage(look, width) })),
    ),
  );
  const shootAll = async (state: string): Promise<void> => {
    for (const { look, width, page } of all) await shoot(page, `${state}-${look}-${width}`);
  };
  await Promise.all(
    all.map(({ page }) => page.locator('#pipeline-warehouse.good').waitFor({ timeout: 120_000 })),
  );
  await shootAll('full');
  for (const { page } of all) {
    await page.getByRole('slider', { name: 'Moment shown' }).focus();
    await page.keyboard.press('PageDown');
    await page.locator('.pill.replay').waitFor();
  }
  await shootAll('replay');
  for (const { page } of all) await page.keyboard.press('Escape');
  await Promise.all(all.map(({ page }) => page.locator('.pill.gap').waitFor({ timeout: 300_000 })));
  await shootAll('gap');
} finally {
  await browser.close();
  program.process.kill('SIGINT');
  await program.ended;
  await rm(folder, { recursive: true, force: true });
}
