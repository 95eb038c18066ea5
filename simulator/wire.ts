/** What a client can have asked for; `everyone` goes to all sockets, `block-N` to who tracks projected block N. */
export type Topic =
  | 'everyone'
  | 'blocks'
  | 'mempool-blocks'
  | 'stats'
  | 'live-2h-chart'
  | 'tomahawk'
  | 'mempool-txids'
  | `block-${number}`;

/** One key of a frame. The text is made once, when the first client needs it. */
export interface Part {
  readonly topic: Topic;
  readonly key: string;
  readonly json: () => string;
}

/** Something that happened: a frame for each client, with the parts that it asked for. */
export interface Broadcast {
  readonly parts: ReadonlyArray<Part>;
  /** The backend glues frames out of texts it has (`": "`), but prints whole objects where there is one key only. */
  readonly printed: 'glued' | 'whole';
}

export const part = (topic: Topic, key: string, value: () => unknown): Part => {
  let text: string | undefined;
  return { topic, key, json: () => (text ??= JSON.stringify(value())) };
};

/** The text of a frame, or null when there is nothing to say. */
export const frameText = (
  parts: ReadonlyArray<Part>,
  printed: Broadcast['printed'],
): string | null => {
  if (parts.length === 0) return null;
  const [colon, comma] = printed === 'glued' ? [': ', ', '] : [':', ','];
  return `{${parts.map(({ key, json }) => `"${key}"${colon}${json()}`).join(comma)}}`;
};
