/** Numbers, ages and causes as a person reads them. Pure: the moment is always given. */

/** Stands where a figure is not known. */
export const NOTHING = '–';

const plain = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const signed = new Intl.NumberFormat('en-US', {
  maximumFractionDigits: 0,
  signDisplay: 'exceptZero',
});
const price = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

const told =
  (words: (value: number) => string) =>
  (value: number | null | undefined): string =>
    value === null || value === undefined || !Number.isFinite(value) ? NOTHING : words(value);

/** 7533810 → `7,533,810` */
export const whole = told((value) => plain.format(value));

/** 4561 → `+4,561`, −39 → `−39` with the sign of minus, 0 → `0` */
export const change = told((value) => signed.format(value).replace('-', '−'));

/** Satoshis as bitcoin, to 10,000 sats: 7533810 → `0.0753` */
export const btc = told((sats) => (sats / 1e8).toFixed(4));

/** sat/vB, two decimals, as the source gives them. */
export const rate = told((value) => value.toFixed(2));

/** Weight units in millions: 3991780 → `3.992` */
export const megaWeight = told((weight) => (weight / 1e6).toFixed(3));

/** Bytes in millions: 1534211 → `1.53` */
export const megaBytes = told((bytes) => (bytes / 1e6).toFixed(2));

/** A block's weight as a share of 4,000,000: 3991780 → `99.8 %` */
export const fill = told((weight) => `${((weight / 4e6) * 100).toFixed(1)} %`);

/** A price, or that there is none: the source says −1 or 0 for a currency it has no price of. */
export const priceInWords = (value: number | null | undefined): string =>
  value === null || value === undefined || !(value > 0) ? 'no price' : price.format(value);

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `0.7 s`, `42 s`, `3 min`, `2 h 5 min`, `4 d`; never below zero, since two clocks differ by a little. */
export const duration = (ms: number): string => {
  const span = Math.max(0, ms);
  if (span < 9.95 * SECOND) return `${(span / SECOND).toFixed(1)} s`;
  if (span < MINUTE) return `${Math.floor(span / SECOND)} s`;
  if (span < HOUR) return `${Math.floor(span / MINUTE)} min`;
  if (span < DAY) return `${Math.floor(span / HOUR)} h ${Math.floor((span % HOUR) / MINUTE)} min`;
  return `${Math.floor(span / DAY)} d`;
};

/** `3 min ago` */
export const ago = (at: string, nowMs: number): string => `${duration(nowMs - Date.parse(at))} ago`;

/** Causes of the ledger's gaps, each as the end of a sentence that begins "Not known:". */
const causes: Readonly<Record<string, string>> = {
  sequence: 'a message of the source was missed',
  socket: 'the connection to the source broke',
  silence: 'the source fell silent on this block',
  loading: 'the source is loading its own mempool',
  'self-check': 'the totals no longer agree with the source’s own',
  audit: 'a fresh snapshot did not agree with what we had',
  'spool-full': 'the local store was full',
  crash: 'the program ended without closing its books',
  restart: 'the program was restarted',
  clock: 'the clock of this machine jumped',
};

/** A cause in words; a cause that is a sentence already stays as it is. */
export const causeInWords = (cause: string | null): string =>
  cause === null ? 'no complete snapshot yet' : (causes[cause] ?? cause);
