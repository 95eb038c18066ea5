import * as E from 'fp-ts/lib/Either.js';

/** What tells whether a load brought anything that readers are to see: objects taken, or refused for the first time. */
export interface News {
  readonly files: number;
  readonly refused: ReadonlyArray<unknown>;
}

/** The parts of a turn. Each opens and closes what it needs: the build is another process and needs the lock. */
export interface Steps<Loaded extends News, Built, Published, Failure> {
  readonly load: () => Promise<E.Either<Failure, Loaded>>;
  readonly build: () => Promise<E.Either<Failure, Built>>;
  readonly publish: () => Promise<E.Either<Failure, Published>>;
}

/** What a turn came to. `idle`: nothing new arrived since the last publication. */
export type Turn<Loaded, Built, Published, Failure> = { readonly durationMs: number } & (
  | { readonly tag: 'idle'; readonly loaded: Loaded }
  | {
      readonly tag: 'published';
      readonly loaded: Loaded;
      readonly built: Built;
      readonly published: Published;
    }
  | {
      readonly tag: 'failed';
      readonly step: 'load' | 'build' | 'publish';
      readonly failure: Failure;
    }
);

/** The one writer of a warehouse. */
export interface Coordinator<ATurn> {
  /** One turn, after the one in hand if there is one. The first turn of a coordinator is never idle. */
  readonly once: () => Promise<ATurn>;
  /** Turns without end, each followed by a pause; at most once for a coordinator. */
  readonly start: () => void;
  /** No further turn; ends when the one in hand has ended. */
  readonly stop: () => Promise<void>;
}

export interface CoordinatorOptions<ATurn> {
  readonly onTurn?: (turn: ATurn) => void;
  /**
   * The shortest pause between turns; a pause is never shorter than twice the turn before it, so that at least two
   * thirds of the machine's time are left to others.
   * @default 10_000
   */
  readonly leastPauseMs?: number;
}

/** Runs load, build and publish in turn, never two at a time. A failed build is tried again by the next turn. */
export const createCoordinator = <Loaded extends News, Built, Published, Failure>(
  steps: Steps<Loaded, Built, Published, Failure>,
  {
    onTurn,
    leastPauseMs = 10_000,
  }: CoordinatorOptions<Turn<Loaded, Built, Published, Failure>> = {},
): Coordinator<Turn<Loaded, Built, Published, Failure>> => {
  type ATurn = Turn<Loaded, Built, Published, Failure>;
  let isPublished = false;
  let inHand: Promise<unknown> = Promise.resolve();
  let state: 'new' | 'running' | 'stopped' = 'new';
  let timer: NodeJS.Timeout | undefined;

  const failed = (step: 'load' | 'build' | 'publish', failure: Failure) =>
    ({ tag: 'failed', step, failure }) as const;

  const steppedThrough = async () => {
    const loaded = await steps.load();
    if (E.isLeft(loaded)) return failed('load', loaded.left);
    const { files, refused } = loaded.right;
    if (isPublished && files === 0 && refused.length === 0)
      return { tag: 'idle', loaded: loaded.right } as const;
    isPublished = false;
    const built = await steps.build();
    if (E.isLeft(built)) return failed('build', built.left);
    const published = await steps.publish();
    if (E.isLeft(published)) return failed('publish', published.left);
    isPublished = true;
    return {
      tag: 'published',
      loaded: loaded.right,
      built: built.right,
      published: published.right,
    } as const;
  };

  const turn = async (): Promise<ATurn> => {
    const startedMs = performance.now();
    const outcome = await steppedThrough();
    const ended: ATurn = { ...outcome, durationMs: performance.now() - startedMs };
    onTurn?.(ended);
    return ended;
  };

  const once = (): Promise<ATurn> => {
    const next = inHand.then(turn);
    inHand = next.catch(() => undefined);
    return next;
  };

  const again = async (): Promise<void> => {
    const { durationMs } = await once();
    if (state === 'running')
      timer = setTimeout(() => void again(), Math.max(leastPauseMs, 2 * durationMs));
  };

  return {
    once,
    start: () => {
      if (state !== 'new') return;
      state = 'running';
      void again();
    },
    stop: async () => {
      state = 'stopped';
      clearTimeout(timer);
      await inHand;
    },
  };
};
