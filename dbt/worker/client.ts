import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import * as E from 'fp-ts/lib/Either.js';
import { answerOf, readinessOf, type DbtAnswer, type DbtResult } from './protocol.ts';

export interface DbtWorkerOptions {
  /** The interpreter of the environment that holds dbt: `.venv/bin/python`. */
  readonly python: string;
  /** The folder of `dbt_project.yml` and `profiles.yml`. */
  readonly projectDir: string;
  /** The DuckDB file. It must not be held by anyone while a command runs. */
  readonly warehouse: string;
  /** Where dbt keeps its own files and logs. */
  readonly targetDir: string;
}

/** What a command did. `counts` is by dbt's status: success, pass, warn … */
interface DbtSummary {
  readonly elapsedMs: number;
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * `not-there`: the interpreter or the project is missing. `broken`: dbt does not start, died, or answered rubbish; the
 * worker is of no more use. `failed`: models or tests failed, all named in `failed`; the worker lives on.
 */
export interface DbtFailure {
  readonly tag: 'not-there' | 'broken' | 'failed';
  /** One sentence to show. */
  readonly message: string;
  readonly failed: ReadonlyArray<DbtResult>;
}

interface DbtSelection {
  /** dbt's own selectors; none is everything. */
  readonly select?: ReadonlyArray<string>;
  readonly exclude?: ReadonlyArray<string>;
}

interface DbtBuild extends DbtSelection {
  /**
   * Makes incremental tables anew from what they are made of.
   * @default false
   */
  readonly fullRefresh?: boolean;
}

export interface DbtWorker {
  /** Makes all tables and views and tests the data in them. What is a test of the models themselves is left to `test`. */
  readonly build: (selection?: DbtBuild) => Promise<E.Either<DbtFailure, DbtSummary>>;
  /** Brings the tables up to date without tests, for a live loop. The first also makes the views, which stay true. */
  readonly refresh: () => Promise<E.Either<DbtFailure, DbtSummary>>;
  /** Runs the tests. */
  readonly test: (selection?: DbtSelection) => Promise<E.Either<DbtFailure, DbtSummary>>;
  /** Lets a running command end, then the process. */
  readonly stop: () => Promise<void>;
}

/** Within the project. */
const SCRIPT = path.join('worker', 'worker.py');
const LAST_LINES = 8;
/** They read no data, and some need the table of their model, which a first build has yet to make. */
const UNIT_TESTS = 'resource_type:unit_test';

const failure = (
  tag: DbtFailure['tag'],
  message: string,
  failed: ReadonlyArray<DbtResult> = [],
): DbtFailure => ({ tag, message, failed });

const isThere = async (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

const missing = async (options: DbtWorkerOptions): Promise<string | null> => {
  if (!(await isThere(options.python)))
    return `there is no Python at ${options.python}: run \`npm start\` once, it makes the environment that holds dbt`;
  if (!(await isThere(path.join(options.projectDir, 'dbt_project.yml'))))
    return `there is no dbt project in ${options.projectDir}`;
  return null;
};

const summary = (answer: DbtAnswer): E.Either<DbtFailure, DbtSummary> => {
  if (answer.ok) return E.right({ elapsedMs: answer.elapsedMs, counts: answer.counts });
  const [first, ...others] = answer.failed;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const named = first === undefined ? '' : `${first.name} (${first.status})${more}`;
  const reason = answer.message ?? first?.message ?? 'no reason given';
  return E.left(
    failure('failed', `dbt failed: ${[named, reason].filter(Boolean).join(': ')}`, answer.failed),
  );
};

/** One line in, one line out: the conversation with the process. */
class Conversation {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #errors: Array<string> = [];
  readonly #waiting: Array<(line: string | null) => void> = [];
  readonly #ended: Promise<void>;
  #over = false;

  constructor(process: ChildProcessWithoutNullStreams) {
    this.#process = process;
    createInterface({ input: process.stdout }).on('line', (line) => this.#waiting.shift()?.(line));
    createInterface({ input: process.stderr }).on('line', (line) => {
      if (line.trim() === '') return;
      this.#errors.push(line.trim());
      if (this.#errors.length > LAST_LINES) this.#errors.shift();
    });
    process.stdin.on('error', () => undefined); // a process that died is told of by its end
    this.#ended = new Promise((resolve) => {
      const over = (): void => {
        this.#over = true;
        for (const waiting of this.#waiting.splice(0)) waiting(null);
        resolve();
      };
      process.once('close', over);
      process.once('error', (error) => {
        this.#errors.push(error.message);
        over();
      });
    });
  }

  /** The next line of the process; null when it has ended. */
  async next(): Promise<string | null> {
    if (this.#over) return null;
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async ask(request: unknown): Promise<string | null> {
    const answer = this.next();
    this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    return answer;
  }

  /** What it said last on stderr, as one sentence's end. */
  get lastWords(): string {
    return this.#errors.length === 0 ? 'it said nothing' : this.#errors.join(' / ');
  }

  async stop(): Promise<void> {
    this.#process.stdin.end();
    await this.#ended;
  }

  async kill(): Promise<void> {
    this.#process.kill();
    await this.#ended;
  }
}

const started = (options: DbtWorkerOptions): Conversation =>
  new Conversation(
    spawn(options.python, [path.join(options.projectDir, SCRIPT)], {
      stdio: 'pipe',
      env: {
        ...process.env,
        PYTHONUNBUFFERED: '1',
        PYTHONDONTWRITEBYTECODE: '1',
        BITCOIN_PIPELINE_DBT_PROJECT: path.resolve(options.projectDir),
        BITCOIN_PIPELINE_DBT_TARGET: path.resolve(options.targetDir),
        BITCOIN_PIPELINE_WAREHOUSE: path.resolve(options.warehouse),
      },
    }),
  );

/** Starts dbt and lets it read the project, which takes some seconds; later commands are quick. */
export const startDbtWorker = async (
  options: DbtWorkerOptions,
): Promise<E.Either<DbtFailure, DbtWorker>> => {
  const absent = await missing(options);
  if (absent !== null) return E.left(failure('not-there', absent));

  const conversation = started(options);
  const first = await conversation.next();
  const ready =
    first === null ? E.left(`dbt did not start: ${conversation.lastWords}`) : readinessOf(first);
  if (E.isLeft(ready)) {
    await conversation.kill();
    return E.left(failure('broken', ready.left));
  }

  let lastId = 0;
  let previous: Promise<unknown> = Promise.resolve();
  const command = async (request: object): Promise<E.Either<DbtFailure, DbtSummary>> => {
    lastId += 1;
    const id = lastId;
    const line = await conversation.ask({ id, ...request });
    if (line === null)
      return E.left(failure('broken', `dbt ended unexpectedly: ${conversation.lastWords}`));
    const answer = answerOf(line, id);
    return E.isLeft(answer) ? E.left(failure('broken', answer.left)) : summary(answer.right);
  };
  /** One command at a time, in the order they were given; asked for when its turn has come. */
  const inTurn = (request: () => object): Promise<E.Either<DbtFailure, DbtSummary>> => {
    const turn = previous.then(() => command(request()));
    previous = turn;
    return turn;
  };
  let viewsAreMade = false;
  const refresh = async (): Promise<E.Either<DbtFailure, DbtSummary>> => {
    const done = await inTurn(() => ({
      command: 'run',
      exclude: viewsAreMade ? ['config.materialized:view'] : [],
    }));
    viewsAreMade ||= E.isRight(done);
    return done;
  };

  return E.right({
    build: ({ select = [], exclude = [], fullRefresh = false } = {}) =>
      inTurn(() => ({
        command: 'build',
        select,
        exclude: [...exclude, UNIT_TESTS],
        full_refresh: fullRefresh,
      })),
    refresh,
    test: (selection = {}) => inTurn(() => ({ command: 'test', ...selection })),
    stop: () => conversation.stop(),
  });
};
