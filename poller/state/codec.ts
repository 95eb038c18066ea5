import { OriginClass, type LakeIdentity } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as t from 'io-ts';
import { EMPTY, type ChainState } from '../chain/state.ts';
import type { Range } from '../chain/ranges.ts';

/** The newest version that this program reads. 1 remembered bytes of some blocks and no heights. */
const VERSION = 2;

/** What the poller and backfill share. */
export interface PollerState {
  readonly chain: ChainState;
  /** Hours since 1970 whose price was filled in, both ends included, highest first. */
  readonly priceHours: ReadonlyArray<Range>;
}

export const EMPTY_STATE: PollerState = { chain: EMPTY, priceHours: [] };

/** Why a state can't be used; the document is left as it is. */
export interface StateFault {
  readonly code: 'unreadable' | 'newer' | 'other' | 'io';
  /** A sentence that says what to do. */
  readonly message: string;
}

const Height = t.refinement(t.Integer, (height) => height >= 0, 'Height');
const RangeCodec = t.readonly(t.type({ from: Height, to: Height }));
const Hash = t.refinement(t.string, (text) => /^[0-9a-f]{64}$/.test(text), 'Hash');
const maybe = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);

const Chain = t.type({
  revision: Height,
  segments: t.readonlyArray(
    t.type({ from: Height, to: Height, topHash: Hash, parentHash: maybe(Hash) }),
  ),
  pending: t.readonlyArray(RangeCodec),
  postponed: t.readonlyArray(
    t.type({ from: Height, to: Height, tries: t.Integer, untilMs: t.number }),
  ),
  newest: t.readonlyArray(
    t.type({
      height: Height,
      hash: Hash,
      sha256: Hash,
      minedAtMs: t.number,
      awaitsLook: t.boolean,
    }),
  ),
  replaced: t.readonlyArray(
    t.type({ height: Height, hash: Hash, looks: t.Integer, isSure: t.boolean }),
  ),
  refused: t.readonlyArray(Hash),
  followedHeight: maybe(Height),
});

/** Read first: another version may have another shape. */
const Versioned = t.type({ version: t.number });
const StateDocument = t.type({
  network: t.string,
  origin_class: OriginClass,
  chain: Chain,
  priceHours: t.readonlyArray(RangeCodec),
});

/** Whether ranges are what they say: the right way round, highest first and apart. */
const areApart = (ranges: ReadonlyArray<Range>): boolean =>
  ranges.every(({ from, to }, index) => {
    const above = ranges[index - 1];
    return from <= to && (above === undefined || to < above.from);
  });

export const encodeState = (
  { network, originClass }: LakeIdentity,
  { chain, priceHours }: PollerState,
): string =>
  `${JSON.stringify({ version: VERSION, network, origin_class: originClass, chain, priceHours })}\n`;

const remedy = (name: string): string =>
  `it is left as it is. Move it away and rebuild it from the lake with "bitcoin-pipeline poll --rebuild", or name another than ${name}`;

/** Reads the text of a state. `name`: where it stands, for the sentence. */
export const decodeState = (
  text: string,
  name: string,
  identity: LakeIdentity,
): E.Either<StateFault, PollerState> => {
  const json = pipe(
    E.tryCatch((): unknown => JSON.parse(text), String),
    E.chainW((value) => Versioned.decode(value)),
  );
  if (E.isRight(json) && json.right.version > VERSION)
    return E.left({
      code: 'newer',
      message: `the poller's state ${name} is of a newer version; use a newer program, or ${remedy(name)}`,
    });
  const decoded = E.chainW((value: unknown) => StateDocument.decode(value))(json);
  if (
    E.isLeft(decoded) ||
    !areApart(decoded.right.chain.segments) ||
    !areApart(decoded.right.chain.pending) ||
    !areApart(decoded.right.priceHours)
  )
    return E.left({
      code: 'unreadable',
      message: `${name} is not a poller's state; ${remedy(name)}`,
    });
  const { network, origin_class: originClass, chain, priceHours } = decoded.right;
  if (network !== identity.network || originClass !== identity.originClass)
    return E.left({
      code: 'other',
      message: `the poller's state ${name} is of ${originClass} data of ${network}, not of ${identity.originClass} data of ${identity.network}; choose another with --state`,
    });
  return E.right({ chain: chain satisfies ChainState, priceHours });
};
