/** Everything that can be made to go wrong, by the name it is asked for with. The only list. */
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
