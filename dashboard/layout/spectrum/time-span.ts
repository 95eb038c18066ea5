/** The stretch of time that the scrubber reaches over. */
export interface TimeSpan {
  readonly fromMs: number;
  /** The newest moment there is: here it is live. */
  readonly toMs: number;
  /** One column, and one press of an arrow key. */
  readonly stepMs: number;
  /** One press of Page Up or Page Down. */
  readonly pageMs: number;
}

/** How far along a moment lies, 0 to 1. */
export const shareOf = ({ fromMs, toMs }: TimeSpan, atMs: number): number =>
  toMs <= fromMs ? 1 : Math.min(1, Math.max(0, (atMs - fromMs) / (toMs - fromMs)));

/** The moment on the scrubber, to whole steps; null from the newest one on, which is live. */
export const settled = ({ fromMs, toMs, stepMs }: TimeSpan, atMs: number): number | null => {
  const step = Math.round(atMs / stepMs) * stepMs;
  return step >= toMs ? null : Math.max(step, Math.ceil(fromMs / stepMs) * stepMs);
};

/** The moment at a place of the scrubber, 0 to 1; null for live. */
export const momentAt = (span: TimeSpan, share: number): number | null =>
  share >= 1 ? null : settled(span, span.fromMs + Math.max(0, share) * (span.toMs - span.fromMs));

/** Where a key leads from a moment, null being live; undefined for a key that moves nothing. */
export const movedBy = (
  key: string,
  atMs: number | null,
  span: TimeSpan,
): number | null | undefined => {
  const from = atMs ?? Math.ceil(span.toMs / span.stepMs) * span.stepMs;
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return settled(span, from - span.stepMs);
    case 'ArrowRight':
    case 'ArrowUp':
      return settled(span, from + span.stepMs);
    case 'PageDown':
      return settled(span, from - span.pageMs);
    case 'PageUp':
      return settled(span, from + span.pageMs);
    case 'Home':
      return settled(span, span.fromMs);
    case 'End':
    case 'Escape':
      return null;
    default:
      return undefined;
  }
};
