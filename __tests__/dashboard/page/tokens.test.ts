import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const file = new URL('../../../dashboard/page/styles/tokens.css', import.meta.url);

/** The custom properties of the block that begins with a selector. */
const blockOf = (css: string, selector: string): ReadonlyMap<string, string> => {
  const [, body = ''] = css.split(`${selector} {`);
  const [inside = ''] = body.split('}');
  return new Map(
    [...inside.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
};

it('the dark colours are the same by the system and by choice, and each has a light one', async () => {
  const css = await readFile(file, 'utf8');
  const bySystem = blockOf(css, ":root:not([data-theme='light'])");
  const byChoice = blockOf(css, ":root[data-theme='dark']");
  expect(bySystem.size).toBeGreaterThan(15);
  expect(byChoice).toEqual(bySystem);
  const light = blockOf(css, ':root');
  for (const name of bySystem.keys()) expect(light.has(name)).toBe(true);
});
