/** Everything that can be made to go wrong on the socket, by the name it is asked for with. The only list. */
export const FAULTS = {
  drop: 'the next projected-block and mempool-txids messages are kept back, though the sequence counts them',
  'drop-tracked': 'only the next projected-block message is kept back',
  'drop-frame': 'the next update is not sent at all, though the sequence counts it',
  duplicate: 'the next projected-block message is sent twice, with the same sequence',
  reorder: 'the next two updates are sent in the wrong order',
  restart: 'the sequence starts again at 0 and every socket is closed without a status',
  drift:
    'projected blocks change without a message or a step of the sequence; mempool-blocks shows it in the next frame',
  'drift-unstated':
    'like drift, but every total stays the same: other txids with equal fees and sizes',
  'mid-tick-snapshot':
    'the next snapshot asked for has the rows of the update that follows, with the present sequence',
  'silent-block':
    'a block after which nothing is left: no projected-block message, mempool-blocks is [], the sequence moves',
  silence:
    'open sockets get no projected-block, mempool-txids and mempool-blocks messages until they ask for a projected block again',
  'silence-tracked':
    'open sockets get no projected-block messages until they ask for a projected block again',
  loading:
    'loadingIndicators says mempool 42; projected blocks change, neither the sequence nor their messages move, mempool-txids keeps its number',
  loaded: 'loadingIndicators is empty again and numbering goes on without a gap',
  'repeat-delta':
    'the next rebuild of the templates fails: the delta before is sent again under a new sequence',
  misstate: 'the next mempool-blocks of an update states wrong totals, once',
  garbage: 'a text frame that is not JSON',
  'half-frame': 'a JSON text cut in the middle, as a whole frame',
  'half-message': 'the first fragment of a message, then the connection ends',
  binary: 'the next frame of each open socket goes out as a binary frame, same bytes',
  'binary-garbage': 'a binary frame whose bytes are not UTF-8',
  huge: 'a frame of 20 MB, valid JSON',
  'lone-surrogate': 'conversions with a lone surrogate in a text',
  'duplicate-key': 'conversions with a key that is there twice',
  close: 'every socket is closed without a status',
  cut: 'every connection is reset, without a close frame',
  refuse: 'the next handshakes, two if not said, are answered 429 with Retry-After: 2',
} as const satisfies Readonly<Record<string, string>>;

export type FaultName = keyof typeof FAULTS;

export const isFaultName = (text: string): text is FaultName => Object.hasOwn(FAULTS, text);

/**
 * The same for REST. Each holds for the next answers it can be done to, one if not said how many, in the order they
 * were asked for; `rest-cached` and `rest-uncached` hold until the other.
 */
export const REST_FAULTS = {
  'rest-429': '429 with Retry-After: 2',
  'rest-429-bare': '429 without Retry-After',
  'rest-500': '500 with an error text in JSON',
  'rest-503': '503 with an error text in JSON, as while syncing',
  'rest-203': 'the right body with status 203, as of a path that is given up',
  'rest-redirect': '302 to the same path below /moved',
  'rest-html': '200 with the page of a web site, text/html',
  'rest-mislabelled': 'the right body, called text/html',
  'rest-text': '200 with an error text that is not JSON, called application/json',
  'rest-empty': '200 without a body',
  'rest-slow': 'the right answer in twenty pieces over one second',
  'rest-hang': 'no answer; the connection stays open',
  'rest-cut': 'no answer; the connection is reset',
  'rest-truncated': 'half the body, then the connection ends; its head announced the whole',
  'rest-behind':
    'what a server says of blocks that has not heard of the last two changes of the tip; a reorg N is one change and one more for each block on top',
  'rest-moves':
    'of a page with the tip: after its first block is looked up, a reorg 2 happens; that block does not link to the next',
  'rest-cached':
    'block/:hash is, from now on, as it was when the block was the newest: stale false, no canonical, no percentiles',
  'rest-uncached': 'block/:hash is as it is now again',
} as const satisfies Readonly<Record<string, string>>;

export type RestFaultName = keyof typeof REST_FAULTS;

export const isRestFaultName = (text: string): text is RestFaultName =>
  Object.hasOwn(REST_FAULTS, text);
