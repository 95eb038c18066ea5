import {
  REST_BLOCK,
  REST_BLOCKS,
  writeOutcome,
  type Accepted,
  type EpochCounts,
  type EventOf,
  type Frame,
  type Producer,
} from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import type { RestFault, RestGet } from '../sources/rest/ports.ts';
import { answerOf, notBlocks, notLinked, type Answer } from './answer.ts';
import type { IgnoredBlock, IgnoredKind } from './chain/descend.ts';
import { intentOf } from './chain/intent.ts';
import type { ChainState, SeenBlock } from './chain/state.ts';
import { inOrder, type Ask, type Observation } from './chain/turn.ts';
import type { Course, Step } from './course.ts';
import { coveredOf, reorganisedBetween } from './coverage.ts';
import type { BrokenPart, PollerEvent, RunFault, WrittenBlock } from './events.ts';
import { RunLines, type LinePorts } from './run-lines.ts';
import { Saved } from './saved.ts';
import type { StateFault } from './state/codec.ts';
import type { HeldState, StateStore } from './state/store.ts';

/** Fragments in quarantine that are known again. */
const REFUSED_REMEMBERED = 64;
/** Between two lines of the ledger in a run that takes long. */
const LEDGER_EVERY_MS = 60_000;
/** How often a run takes over what others wrote to the state before it gives way. */
const MOST_RACES = 8;
const RACE_WAIT_MS = 50;

export interface RunPorts extends LinePorts {
  readonly get: RestGet;
  readonly states: StateStore;
  readonly told: (event: PollerEvent) => void;
}

export interface RunOptions<T extends Step> {
  /** Base of the backend. */
  readonly url: string;
  readonly producer: Producer;
  readonly course: Course<T>;
  /** Aborted: nothing more is asked; what was read is written and the state saved. */
  readonly signal: AbortSignal;
  readonly whenAborted: 'deadline' | 'stopped';
}

type EndReason = Extract<
  EventOf<'EpochClosed'>['closeReason'],
  'finished' | 'deadline' | 'stopped' | 'failed'
>;

/** How a run went. */
export interface RunReport<T extends Step> {
  readonly end: EndReason;
  /** What it failed by; also of a run that found a way around it. */
  readonly fault: RunFault | null;
  readonly requests: number;
  /** Observations of blocks. */
  readonly written: number;
  readonly counts: EpochCounts;
  /** As it is saved; null where it could not be read. */
  readonly state: ChainState | null;
  readonly step: T | null;
}

const pathOf = (ask: Ask): string => {
  if (ask.tag === 'block') return `${REST_BLOCK}/${ask.replaced.hash}`;
  return ask.height === null ? REST_BLOCKS : `${REST_BLOCKS}/${ask.height}`;
};

/** Unknown hashes are 404 or 500, by what stands behind the backend. */
const saysUnknown = ({ code }: RestFault): boolean =>
  code === 'not-found' || code === 'server-error' || code === 'refused';

const keyOf = ({ block, onMainChain }: Observation): string =>
  `${block.hash} ${block.sha256} ${onMainChain}`;

/** One run over a course: asks, writes what is new, and only then says so in the state. One epoch. */
export class Run<T extends Step> {
  readonly #options: RunOptions<T>;
  readonly #ports: RunPorts;
  readonly #lines: RunLines;
  /** Where each block came from. */
  readonly #sources = new Map<SeenBlock, { readonly frame: Frame; readonly accepted: Accepted }>();
  /** Not written; on the state of another process it may have to be. */
  readonly #ignored = new Map<SeenBlock, IgnoredKind>();
  /** Observations that are in the lake. */
  readonly #stored = new Set<string>();
  #refused: ReadonlyArray<string> = [];
  #written = 0;
  #broken: { readonly part: BrokenPart; readonly fault: RunFault } | null = null;
  #ledgerAtMs: number;
  #requests = 0;
  #races = 0;

  constructor(options: RunOptions<T>, ports: RunPorts) {
    this.#options = options;
    this.#ports = ports;
    this.#ledgerAtMs = ports.nowMs();
    this.#lines = new RunLines(options.producer, ports);
  }

