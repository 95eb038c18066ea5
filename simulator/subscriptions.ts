import { BACKEND_INFO, present } from './parts.ts';
import type { Ready } from './ready.ts';
import { frameText, part, type Part, type Topic } from './wire.ts';
import type { World } from './world.ts';

/** What one socket asked for. Nothing of it outlives the socket. */
export interface Subscription {
  readonly topics: ReadonlySet<Topic>;
  readonly silence: Silence;
}

/** What a backend has forgotten that the socket asked for: nothing, its projected block, or all that follows the mempool. */
export type Silence = 'none' | 'tracked' | 'mempool';

export const NO_SUBSCRIPTION: Subscription = {
  topics: new Set<Topic>(['everyone']),
  silence: 'none',
};

export const isToldOf = ({ topics, silence }: Subscription, topic: Topic): boolean =>
  topics.has(topic) && !isForgotten(silence, topic);

const isForgotten = (silence: Silence, topic: Topic): boolean => {
  switch (silence) {
    case 'none':
      return false;
    case 'tracked':
      return topic.startsWith('block-');
    case 'mempool':
      return topic.startsWith('block-') || topic === 'mempool-txids' || topic === 'mempool-blocks';
  }
};

/** The subscription after a message, and the frames that answer it; null when the message ends the connection. */
export type Answer = {
  readonly subscription: Subscription;
  readonly frames: ReadonlyArray<string>;
};

/** The `init` frame, which is also the body of `init-data`. */
export const initFrame = (world: World, ready: Ready): string => {
  const now = present(world);
  return (
    frameText(
      [
        part('everyone', 'mempoolInfo', now.mempoolInfo),
        part('everyone', 'vBytesPerSecond', now.vBytesPerSecond),
        part('everyone', 'mempool-blocks', ready.mempoolBlocks),
        part('everyone', 'transactions', now.transactions),
        part('everyone', 'loadingIndicators', ready.loadingIndicators),
        part('everyone', 'fees', now.fees),
        part('everyone', 'rbfSummary', now.rbfSummary),
        part('everyone', 'conversions', world.conversions),
        part('everyone', 'backend', () => BACKEND_INFO.backend),
        part('everyone', 'blocks', () => now.blocks(BLOCKS_AT_FIRST)),
        part('everyone', 'backendInfo', () => BACKEND_INFO),
        part('everyone', 'da', now.da),
      ],
      'glued',
    ) ?? '{}'
  );
};

/** @returns null for what a backend closes the socket on: text that is not JSON, and `null` */
export const answer = (
  world: World,
  ready: Ready,
  before: Subscription,
  message: string,
): Answer | null => {
  const parsed = parseJson(message);
  if (parsed === undefined || parsed === null) return null;
  if (typeof parsed !== 'object') return { subscription: before, frames: [] };
  const asked = parsed as Readonly<Record<string, unknown>>;
  const now = present(world);
  const topics = new Set(before.topics);
  let { silence } = before;
  const parts: Part[] = [];

  if (asked['action'] === 'want' && Array.isArray(asked['data'])) {
    const wanted: ReadonlyArray<unknown> = asked['data'];
    for (const topic of WANTED) {
      if (!wanted.includes(topic)) topics.delete(topic);
      else if (!topics.has(topic)) {
        topics.add(topic);
        parts.push(...firstWords(world, ready, topic));
      }
    }
  }
  if (asked['refresh-blocks'] === true)
    parts.push(part('everyone', 'blocks', () => now.blocks(BLOCKS_AT_FIRST)));
  if ('track-mempool-block' in asked) {
    for (const topic of topics) if (topic.startsWith('block-')) topics.delete(topic);
    const index = asked['track-mempool-block'];
    if (isProjectedIndex(index)) {
      topics.add(`block-${index}`);
      silence = 'none';
      parts.push(part('everyone', 'projected-block-transactions', () => ready.snapshot(index)));
    }
  }
  if ('track-mempool-txids' in asked) {
    if (asked['track-mempool-txids'] === true) topics.add('mempool-txids');
    else topics.delete('mempool-txids');
  }
  if (asked['action'] === 'ping') parts.push(part('everyone', 'pong', () => true));

  const rest = frameText(uniqueKeys(parts), 'glued');
  return {
    subscription: { topics, silence },
    frames: [
      ...(asked['action'] === 'init' ? [initFrame(world, ready)] : []),
      ...(rest === null ? [] : [rest]),
    ],
  };
};

type WantedTopic = 'blocks' | 'mempool-blocks' | 'live-2h-chart' | 'stats' | 'tomahawk';
const WANTED: ReadonlyArray<WantedTopic> = [
  'blocks',
  'mempool-blocks',
  'live-2h-chart',
  'stats',
  'tomahawk',
];

const firstWords = (world: World, ready: Ready, topic: WantedTopic): ReadonlyArray<Part> => {
  const now = present(world);
  switch (topic) {
    case 'blocks':
      return [part('everyone', 'blocks', () => now.blocks(BLOCKS_AT_FIRST))];
    case 'mempool-blocks':
      return [part('everyone', 'mempool-blocks', ready.mempoolBlocks)];
    case 'stats':
      return [
        part('everyone', 'mempoolInfo', now.mempoolInfo),
        part('everyone', 'vBytesPerSecond', now.vBytesPerSecond),
        part('everyone', 'fees', now.fees),
        part('everyone', 'da', now.da),
      ];
    case 'tomahawk':
      return [part('everyone', 'tomahawk', () => [])];
    case 'live-2h-chart':
      return [];
  }
};

const uniqueKeys = (parts: ReadonlyArray<Part>): ReadonlyArray<Part> => [
  ...new Map(parts.map((each) => [each.key, each])).values(),
];

const isProjectedIndex = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < PROJECTED_BLOCKS;

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const BLOCKS_AT_FIRST = 8;
const PROJECTED_BLOCKS = 8;
