import type {
  BlockRow,
  ConversionsState,
  CountsState,
  DeliveryState,
  LiveState,
  NextBlockState,
  OpenGap,
  SourceState,
  WarehouseState,
} from './ports.ts';

/** Mined blocks: the warehouse's, overlaid with those seen since it was built. */
export interface BlocksView {
  /** Highest first, one per height; heights may be missing. */
  readonly rows: ReadonlyArray<BlockRow>;
  /** Why the warehouse's blocks could not be read, in words. */
  readonly historyError: string | null;
}

/** What the page shows. Each key travels as an event of its own name. */
export interface View {
  readonly source: SourceState & { readonly openGap: OpenGap | null };
  readonly 'next-block': NextBlockState | null;
  readonly conversions: ConversionsState | null;
  readonly blocks: BlocksView;
  readonly counts: CountsState & {
    /** Events of the next block of which something could not be used, since the dashboard began. */
    readonly brokenEvents: number;
  };
  readonly delivery: DeliveryState | null;
  readonly warehouse: WarehouseState;
}

/** The parts of the view, in the order in which they are sent. */
export const parts = [
  'source',
  'next-block',
  'conversions',
  'blocks',
  'counts',
  'delivery',
  'warehouse',
] as const satisfies ReadonlyArray<keyof View>;

/** The view of one moment. */
export const viewOf = (live: LiveState, blocks: BlocksView, brokenEvents: number): View => ({
  source: { ...live.source, openGap: live.openGap },
  'next-block': live.nextBlock,
  conversions: live.conversions,
  blocks,
  counts: { ...live.counts, brokenEvents },
  delivery: live.delivery,
  warehouse: live.warehouse,
});
