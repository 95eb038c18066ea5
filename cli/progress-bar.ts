import { say } from './say.ts';

const CELLS = 24;
/** On a terminal one line is drawn anew so often; elsewhere lines follow each other. */
const REDRAWN_EVERY_MS = 100;
const LINE_EVERY_MS = 5000;
/** What takes less is not worth a bar. */
const QUIET_MS = 2000;
const ERASE_LINE = '\r\u001b[K';

const durationOf = (seconds: number): string => {
  if (!Number.isFinite(seconds)) return '? left';
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  if (hours > 0) return `${hours} h ${minutes} min left`;
  return minutes > 0 ? `${minutes} min left` : `${Math.ceil(seconds)} s left`;
};

export interface BarOptions {
  readonly total: number;
  /** What is counted, in the plural. */
  readonly unit: string;
  readonly isTerminal: boolean;
  readonly write: (text: string) => void;
  /** Monotonic. */
  readonly nowMs: () => number;
}

/** How far something is: share, count, rate and time left, by the rate since the beginning. */
export class ProgressBar {
  readonly #options: BarOptions;
  readonly #beganAtMs: number;
  #drawnAtMs: number;
  #done = 0;
  #isShown = false;

  constructor(options: BarOptions) {
    this.#options = options;
    this.#beganAtMs = options.nowMs();
    this.#drawnAtMs = this.#beganAtMs;
  }

  add(count: number): void {
    const { isTerminal, nowMs, write } = this.#options;
    this.#done += count;
    const now = nowMs();
    const pauseMs = isTerminal ? REDRAWN_EVERY_MS : LINE_EVERY_MS;
    const isQuiet = now - this.#beganAtMs < QUIET_MS;
    if (isQuiet || now - this.#drawnAtMs < pauseMs) return;
    this.#drawnAtMs = now;
    this.#isShown = isTerminal;
    write(isTerminal ? `${ERASE_LINE}${this.#text(now)}` : `${this.#text(now)}\n`);
  }

  /** A line of its own, out of the bar's way. */
  say(text: string): void {
    this.end();
    this.#options.write(`${text}\n`);
  }

  /** Takes the bar off the terminal. */
  end(): void {
    if (this.#isShown) this.#options.write(ERASE_LINE);
    this.#isShown = false;
  }

  #text(nowMs: number): string {
    const { total, unit } = this.#options;
    const share = Math.min(1, this.#done / total);
    const full = '#'.repeat(Math.floor(share * CELLS)).padEnd(CELLS, '-');
    const perSecond = (this.#done * 1000) / (nowMs - this.#beganAtMs);
    const left = durationOf((total - this.#done) / perSecond);
    return `[${full}] ${Math.floor(share * 100)} %  ${this.#done} of ${total} ${unit}  ${perSecond.toFixed(1)} ${unit}/s  ${left}`;
  }
}

/** Standard error, with a bar on it now and then. */
export class Screen {
  #bar: ProgressBar | null = null;

  readonly bar = (total: number, unit: string): ProgressBar => {
    const { stderr } = process;
    const write = (text: string): void => void stderr.write(text);
    const nowMs = (): number => performance.now();
    this.#bar = new ProgressBar({ total, unit, isTerminal: stderr.isTTY, write, nowMs });
    return this.#bar;
  };

  readonly say = (text: string): void => (this.#bar === null ? say(text) : this.#bar.say(text));
}
