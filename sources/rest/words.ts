import * as t from 'io-ts';

/** What one request asks for, as messages name it. */
export interface Asked {
  /** Base of the backend, without a slash at its end. */
  readonly base: string;
  readonly path: string;
  readonly url: string;
}

const MOST_CHARACTERS = 120;

const expectations: ReadonlyArray<readonly [RegExp, string]> = [
  [/\/blocks(\/\d+)?$/, 'a list of blocks'],
  [/\/block\/\w+$/, 'a block'],
  [/\/historical-price(\?|$)/, 'a list of prices'],
];

const expectedAt = (path: string): string =>
  expectations.find(([shape]) => shape.test(path))?.[1] ?? 'JSON';

/** One line without control characters; where it is long, its start. */
const oneLine = (text: string): string => {
  const signs = Array.from(text.replaceAll(/[\p{C}\p{Z}]+/gu, ' ').trim());
  return signs.length > MOST_CHARACTERS
    ? `${signs.slice(0, MOST_CHARACTERS - 1).join('')}…`
    : signs.join('');
};

const ErrorBody = t.type({ error: t.string });

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const isHtml = (text: string): boolean => /^\s*</.test(text);

/**
 * What a source says with a refusal, or says where JSON was asked for: the start of its sentence.
 * @param text the start of a body
 */
const said = (text: string): string => {
  const body = parsed(text);
  return oneLine(ErrorBody.is(body) ? body.error : text);
};

/** What is to be done about a body that no such backend gives. */
const doubt = ({ base, path }: Asked): string =>
  `is ${base} a mempool backend? (expected ${expectedAt(path)})`;

/** @param text the start of the body */
export const refusalWords = (asked: Asked, { status, headers }: Response, text: string): string => {
  const answered = `${asked.url} answered ${status}`;
  const place = headers.get('location');
  if (place !== null) return `${answered} and points to ${oneLine(place)}, which is not followed`;
  if (isHtml(text))
    return `${answered} with HTML${status === 404 ? `; ${doubt(asked)}` : ', not JSON'}`;
  const words = said(text);
  return words === '' ? answered : `${answered}: ${words}`;
};

/** @param text the start of the body */
export const notJsonWords = (asked: Asked, { headers }: Response, text: string): string => {
  const type = oneLine(headers.get('content-type') ?? 'no content type');
  const what = isHtml(text) ? `HTML (${type})` : `"${oneLine(text)}" (${type})`;
  return `${asked.url} answered ${what}, not JSON; ${doubt(asked)}`;
};

/** Why a request failed on its way: the system's own words, which the client keeps below its own. */
export const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  if (!(error.cause instanceof Error)) return error.message;
  const { cause } = error;
  if (cause.message !== '') return oneLine(cause.message); // those of TLS end with a line break
  return cause instanceof AggregateError // several addresses tried
    ? cause.errors.map(reasonOf).join(', ')
    : error.message;
};
