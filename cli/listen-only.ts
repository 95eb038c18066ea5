import type { DeliveryState } from '../dashboard/server/ports.ts';
import { startListener, type Listener } from '../listener/index.ts';
import type { FeedChoice } from './feed-options.ts';
import type { LiveView } from './live-state.ts';
import { newId, producerOf, sha256, userAgent } from './program.ts';
import type { Source } from './source.ts';

/** What the page is told of delivery where there is none. */
export const nothingStored: DeliveryState = {
  linesIn: 0,
  linesDelivered: 0,
  filesDelivered: 0,
  bytesDelivered: 0,
  spoolBytes: 0,
  spoolLimitBytes: 0,
  lagSeconds: 0,
  putFailures: {},
  heldUp: [],
  spool: 'none',
  message: null,
};

/** A listener for eyes alone: it checks and follows like any other, and its lines go nowhere. */
export const listenOnly = (
  source: Source,
  network: string,
  feed: FeedChoice,
  view: LiveView,
  failed: (reason: string) => void,
): Listener =>
  startListener(
    {
      url: source.url,
      userAgent,
      recorded: false,
      sockets: source.sockets,
      ...feed,
      predecessors: [],
    },
    producerOf(network, source.origin),
    source.times,
    {
      newId,
      sha256,
      store: () => undefined,
      hasRoom: () => true,
      changed: view.listened,
      failed,
    },
  );
