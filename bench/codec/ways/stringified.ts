import { Packer } from './packer.ts';

/**
 * The loop that was there first, in TypeScript: parse, validate, an envelope around the value, the whole printed
 * again, lines packed into records. The envelope is the short one of that loop.
 */
export const stringifiedWay = (validated: (value: unknown) => unknown) => {
  const packer = new Packer();
  return (frame: Buffer): number => {
    const payload = validated(JSON.parse(frame.toString()));
    const line = { ts: new Date().toISOString(), source: 'mempool.space', payload };
    packer.add(Buffer.from(`${JSON.stringify(line)}\n`));
    return packer.recordBytes;
  };
};
