import * as E from 'fp-ts/lib/Either.js';
import { sha256 } from '../../../cli/program.ts';
import { decodeState, EMPTY_STATE, type PollerState } from '../../../poller/state/codec.ts';
import { stateStore } from '../../../poller/state/store.ts';
import { backfillCourse, followCourse, type Course, type Step } from '../../../poller/course.ts';
import { Run, type RunReport } from '../../../poller/run.ts';
import type { RestFault, RestGet } from '../../../sources/rest/ports.ts';
import { Killed, MemoryLake, type Trouble } from './memory-lake.ts';
import { GENESIS_S, TreeSource, type TreeBlock } from './tree-source.ts';

/** What a process that takes a turn meets; `at`: in which of its calls. */
export interface Mishap {
  readonly what:
    | Exclude<Trouble, 'none'>
    | 'lake-down'
    | 'state-down'
    | 'source-fails'
    | 'chain-moves'
    | 'behind';
  readonly at: number;
}

export type ChainStep =
  | { readonly do: 'mine'; readonly blocks: number }
  | { readonly do: 'reorg'; readonly depth: number; readonly longer: number }
  | { readonly do: 'return'; readonly depth: number }
  | { readonly do: 'poll'; readonly mishap: Mishap | null }
  | { readonly do: 'both'; readonly seed: number; readonly mishap: Mishap | null }
  | {
      readonly do: 'backfill';
      readonly from: number;
      readonly to: number;
      readonly order: 'newest' | 'oldest';
      readonly beside: boolean;
      readonly seed: number;
    }
  | { readonly do: 'server'; readonly server: number }
  | { readonly do: 'unknown' | 'freeze' | 'thaw' | 'spoil' };

export interface ChainPlan {
  readonly blocks: number;
  readonly steps: ReadonlyArray<ChainStep>;
}

export type Tally = Map<string, number>;

const identity = { network: 'mainnet', originClass: 'real' } as const;
const BUDGET = 300;
/** Pages of a turn, with those that are asked again because the chain moved, and replaced blocks. */
const MOST_REQUESTS = BUDGET / 15 + 36;

const must = (isTrue: boolean, sentence: () => string): void => {
  if (!isTrue) throw new Error(sentence());
};

const failed: RestFault = {
  code: 'unreachable',
  message: 'gone',
  status: null,
  isTransient: true,
  retryAfterMs: 0,
};

/** What a mishap means for one part of the way. */
const troubleOf = (what: Mishap['what'], part: 'put' | 'write'): Trouble => {
  if (what === 'source-fails' || what === 'chain-moves' || what === 'behind') return 'none';
  if (what === 'lake-down') return part === 'put' ? 'fail' : 'none';
  if (what === 'state-down') return part === 'write' ? 'fail' : 'none';
  return what;
};

/** Small numbers that follow from a seed. */
const randomOf = (seed: number) => {
  let at = seed * 2_654_435_761 + 1;
  return () => {
    at = (Math.imul(at, 1_103_515_245) + 12_345) >>> 0;
    return at / 2 ** 32;
  };
};

/** One history: a chain that moves, and pollers and backfills that follow it. Throws where a promise is broken. */
export class ChainHistory {
  readonly source: TreeSource;
  readonly lake = new MemoryLake();
  /** Done once, before the next object is put. */
  interruption: (() => Promise<unknown>) | null = null;
  readonly #tally: Tally;
  /** Every block that a saved state held. */
  readonly #held = new Map<string, TreeBlock>();
  readonly #observed = new Map<string, boolean>();
  readonly #observedAt = new Map<string, string>();
  #linesSeen = 0;
  #minutes = 0;
  #lastMs = 0;
  #ids = 0;

  constructor(blocks: number, tally: Tally) {
    this.source = new TreeSource(blocks);
    this.#tally = tally;
    this.lake.saved = (text) => this.#check(this.#decoded(text));
  }

  get state(): PollerState {
    return this.lake.text === null ? EMPTY_STATE : this.#decoded(this.lake.text);
  }

