import { decodeFrame, decodeFramePlainly } from '@bitcoin-pipeline/model';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../cli/program.ts';
import { fastOutcomes } from '../../../model/fast/frame.ts';
import { asciiAt, textAt, walked } from '../../../model/fast/walked.ts';

const MIB = 1024 * 1024;
const row = (n: number): string =>
  `["${n.toString(16).padStart(64, '0')}",100,100.25,5,4.5,1,1700000000]`;
const snapshotOf = (rows: number): Buffer =>
  Buffer.from(
    `{"projected-block-transactions":{"index":0,"sequence":5,"blockTransactions":[${Array.from({ length: rows }, (_, n) => row(n)).join(',')}]}}`,
  );
const asked = { sha256, wants: () => true };

describe('What is walked', () => {
  it('ends where its bytes end, whatever was walked before', () => {
    const whole = Buffer.from('{"conversions":{"time":1789776000,"USD":81445}}');
    for (let length = 0; length < whole.length; length += 1) {
      walked(whole);
      expect(fastOutcomes(whole.subarray(0, length), asked), `${length} bytes`).toBeNull();
    }
    expect(fastOutcomes(whole, asked)).not.toBeNull();
  });

  it('may be longer than anything before, and a part of other bytes', () => {
    const long = snapshotOf(12_000);
    expect(long.length).toBeGreaterThan(MIB);
    const inOthers = Buffer.concat([Buffer.from('{"a":'), long, Buffer.from('}')]);
    const outcomes = fastOutcomes(inOthers.subarray(5, -1), asked);
    expect(outcomes).not.toBeNull();
    expect(outcomes).toStrictEqual(decodeFramePlainly(long, sha256));
  });

  it('is left to io-ts where it is too long', () => {
    const long = Buffer.concat([snapshotOf(1), Buffer.alloc(33 * MIB, 0x20)]);
    expect(fastOutcomes(long, asked)).toBeNull();
    expect(decodeFrame(long, sha256)).toStrictEqual(decodeFramePlainly(long, sha256));
  });

  it('gives its texts, a byte order mark and characters of several bytes too', () => {
    walked(Buffer.from('\uFEFFaä₿'));
    expect(textAt(0, 9)).toBe('\uFEFFaä₿');
    expect(asciiAt(3, 4)).toBe('a');
  });
});
