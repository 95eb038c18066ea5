import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { build } from 'vite';
import { launchOptions } from '../browser.ts';
import type { InstalledModel } from './installed.ts';

/** Its own scripts and nothing else: no inline code, no eval. */
const policy = "default-src 'none'; script-src 'self'";

/** What the page does: decodes the text that stands in it, and shows what it was. */
const program = `import { decode } from '@bitcoin-pipeline/model';
const { events } = decode(document.querySelector('#frame').textContent);
const told = events.map((event) => [
  event.type,
  event.type === 'BlockObserved' ? event.fields.height : event.payload.blockTransactions.length,
]);
document.querySelector('#told').textContent = JSON.stringify(told);
`;
/** The same done with text that becomes code. */
const evaluating = `document.querySelector('#told').textContent = eval('1 + 1');
`;

const markup = (frame: string, script: string): string =>
  `<!doctype html><title>page</title>
<script type="module" src="/${script}"></script>
<pre id="frame">${frame.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</pre><output id="told"></output>`;

/** What a page shows once its script was run, and what the browser had to say against it. */
interface Shown {
  readonly told: string;
  readonly complaints: ReadonlyArray<string>;
}

/** A page of the project with everything it imports, as one module, not minified. */
export const bundle = async ({ folder, write }: InstalledModel): Promise<string> => {
  await write('page.js', program);
  await build({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    build: { minify: false, outDir: 'bundle', lib: { entry: 'page.js', formats: ['es'] } },
  });
  return readFile(join(folder, 'bundle/empty.js'), 'utf8');
};

const serve = async (scripts: Readonly<Record<string, string>>, frame: string) => {
  const server = createServer((request, response) => {
    const name = request.url?.slice(1) ?? '';
    const script = scripts[name];
    const type = script === undefined ? 'text/html; charset=utf-8' : 'text/javascript';
    response.writeHead(200, { 'content-type': type, 'content-security-policy': policy });
    response.end(script ?? markup(frame, name.replace('html', 'js')));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${port}` };
};

const shown = async (browser: Browser, url: string): Promise<Shown> => {
  const complaints: Array<string> = [];
  const page = await browser.newPage();
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(url, { waitUntil: 'load' });
  return { told: (await page.locator('#told').textContent()) ?? '', complaints };
};

/** What the bundle makes of a frame under the policy, and what becomes of a page that evaluates text. */
export const onStrictPages = async (code: string, frame: string) => {
  const { server, url } = await serve({ 'page.js': code, 'evaluating.js': evaluating }, frame);
  const browser = await chromium.launch(launchOptions);
  try {
    return {
      decoding: await shown(browser, `${url}/page.html`),
      evaluating: await shown(browser, `${url}/evaluating.html`),
    };
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
};
