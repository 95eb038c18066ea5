import {
  decodeBody,
  REST_PRICES,
  type Accepted,
  type Outcome,
  type Sha256,
} from '@bitcoin-pipeline/model';
import { hourOfPrice, lastSecondOf } from './hours.ts';

/** Where the price of an hour is asked for. */
export const pathOfHour = (hour: number): string =>
  `${REST_PRICES}?timestamp=${lastSecondOf(hour)}`;

/** What an answer has of one hour. */
export interface PriceAnswer {
  readonly outcomes: ReadonlyArray<Outcome>;
  /** The price of the hour; null: the source has none. */
  readonly quote: Accepted | null;
  /** Something did not decode: it may have been the price. */
  readonly isRefused: boolean;
}

const quotedAtMs = ({ fields }: Accepted): number => Date.parse(String(fields['quotedAt']));

/** The source gives the newest price up to a moment; one of an earlier hour is not the hour's. */
export const priceAnswerOf = (body: Uint8Array, hour: number, sha256: Sha256): PriceAnswer => {
  const outcomes = decodeBody(body, REST_PRICES, sha256);
  const quote = outcomes.find(
    (outcome) => outcome.tag === 'accepted' && hourOfPrice(quotedAtMs(outcome)) === hour,
  );
  return {
    outcomes,
    quote: quote?.tag === 'accepted' ? quote : null,
    isRefused: outcomes.some(({ tag }) => tag === 'rejected'),
  };
};
