import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileDocument } from '../../../lake/documents/file.ts';
import { EMPTY_STATE, encodeState, type PollerState } from '../../../poller/state/codec.ts';
import { stateStore } from '../../../poller/state/store.ts';
import { begin } from '../../support/chain/simulated.ts';
import { temporaryFolder } from '../../support/lake-folder.ts';
import { left, right } from '../../support/warehouse.ts';

const identity = { network: 'regtest', originClass: 'real' } as const;

const inFile = () => {
  const file = join(temporaryFolder(), 'lake.poller.json');
  return { file, open: () => stateStore(fileDocument(file), identity) };
};

const revised = (revision: number): PollerState => ({
  ...EMPTY_STATE,
  chain: { ...EMPTY_STATE.chain, revision },
});

describe('a state in a file', () => {
  it('is empty before the first write, and then what was written, whoever reads', async () => {
    const { open } = inFile();
    const first = right(await open().read());
    expect(first).toStrictEqual({ state: EMPTY_STATE, version: null });
    const written = right(await open().write(revised(1), first.version));
    expect(right(await open().read())).toStrictEqual(written);
    expect(written?.state).toStrictEqual(revised(1));
  });

  it('is not overwritten by who has not seen its newest version', async () => {
    const { file, open } = inFile();
    const [one, other] = [open(), open()];
    const seen = right(await one.write(revised(1), null))?.version ?? '';
    right(await other.write(revised(2), seen));
    const text = readFileSync(file, 'utf8');
    expect(right(await one.write(revised(3), seen))).toBeNull();
    expect(right(await one.write(revised(3), null))).toBeNull();
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it.each([
    ['rubbish', () => 'rubbish', 'unreadable'],
    ['half of one', () => encodeState(identity, revised(7)).slice(0, 90), 'unreadable'],
    ['one of a newer version', () => '{"version":3,"more":true}', 'newer'],
    [
      'one of another network',
      () => encodeState({ ...identity, network: 'mainnet' }, revised(7)),
      'other',
    ],
    [
      'one of another class',
      () => encodeState({ ...identity, originClass: 'simulated' }, revised(7)),
      'other',
    ],
  ])(
    'that is %s stops a turn before it asks, and is kept byte for byte',
    async (_what, text, code) => {
      const { poller, simulator } = await begin();
      const { length } = await poller.lines();
      const asked = poller.asked.length;
      writeFileSync(poller.stateFile, text());
      simulator.mineBlock();
      const report = await poller.turn();
      expect(report).toMatchObject({ end: 'failed', requests: 0, written: 0, fault: { code } });
      expect(report.fault?.message).toContain(poller.stateFile);
      expect(poller.told.at(-1)).toMatchObject({ event: 'state-failed', fault: { code } });
      expect(poller.asked).toHaveLength(asked);
      expect(await poller.lines()).toHaveLength(length);
      expect(readFileSync(poller.stateFile, 'utf8')).toBe(text());
    },
  );

  it('that can not be read for another reason says why', async () => {
    const folder = temporaryFolder();
    const states = stateStore(fileDocument(folder), identity);
    expect(left(await states.read())).toMatchObject({ code: 'io' });
  });
});
