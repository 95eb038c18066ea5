/** One server-sent event as it arrived. */
interface Received {
  readonly id: string;
  readonly name: string;
  readonly data: unknown;
}

/** A reader of one stream that keeps everything. */
export interface EventReader {
  readonly headers: Headers;
  readonly events: ReadonlyArray<Received>;
  readonly comments: ReadonlyArray<string>;
  /** Everything that came, as it came. */
  readonly text: () => string;
  /** Resolves when the condition holds after some chunk; rejects when the stream ends before. */
  readonly until: (condition: () => boolean) => Promise<void>;
  readonly ended: Promise<void>;
  readonly close: () => void;
}

const field = (block: string, name: string): string =>
  block
    .split('\n')
    .filter((line) => line.startsWith(`${name}: `))
    .map((line) => line.slice(name.length + 2))
    .join('\n');

/** @param lastEventId what a browser sends that connects again */
export const readEvents = async (url: string, lastEventId?: string): Promise<EventReader> => {
  const abort = new AbortController();
  const headers: HeadersInit = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  const response = await fetch(url, { signal: abort.signal, headers });
  const events: Received[] = [];
  const comments: string[] = [];
  const waiting = new Set<() => void>();
  let everything = '';
  let over = false;

  const take = (block: string): void => {
    if (block.startsWith(':')) comments.push(block.slice(1).trim());
    const data = field(block, 'data');
    if (data === '') return;
    events.push({ id: field(block, 'id'), name: field(block, 'event'), data: JSON.parse(data) });
  };
  const read = async (): Promise<void> => {
    let text = '';
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response.body ?? []) {
        const came = decoder.decode(chunk, { stream: true });
        everything += came;
        text += came;
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        blocks.forEach(take);
        for (const wake of waiting) wake();
      }
    } catch {
      // cut off by us or by the server: an end like any other
    }
    over = true;
    for (const wake of waiting) wake();
  };
  const ended = read();

  return {
    headers: response.headers,
    events,
    comments,
    text: () => everything,
    ended,
    until: (condition) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (!condition() && !over) return;
          waiting.delete(check);
          if (condition()) resolve();
          else reject(new Error('the stream ended before the condition held'));
        };
        waiting.add(check);
        check();
      }),
    close: () => abort.abort(),
  };
};
