/** What a backend has at hand for whoever asks, each as sent. */
export interface Ready {
  readonly snapshot: (index: number) => unknown;
  /** As of the last finished update, which a snapshot can be ahead of. */
  readonly mempoolBlocks: () => unknown;
  readonly loadingIndicators: () => unknown;
}
