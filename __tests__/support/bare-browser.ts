import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { launchOptions } from './browser.ts';

/** One tab. While it is frozen nothing can be asked of it. */
export interface BareTab {
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** Waits until an expression is true, however long that takes. */
  readonly until: (expression: string) => Promise<void>;
  readonly freeze: () => Promise<void>;
  readonly thaw: () => Promise<void>;
}

/** A Chromium whose tabs hide each other as they do before a person; a driver for tests keeps them all in front. */
export interface BareBrowser {
  /** Opens a tab in front of the others, with a script that runs before the page's own. */
  readonly open: (url: string, script: string) => Promise<BareTab>;
  readonly close: () => Promise<void>;
}

interface Reply {
  readonly id?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

const ASK_AGAIN_MS = 50;

const addressIn = (stderr: NodeJS.ReadableStream): Promise<string> =>
  new Promise((resolve) => {
    let text = '';
    stderr.on('data', (data: Buffer) => {
      text += data.toString();
      const [address] = /ws:\/\/\S+/.exec(text) ?? [];
      if (address !== undefined) resolve(address);
    });
  });

export const launchBare = async (): Promise<BareBrowser> => {
  const profile = await mkdtemp(join(tmpdir(), 'chromium-'));
  const { executablePath = 'chromium', args } = launchOptions;
  const flags = [...args, '--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
  const browser = spawn(executablePath, flags, { stdio: ['ignore', 'ignore', 'pipe'] });
  const socket = new WebSocket(await addressIn(browser.stderr));
  await new Promise((resolve) => socket.once('open', resolve));
  const waiting = new Map<number, (reply: Reply) => void>();
  let lastId = 0;
  socket.on('message', (data: Buffer) => {
    const reply = JSON.parse(data.toString()) as Reply;
    waiting.get(reply.id ?? 0)?.(reply);
  });

  const ask = (method: string, params: object, sessionId?: string): Promise<Reply['result']> =>
    new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, ({ result, error }) => {
        if (error === undefined) resolve(result);
        else reject(new Error(`${method}: ${error.message}`));
      });
      socket.send(JSON.stringify({ id: lastId, method, params, sessionId }));
    });

  const open = async (url: string, script: string): Promise<BareTab> => {
    const made = await ask('Target.createTarget', { url: 'about:blank' });
    const attached = await ask('Target.attachToTarget', { ...made, flatten: true });
    const say = (method: string, params: object) =>
      ask(method, params, String(attached?.['sessionId']));
    const evaluate = async (expression: string): Promise<unknown> => {
      const answer = await say('Runtime.evaluate', { expression, returnByValue: true });
      return (answer?.['result'] as { readonly value?: unknown } | undefined)?.value;
    };
    await say('Page.enable', {});
    await say('Page.addScriptToEvaluateOnNewDocument', { source: script });
    await say('Page.navigate', { url });
    return {
      evaluate,
      until: async (expression) => {
        while ((await evaluate(expression)) !== true)
          await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
      },
      freeze: async () => void (await say('Page.setWebLifecycleState', { state: 'frozen' })),
      thaw: async () => void (await say('Page.setWebLifecycleState', { state: 'active' })),
    };
  };

  return {
    open,
    close: async () => {
      const ended = new Promise((resolve) => browser.once('exit', resolve));
      await ask('Browser.close', {}).catch(() => undefined);
      await ended;
      socket.terminate();
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
};
