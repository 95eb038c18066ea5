import type { EventType } from '../catalogue.ts';
import type { Scalar } from '../codec/column-codec.ts';
import { writeBytes } from './ascii.ts';
import type { Envelope } from './envelope.ts';
import { HeadTemplate, type HeadValues } from './head-template.ts';
import { MAX_LINE_BYTES, TAIL_BYTES } from './line.ts';
import type { LineBytes } from './line-bytes.ts';

const LINE_FEED = 0x0a;
const SPACE = 0x20;
const CLOSE_OBJECT = 0x7d;
/** The head of a line that may be a part is this much longer at the most: ordinals of sixteen digits, part and parts. */
const WIDEST_BYTES = 128;

/** What the lines of one template have in common. */
export interface LineKind {
  /** Whose lines they are: of others neither ids nor producer are the same. */
  readonly epoch: object;
  readonly type: EventType;
  readonly layout: string;
  readonly path: string;
}

interface Template extends LineKind {
  readonly head: HeadTemplate;
}

/** Of a few epochs, those of the newest lines last: what an epoch that ended leaves is forgotten. */
const templates: Array<Template> = [];
const MOST_TEMPLATES = 24;

const isOf = (template: Template, { epoch, type, layout, path }: LineKind): boolean =>
  template.epoch === epoch &&
  template.type === type &&
  template.path === path &&
  template.layout === layout;

const headOfKind = (kind: LineKind, envelope: () => Envelope): HeadTemplate => {
  for (const each of templates) if (isOf(each, kind)) return each.head;
  const head = new HeadTemplate(envelope(), kind.type);
  if (templates.length === MOST_TEMPLATES) templates.shift();
  templates.push({ ...kind, head });
  return head;
};

const withoutLineFeeds = (bytes: Uint8Array, start: number, end: number): void => {
  for (let at = start; at < end; at += 1) if (bytes[at] === LINE_FEED) bytes[at] = SPACE;
};

/**
 * The line of an accepted fragment: the same bytes as `headOf` and `lineBytes` make, with less in between. Null where
 * it is so long that it has to be split, or may have to be.
 * @param envelope of one such line; asked for once
 */
export const writeLine = (
  kind: LineKind,
  envelope: () => Envelope,
  values: HeadValues,
  fields: Readonly<Record<string, Scalar>>,
  payload: Uint8Array,
  lineBytes: LineBytes,
): Uint8Array | null => {
  const head = headOfKind(kind, envelope);
  const most = head.mostBytes(fields) + payload.length + TAIL_BYTES;
  if (most + WIDEST_BYTES > MAX_LINE_BYTES) return null;
  return lineBytes.take(most, (bytes, start) => {
    const opened = head.write(bytes, start, values, fields);
    const end = writeBytes(bytes, opened, payload);
    if (payload.includes(LINE_FEED)) withoutLineFeeds(bytes, opened, end);
    bytes[end] = CLOSE_OBJECT;
    bytes[end + 1] = LINE_FEED;
    return end + TAIL_BYTES;
  });
};