  async run(): Promise<RunReport<T>> {
    const { states } = this.#ports;
    const { course, signal } = this.#options;
    const read = await states.read();
    if (E.isLeft(read)) {
      this.#fail('state', { event: 'state-failed', fault: read.left });
      return this.#report('failed', null, null);
    }
    this.#lines.open(`${this.#options.url}${REST_BLOCKS}`);
    let saved = new Saved(course, read.right);
    let step = saved.step;
    while (step.ask !== null && this.#mayAsk()) {
      step = await this.#ask(step, step.ask, saved);
      if (!course.isSettled(step)) continue;
      [saved, step] = await this.#settle(saved, step);
    }
    if (course.isGivenUp(step) && this.#broken === null)
      this.#fail('source', { event: 'source-failed', fault: notLinked(this.#options.url) });
    const last = course.ended(step);
    this.#ignore(last.ignored);
    // a source that fails is no reason not to keep what it gave before
    if (this.#broken === null || this.#broken.part === 'source')
      [saved, step] = await this.#settle(saved, last.turn);
    const end = this.#endOf(signal.aborted);
    await this.#close(end, saved.held.state.chain);
    return this.#report(end, saved.held.state.chain, step);
  }

  #mayAsk(): boolean {
    const { signal, course } = this.#options;
    return !signal.aborted && this.#broken === null && this.#requests < course.mostRequests;
  }

  #endOf(isAborted: boolean): EndReason {
    if (isAborted) return this.#options.whenAborted;
    return this.#broken === null ? 'finished' : 'failed';
  }

