import { Delta, Row } from '../2024-04/projected-block.ts';
import { unnumbered } from '../unnumbered.ts';

/** First seen on 2024-03-31 (released in v3.0.0-dev5): today's rows, and no `sequence`. */
export const LAYOUT = 'mempool/2024-03';

export const projected = unnumbered(Row, Delta);
