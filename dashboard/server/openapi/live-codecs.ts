import * as t from 'io-ts';
import { known } from '../known.ts';
import type { View } from '../view.ts';

/** `View`, as a codec: the compiler holds the two together. */

const figure = known(t.number);
const text = known(t.string);
const Level = t.keyof({ verified: null, contiguous: null, unknown: null });
const Counted = t.record(t.string, t.number);

const Source = t.type({
  name: t.string,
  url: t.string,
  network: t.string,
  origin: t.keyof({ live: null, simulated: null, recording: null }),
  notice: text,
  connection: t.keyof({ connecting: null, open: null, closed: null }),
  lastFrameAt: text,
  fault: text,
  openGap: known(t.type({ cause: t.string, since: t.string })),
});

const NextBlock = t.type({
  level: Level,
  cause: text,
  sequence: t.number,
  observedAt: t.string,
  transactions: t.number,
  weight: t.number,
  feeSats: t.number,
  lowestRate: figure,
  medianRate: figure,
  histogram: t.readonlyArray(t.type({ fromRate: t.number, vsizeVbytes: t.number })),
  lastChange: known(
    t.type({ added: t.number, removed: t.number, changed: t.number, feeSatsDelta: t.number }),
  ),
});

const Block = t.type({
  height: t.number,
  hash: t.string,
  minedAt: t.string,
  transactions: t.number,
  sizeBytes: t.number,
  weight: t.number,
  feeSats: figure,
  medianRate: figure,
  pool: text,
  intervalSeconds: figure,
});

const Counts = t.type({
  linesWritten: t.number,
  framesIn: t.number,
  accepted: t.number,
  ignored: t.number,
  quarantined: t.number,
  quarantinedBy: Counted,
  gaps: t.number,
  brokenEvents: t.number,
});

const Delivery = t.type({
  linesIn: t.number,
  linesDelivered: t.number,
  filesDelivered: t.number,
  bytesDelivered: t.number,
  spoolBytes: t.number,
  spoolLimitBytes: t.number,
  lagSeconds: t.number,
  putFailures: Counted,
  heldUp: t.readonlyArray(t.type({ stream: t.string, reason: t.string })),
  spool: t.keyof({ open: null, full: null, blocked: null, none: null }),
  message: text,
});

const Warehouse = t.type({
  status: t.keyof({ starting: null, building: null, ready: null, failed: null }),
  builtAt: text,
  message: text,
  tables: Counted,
});

/** `/api/state` */
export const StateAnswer = t.type({
  source: Source,
  'next-block': known(NextBlock),
  conversions: known(
    t.type({ quotedAt: text, observedAt: t.string, prices: t.record(t.string, figure) }),
  ),
  blocks: t.type({ rows: t.readonlyArray(Block), historyError: text }),
  counts: Counts,
  delivery: known(Delivery),
  warehouse: Warehouse,
}) satisfies t.Type<View, unknown>;
