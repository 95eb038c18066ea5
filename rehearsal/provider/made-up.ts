import type { ValueType } from './schema.ts';
import type { Value } from './values.ts';

/** Whose value is made up. */
export interface Subject {
  readonly type: string;
  /** Its name, or a number where it has none. */
  readonly word: string;
}

/** Of nobody. */
const ACCOUNT = '111122223333';

const arn = ({ type, word }: Subject): string =>
  type === 'aws_s3_bucket'
    ? `arn:aws:s3:::${word}`
    : `arn:aws:rehearsal:eu-central-1:${ACCOUNT}:${type}/${word}`;

const text = (name: string, subject: Subject): string => {
  if (name === 'arn' || name.endsWith('_arn') || name === 'notification_channel')
    return arn(subject);
  if (name === 'id') return subject.word;
  if (name === 'json') return '{}';
  return name === 'account_id' ? ACCOUNT : `${name}-of-${subject.word}`;
};

/** A value of the type, such as a provider might give; lists hold one, so that their first can be taken. */
export const madeUp = (name: string, type: ValueType, subject: Subject): Value => {
  if (type === 'string') return text(name, subject);
  if (type === 'number') return 1;
  if (type === 'bool') return false;
  if (type[0] === 'map') return {};
  if (type[0] !== 'object') return [madeUp(name, type[1], subject)];
  return Object.fromEntries(
    Object.entries(type[1]).map(([key, inner]) => [key, madeUp(key, inner, subject)]),
  );
};