  async #ask(step: T, ask: Ask, saved: Saved<T>): Promise<T> {
    const { get, sha256, told } = this.#ports;
    const { course, signal, url } = this.#options;
    this.#requests += 1;
    const body = await get(pathOf(ask), signal);
    if (E.isRight(body)) {
      const path = ask.tag === 'block' ? REST_BLOCK : REST_BLOCKS;
      const answer = answerOf(body.right, path, sha256);
      const refused = this.#take(answer, saved);
      if (ask.tag === 'page' && ask.height === null && answer.blocks.size === 0)
        this.#fail('source', { event: 'source-failed', fault: notBlocks(url, body.right) });
      const page = [...answer.blocks.keys()];
      saved.inputs.push({ ask, page, refused });
      const { turn, ignored } = course.heard(step, page, refused);
      this.#ignore(ignored);
      return turn;
    }
    if (signal.aborted) return step;
    if (ask.tag === 'block' && saysUnknown(body.left)) {
      const { height, hash: blockHash } = ask.replaced;
      told({ event: 'replaced-block-unknown', height, blockHash, fault: body.left });
      return course.unknown(step);
    }
    this.#fail('source', { event: 'source-failed', fault: body.left });
    return step;
  }

  #fail(
    part: BrokenPart,
    event: Extract<PollerEvent, { readonly fault: RunFault; event: `${BrokenPart}-failed` }>,
  ): void {
    this.#broken = { part, fault: event.fault };
    this.#ports.told(event);
  }

  /** Counts an answer's fragments; those that did not decode go into quarantine, once. */
  #take(answer: Answer, saved: Saved<T>): number {
    const { body, outcomes, blocks } = answer;
    const frame = this.#lines.epoch.frame(body, outcomes.length, this.#ports.nowMs());
    for (const [block, accepted] of blocks) this.#sources.set(block, { frame, accepted });
    const known = new Set([...saved.held.state.chain.refused, ...this.#refused]);
    const others = outcomes.filter(({ tag }) => tag !== 'accepted');
    for (const outcome of others) {
      const sha256 = this.#ports.sha256(body.subarray(outcome.start, outcome.end));
      if (outcome.tag === 'rejected' && known.has(sha256)) {
        this.#lines.epoch.ignore('fragment-refused-before');
        continue;
      }
      if (outcome.tag === 'rejected') this.#refused = [...this.#refused, sha256];
      this.#lines.add(writeOutcome(this.#lines.epoch, frame, outcome, () => ({})));
    }
    return outcomes.filter(({ tag }) => tag === 'rejected').length;
  }

  #ignore(ignored: ReadonlyArray<IgnoredBlock>): void {
    for (const [block, kind] of ignored) this.#ignored.set(block, kind);
  }

  /** What was heard is in the state now, and will not be heard again. */
  #forget(): void {
    for (const [block, kind] of this.#ignored) {
      this.#lines.epoch.ignore(kind);
      this.#sources.delete(block);
    }
    this.#ignored.clear();
    this.#stored.clear();
    this.#refused = [];
  }

  /** Writes what waits, then saves the state that says so. */
  async #settle(before: Saved<T>, step: T): Promise<readonly [Saved<T>, T]> {
    const announced = await this.#announce(before, step);
    if (announced === 'lost') return this.#rebase(before, step);
    if (announced === null || !(await this.#store(step.waiting))) return [before, step];
    const { chain } = announced.held.state;
    const refused = [...chain.refused, ...this.#refused].slice(-REFUSED_REMEMBERED);
    const next = { ...step.state, refused, revision: chain.revision };
    if (JSON.stringify(next) === JSON.stringify(chain))
      return [announced, { ...step, waiting: [] }];
    const written = await this.#save(announced.held, next);
    if (written === 'lost') return this.#rebase(announced, step);
    if (written === null) return [announced, step];
    const { chain: now } = written.state;
    this.#tellReorganised(before.held.state.chain, now);
    this.#forget();
    this.#races = 0;
    const after = { ...step, state: now, waiting: [] };
    this.#keepLedger(now);
    return [announced.followedBy(written, after), after];
  }

  /** Says in the state what is about to be written, where a kill before its end would leave the two apart. */
  async #announce(saved: Saved<T>, step: T): Promise<Saved<T> | 'lost' | null> {
    const unwritten = this.#unwritten(step.waiting);
    const tipHeight = step.state.segments[0]?.to ?? 0;
    const intent = intentOf(saved.held.state.chain, tipHeight, unwritten);
    if (intent === null) return saved;
    const written = await this.#save(saved.held, intent);
    return written === null || written === 'lost' ? written : saved.onto(written);
  }

  /** Null: it failed, and is told. */
  async #save(held: HeldState, chain: ChainState): Promise<HeldState | 'lost' | null> {
    const next = { ...held.state, chain: { ...chain, revision: held.state.chain.revision + 1 } };
    const written = await this.#ports.states.write(next, held.version);
    if (E.isRight(written)) return written.right ?? 'lost';
    this.#fail('state', { event: 'state-failed', fault: written.left });
    return null;
  }

  /** Another process was faster: what was heard is taken into its state, where that still may be. */
  async #rebase(saved: Saved<T>, step: T): Promise<readonly [Saved<T>, T]> {
    const { states, told, clock, random } = this.#ports;
    told({ event: 'race-lost' });
    this.#races += 1;
    await clock.wait(random() * RACE_WAIT_MS * this.#races);
    const read = this.#races > MOST_RACES ? E.left(tooManyRaces) : await states.read();
    if (E.isLeft(read)) {
      this.#fail('state', { event: 'state-failed', fault: read.left });
      return [saved, step];
    }
    const rebased = saved.on(read.right);
    return this.#options.course.isSettled(rebased.step)
      ? this.#settle(rebased.saved, rebased.step)
      : [rebased.saved, rebased.step];
  }

  #keepLedger(chain: ChainState): void {
    const nowMs = this.#ports.nowMs();
    if (nowMs - this.#ledgerAtMs < LEDGER_EVERY_MS) return;
    this.#ledgerAtMs = nowMs;
    this.#lines.record('ChainCovered', ...coveredOf(chain));
    this.#lines.count();
  }

  #tellReorganised(before: ChainState, now: ChainState): void {
    const reorganised = reorganisedBetween(before, now);
    if (reorganised !== null) this.#ports.told({ event: 'chain-reorganised', ...reorganised });
  }

  #unwritten(waiting: ReadonlyArray<Observation>): ReadonlyArray<Observation> {
    return waiting.filter((each) => !this.#stored.has(keyOf(each)));
  }

  /** Whether what waits is in the lake now. */
  async #store(waiting: ReadonlyArray<Observation>): Promise<boolean> {
    const fresh = inOrder(this.#unwritten(waiting));
    const blocks: Array<WrittenBlock> = [];
    for (const { block, onMainChain } of fresh) {
      const source = this.#sources.get(block);
      if (source === undefined) throw new Error('a block to be written has no bytes any more');
      this.#ignored.delete(block);
      blocks.push({ accepted: source.accepted, height: block.height, onMainChain });
      this.#lines.add(this.#lines.epoch.accept(source.frame, source.accepted, { onMainChain }));
    }
    if (!this.#lines.hasFacts) return true; // the ledger can wait for more
    const put = await this.#lines.put();
    if (E.isLeft(put)) {
      this.#fail('lake', { event: 'lake-failed', fault: put.left });
      return false;
    }
    for (const each of fresh) {
      this.#stored.add(keyOf(each));
      this.#sources.delete(each.block);
    }
    this.#written += blocks.length;
    if (blocks.length > 0) this.#ports.told({ event: 'blocks-written', blocks });
    return true;
  }

  /** The ledger of this run; where the lake failed there is no use in trying. */
  async #close(end: EndReason, chain: ChainState): Promise<void> {
    if (this.#broken?.part === 'lake') return;
    this.#forget();
    for (const _ of this.#sources) this.#lines.epoch.ignore('block-repeated'); // heard again on another's state
    this.#lines.record('ChainCovered', ...coveredOf(chain));
    const closed = await this.#lines.close(end);
    if (E.isLeft(closed)) this.#fail('lake', { event: 'lake-failed', fault: closed.left });
  }

  #report(end: EndReason, state: ChainState | null, step: T | null): RunReport<T> {
    const { counts } = this.#lines.epoch;
    const fault = this.#broken?.fault ?? null;
    return { end, fault, requests: this.#requests, written: this.#written, counts, state, step };
  }
}

const tooManyRaces: StateFault = {
  code: 'io',
  message: `others wrote the poller's state ${MOST_RACES} times in a row; the next run goes on`,
};