  #raise(what: string): void {
    this.#tally.set(what, (this.#tally.get(what) ?? 0) + 1);
  }

  #decoded(text: string): PollerState {
    const state = decodeState(text, 'memory', identity);
    if (E.isLeft(state)) throw new Error(`${state.left.message}: ${text.slice(0, 2000)}`);
    return state.right;
  }

  /** Later each time: two looks are never of one moment, and a chain that gets shorter turns no clock back. */
  get nowMs(): number {
    const tip = this.source.main.at(-1);
    const dueMs = (tip?.minedAtS ?? GENESIS_S) * 1000 + this.#minutes * 60_000;
    this.#lastMs = Math.max(this.#lastMs + 1, dueMs);
    return this.#lastMs;
  }

  async play(plan: ChainPlan): Promise<void> {
    for (const step of plan.steps) await this.#step(step);
    await this.settle();
  }

  async #step(step: ChainStep): Promise<void> {
    this.#raise(step.do);
    const { source } = this;
    switch (step.do) {
      case 'mine':
        return source.mine(step.blocks);
      case 'reorg':
        return source.reorg(step.depth, Math.max(1, step.depth + step.longer)); // a chain that only gets shorter is a server that is behind
      case 'return': {
        const left = [...this.#held.values()].filter(
          (block) => source.main[block.height] !== block,
        );
        const tip = left.sort((a, b) => b.height - a.height)[0];
        if (tip === undefined) return;
        const { length } = source.main;
        source.returnTo(tip);
        source.mine(Math.max(1, length - source.main.length + 1)); // it has become the longer one
        return;
      }
      case 'poll':
        await this.turn(step.mishap);
        return;
      case 'both': {
        const random = randomOf(step.seed);
        await Promise.all([this.turn(step.mishap, random), this.turn(null, random)]);
        return;
      }
      case 'backfill': {
        const top = source.main.length - 1;
        const to = Math.min(step.to, top);
        const range = { from: Math.min(step.from, to), to };
        const random = randomOf(step.seed);
        const course = backfillCourse(range, step.order);
        const beside = step.beside ? [this.turn(null, random)] : [];
        await Promise.all([this.#run(course, null, random), ...beside]);
        return;
      }
      case 'server':
        source.server = step.server;
        return;
      case 'unknown':
        source.unknown.add(source.main.at(-1)?.id ?? '');
        return;
      case 'spoil': // in every answer but those of calm weather it does not decode
        source.spoiled.add(source.main.at(-1)?.id ?? '');
        return;
      case 'freeze':
      case 'thaw':
        source.isFrozen = step.do === 'freeze';
    }
  }

  /** One turn of a poller; null where it was killed. */
  async turn(
    mishap: Mishap | null,
    random: (() => number) | null = null,
  ): Promise<RunReport<Step> | null> {
    this.#minutes += 1;
    const report = await this.#run(followCourse(BUDGET, this.nowMs), mishap, random);
    must((report?.requests ?? 0) <= MOST_REQUESTS, () => `${report?.requests} requests in a turn`);
    return report;
  }

  async #run<T extends Step>(
    course: Course<T>,
    mishap: Mishap | null,
    random: (() => number) | null,
  ): Promise<RunReport<T> | null> {
    let calls = 0;
    const isNow = (): boolean => {
      calls += 1;
      if (mishap === null) return false;
      return mishap.what.endsWith('-down') ? calls >= mishap.at : calls === mishap.at;
    };
    const pause = async (): Promise<void> => {
      for (let turns = random === null ? 0 : Math.floor(random() * 6); turns > 0; turns -= 1)
        await Promise.resolve();
    };
    const { store, document } = this.lake.views(pause, (part) =>
      isNow() && mishap !== null ? troubleOf(mishap.what, part) : 'none',
    );
    const get: RestGet = async (path) => {
      await pause();
      if (!isNow() || mishap === null || mishap.what.endsWith('-down'))
        return this.source.answer(path);
      this.#raise(mishap.what);
      if (mishap.what === 'source-fails') return E.left(failed);
      return this.#inTrouble(mishap, path);
    };
    const run = new Run(
      {
        url: 'http://source',
        producer: {
          source: 'mempool.space',
          network: 'mainnet',
          origin: 'live',
          producerId: 'p',
          producerVersion: '0',
        },
        course,
        signal: new AbortController().signal,
        whenAborted: 'deadline',
      },
      {
        get,
        states: stateStore(document, identity),
        store: {
          put: async (key, bytes) => {
            const interruption = this.interruption;
            this.interruption = null;
            await interruption?.();
            return store.put(key, bytes);
          },
        },
        clock: { nowMs: () => 0, wait: pause },
        random: random ?? (() => 0.5),
        newId: () => `e${(this.#ids += 1)}`,
        sha256,
        nowMs: () => this.nowMs,
        told: ({ event }) => this.#raise(event),
      },
    );
    try {
      const report = await run.run();
      const isLost = report.fault !== null && 'isPermanent' in report.fault; // then nothing is counted in the lake either
      must(isLost || report.counts.fault === null, () => String(report.counts.fault));
      this.#raise(report.end);
      return report;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      this.#raise('killed');
      return null;
    }
  }

  #inTrouble(mishap: Mishap, path: string): ReturnType<TreeSource['answer']> {
    const { source } = this;
    if (mishap.what === 'behind') source.behind = 1 + (mishap.at % 4);
    if (mishap.what === 'chain-moves')
      source.between = (lookups) => {
        if (lookups !== 1 + (mishap.at % 9)) return;
        if (mishap.at % 2 === 0) source.reorg(1 + (mishap.at % 6), 2 + (mishap.at % 6));
        else source.mine(1);
      };
    const answer = source.answer(path);
    source.behind = 0;
    source.between = () => undefined;
    return answer;
  }

  /** What the lake says of each block by now: whether its newest observation has it on the main chain. */
  get observed(): ReadonlyMap<string, boolean> {
    for (const line of this.lake.lines.slice(this.#linesSeen))
      if (line.type === 'BlockObserved') {
        const { blockHash, onMainChain } = line.fields;
        const mayBe = onMainChain === true || this.source.left.has(blockHash);
        must(mayBe, () => `${line.fields.height} never left the chain and is called replaced`);
        const { observedAt } = line.envelope;
        if (observedAt < (this.#observedAt.get(blockHash) ?? '')) continue; // written late
        this.#observedAt.set(blockHash, observedAt);
        this.#observed.set(blockHash, onMainChain === true);
      }
    this.#linesSeen = this.lake.lines.length;
    return this.#observed;
  }

  /** Nothing that a state says may not be in the lake, nor anything of it be no chain. */
  #check({ chain }: PollerState): void {
    const { observed } = this;
    for (const segment of chain.segments) {
      let at = this.source.block(segment.topHash) ?? null;
      must(
        at?.height === segment.to,
        () => `the top of ${JSON.stringify(segment)} is another height`,
      );
      for (let height = segment.to; height >= segment.from; height -= 1) {
        const block = at;
        must(
          block !== null && observed.has(block.id),
          () => `height ${height} is held, not written`,
        );
        if (block !== null) this.#held.set(block.id, block);
        at = block?.parent ?? null;
      }
      must((at?.id ?? null) === segment.parentHash, () => 'a segment has another parent');
    }
  }

  /** Trouble over: turns until nothing is missing and nothing changes. */
  async settle(): Promise<void> {
    this.source.isFrozen = false;
    this.source.spoiled.clear();
    let before = '';
    for (let quiet = 0, turns = 0; quiet < 3; turns += 1) {
      must(turns < 80, () => `not settled after ${turns} turns: ${before.slice(0, 500)}`);
      const report = await this.turn(null);
      must(report?.fault === null, () => JSON.stringify(report?.fault));
      const now = JSON.stringify({ ...this.state.chain, revision: 0 });
      quiet = now === before && this.state.chain.pending.length === 0 ? quiet + 1 : 0;
      before = now;
      this.#minutes += 30; // what was put off is asked for again within a day
    }
    this.#checkWhole();
  }

  /** One canonical block per height, both branches, no hole. An island that does not reach the rest can't be judged. */
  #checkWhole(): void {
    const { observed, source } = this;
    const { chain } = this.state;
    const followed = chain.segments.find(({ to }) => to === chain.followedHeight);
    must(followed?.to === source.main.length - 1, () => 'the tip is not held');
    must(chain.pending.length === 0, () => 'something is pending');
    for (const [id, isMain] of observed) {
      const block = source.block(id);
      const canonical = source.main[block?.height ?? -1];
      const isHeld = block !== undefined && followed !== undefined && followed.from <= block.height;
      if (block === canonical)
        must(isMain, () => `${block?.height} is canonical and not so observed`);
      else if (isHeld && !source.unknown.has(id))
        must(!isMain, () => `${block?.height} is replaced and was last observed on the main chain`);
    }
    if (followed !== undefined)
      for (let height = followed.from; height <= followed.to; height += 1)
        must(
          observed.get(source.main[height]?.id ?? '') === true,
          () => `height ${height} has no canonical block`,
        );
  }
}
