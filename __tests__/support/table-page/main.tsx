import { render } from 'preact';
import { TableOf } from '../../../dashboard/page/table.tsx';

/** A table of 230 blocks; a stranger named the pools. */
const rows = Array.from({ length: 230 }, (_, index) => ({
  height: 905_000 + index,
  pool: index === 3 ? '=cmd|"/c calc"!A0' : index === 4 ? '<img src=x onerror=alert(1)>' : null,
  feesBtc: index / 100,
}));

const root = document.getElementById('page');
if (root !== null)
  render(
    <>
      <h1>A table</h1>
      <TableOf
        caption="Fees of mined blocks"
        fileName="fees"
        rows={rows}
        columns={[
          { name: 'Height', value: ({ height }) => height },
          { name: 'Pool', value: ({ pool }) => pool, words: ({ pool }) => pool ?? 'not told' },
          { name: 'Fees, BTC', value: ({ feesBtc }) => feesBtc },
        ]}
      />
    </>,
    root,
  );
