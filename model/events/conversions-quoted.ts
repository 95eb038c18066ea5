import { HashColumn, Instant } from '../codec/units.ts';
import { defineEvent } from './definition.ts';
import { given, inFragment } from './field.ts';

/** Source: `conversions`, broadcast unasked. Seen again unchanged it is a line again; silver collapses it. */
export const ConversionsQuoted = defineEvent({
  name: 'ConversionsQuoted',
  stream: 'conversions',
  schemaVersion: 1,
  description:
    'One row per price message; the payload holds the price of 1 BTC by currency, -1 for none.',
  fields: {
    quotedAt: inFragment(
      ['time'],
      Instant,
      "When the source last obtained a price, by the source's clock.",
    ),
    payloadSha256: given(
      HashColumn,
      'SHA-256 of the payload bytes, to collapse equal observations.',
    ),
  },
});
