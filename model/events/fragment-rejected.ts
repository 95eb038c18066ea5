import { nullable, oneOf } from '../codec/column-codec.ts';
import { TextColumn } from '../codec/units.ts';
import { defineEvent } from './definition.ts';
import { given } from './field.ts';

/**
 * Why bytes were refused. header-mismatch: a block that its own header contradicts. too-many-lines: a replay made more lines of them than they have ordinals. The last six: what
 * one warehouse or another can't store.
 */
export const RejectReason = oneOf('RejectReason', [
  'not-json',
  'not-an-object',
  'does-not-decode',
  'header-mismatch',
  'line-too-long',
  'too-many-lines',
  'invalid-utf8',
  'duplicate-key',
  'lone-surrogate',
  'number-not-finite',
  'number-too-long',
  'too-deep',
]);
export type RejectReason = (typeof RejectReason)['_A'];

export const FragmentRejected = defineEvent({
  name: 'FragmentRejected',
  stream: 'quarantine',
  schemaVersion: 1,
  description:
    'One row per fragment that did not decode, in parts where it is long; the payload is its body as a JSON string.',
  fields: {
    reason: given(RejectReason, 'Why it was refused.'),
    valuePath: given(
      nullable(TextColumn),
      'Where in the fragment the first offending value stands, keys joined by dots.',
    ),
    codec: given(nullable(TextColumn), 'The codec that refused that value.'),
    triedLayout: given(nullable(TextColumn), 'The wire layout it was read as.'),
    encoding: given(
      oneOf('Encoding', ['utf8', 'base64']),
      'How the body is written: as text, or in base64 where it is not valid UTF-8.',
    ),
  },
});
