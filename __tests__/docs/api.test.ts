import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ranges } from '../../dashboard/server/history/range.ts';
import { jsonRoutes } from '../../dashboard/server/openapi/routes.ts';
import { projectRoot } from '../support/small-clone.ts';

const page = readFileSync(join(projectRoot, 'docs/api.md'), 'utf8');

/** An address as the page shows it: `/api/history/blocks?range=RANGE`. */
const shown = ({ path, parameters }: (typeof jsonRoutes)[number]): string => {
  const query = parameters.map(({ name }) => `${name}=${name === 'range' ? 'RANGE' : 'TIME'}`);
  return query.length === 0 ? path : `${path}?${query.join('&')}`;
};

it('the page of the JSON addresses names every one with its parameters, and none that is not there', () => {
  const named = [...page.matchAll(/^\| `(\/api[^`]*)` *\|/gm)].map(([, address]) => address);
  expect(named).toEqual([...jsonRoutes.map(shown), '/api/openapi.json']);
});

it('names every range, and asks in its examples for addresses that are there', () => {
  for (const range of ranges) expect(page).toContain(`\`${range}\``);
  const asked = [...page.matchAll(/127\.0\.0\.1:8333(\/api\/[\w/.-]+)/g)].map(([, path]) => path);
  expect(asked.length).toBeGreaterThan(3);
  for (const path of asked)
    expect([...jsonRoutes.map((route) => route.path), '/api/openapi.json']).toContain(path);
});
