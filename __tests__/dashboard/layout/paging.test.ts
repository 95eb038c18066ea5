import { describe, expect, it } from 'vitest';
import { pagingOf } from '../../../dashboard/layout/paging.ts';

describe('the pages of a table', () => {
  it('have a hundred rows, the last one the rest', () => {
    expect(pagingOf(250, 0)).toEqual({ page: 0, pages: 3, from: 0, to: 100 });
    expect(pagingOf(250, 2)).toEqual({ page: 2, pages: 3, from: 200, to: 250 });
    expect(pagingOf(200, 1)).toEqual({ page: 1, pages: 2, from: 100, to: 200 });
  });

  it('are one where there is nothing', () => {
    expect(pagingOf(0, 0)).toEqual({ page: 0, pages: 1, from: 0, to: 0 });
  });

  it('show the nearest to the one asked for, when the table grew shorter', () => {
    expect(pagingOf(130, 7)).toEqual({ page: 1, pages: 2, from: 100, to: 130 });
    expect(pagingOf(130, -1)).toEqual({ page: 0, pages: 2, from: 0, to: 100 });
  });
});
