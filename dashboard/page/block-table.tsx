import { missingHeights } from '../layout/blocks.ts';
import { ago, btc, megaBytes, megaWeight, rate, whole } from '../layout/words.ts';
import type { BlockRow } from '../server/ports.ts';
import { blocks, slowNowMs } from './store.ts';
import { dayTime, fullTime } from './time.ts';

const columns = [
  ['height', 'Height'],
  ['mined', 'Mined'],
  ['transactions', 'Transactions'],
  ['weight', 'Weight, MWU'],
  ['size', 'Size, MB'],
  ['fees', 'Fees, BTC'],
  ['median', 'Median, sat/vB'],
  ['pool', 'Pool'],
] as const;

const Age = ({ minedAt }: { readonly minedAt: string }) => (
  <span class="age">{ago(minedAt, slowNowMs.value)}</span>
);

/** Units are written into cells for the narrow form, which has no heads. */
const Row = ({ row }: { readonly row: BlockRow }) => (
  <tr role="row" data-height={row.height}>
    <th scope="row" role="rowheader" class="height" title={row.hash}>
      {whole(row.height)}
    </th>
    <td role="cell" class="mined">
      <time dateTime={row.minedAt} title={fullTime(row.minedAt)}>
        {dayTime(row.minedAt)}
      </time>{' '}
      <Age minedAt={row.minedAt} />
    </td>
    <td role="cell" class="transactions">
      {whole(row.transactions)}
      <span class="narrow"> tx</span>
    </td>
    <td role="cell" class="weight">
      {megaWeight(row.weight)}
      <span class="narrow"> MWU</span>
    </td>
    <td role="cell" class="size">
      {megaBytes(row.sizeBytes)}
      <span class="narrow"> MB</span>
    </td>
    <td role="cell" class="fees">
      {btc(row.feeSats)}
      <span class="narrow"> BTC</span>
    </td>
    <td role="cell" class="median">
      {rate(row.medianRate)}
      <span class="narrow"> sat/vB</span>
    </td>
    <td role="cell" class="pool">
      {row.pool ?? 'not told'}
    </td>
  </tr>
);

const Missing = ({ from, to }: { readonly from: number; readonly to: number }) => (
  <tr role="row" class="missing">
    <td role="cell" colSpan={columns.length}>
      {from === to ? whole(from) : `${whole(from)} to ${whole(to)}`} not known yet
    </td>
  </tr>
);

/** Every block of the charts, highest first; heights that are not known have a row that says so. */
export const BlockTable = () => {
  const rows = blocks.value?.rows ?? [];
  const missing = new Map(missingHeights(rows).map((gap) => [gap.to, gap]));
  return (
    <div
      class={rows.length === 0 ? 'table empty' : 'table'}
      role="region"
      aria-label="Table of mined blocks"
      tabIndex={0}
    >
      <table role="table" class="num">
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(([id, name]) => (
              <th key={id} scope="col" role="columnheader" class={id}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.length === 0 ? (
            <tr role="row" class="missing">
              <td role="cell" colSpan={columns.length}>
                No block seen yet
              </td>
            </tr>
          ) : (
            rows.map((row) => {
              const gap = missing.get(row.height - 1);
              return [
                <Row key={row.height} row={row} />,
                gap === undefined ? null : <Missing key={`gap-${gap.to}`} {...gap} />,
              ];
            })
          )}
        </tbody>
      </table>
    </div>
  );
};
