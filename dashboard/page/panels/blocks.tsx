import { blockSeries, missingHeights } from '../../layout/blocks.ts';
import { whole } from '../../layout/words.ts';
import { BlockChart } from '../block-chart.tsx';
import { BlockTable } from '../block-table.tsx';
import { Icon } from '../icon.tsx';
import { blocks, warehouse } from '../store.ts';

const toPlaces = (places: number) => (value: number) => value.toFixed(places);

const Charts = () => {
  const rows = blocks.value?.rows ?? [];
  const { heights, feesBtc, transactions, weightMwu, intervalMinutes } = blockSeries(rows);
  const shared = { heights, gaps: missingHeights(rows) };
  return (
    <div class="charts">
      <BlockChart {...shared} title="Fees" unit="BTC" values={feesBtc} words={toPlaces(4)} />
      <BlockChart {...shared} title="Transactions" unit="" values={transactions} words={whole} />
      <BlockChart {...shared} title="Weight" unit="MWU" values={weightMwu} words={toPlaces(3)} />
      <BlockChart
        {...shared}
        title="Interval"
        unit="minutes"
        values={intervalMinutes}
        words={toPlaces(1)}
      />
    </div>
  );
};

const Origin = () => {
  const error = blocks.value?.historyError ?? null;
  if (error !== null) {
    return (
      <p class="note bad">
        <Icon name="failed" />
        <span>The warehouse’s blocks could not be read: {error}</span>
      </p>
    );
  }
  return warehouse.value?.builtAt == null ? (
    <p class="note">Tables are being built; until then, blocks seen live</p>
  ) : (
    <p class="note">From the warehouse, with blocks seen live since</p>
  );
};

const Legend = () =>
  missingHeights(blocks.value?.rows ?? []).length === 0 ? null : (
    <p class="note">
      <span class="swatch" /> heights not known yet
    </p>
  );

/** Blocks that were mined: four figures over height, and every figure in a table. */
export const BlocksPanel = () => (
  <section class="card blocks" aria-labelledby="blocks-title">
    <div class="head">
      <h2 id="blocks-title">Mined blocks</h2>
      <Origin />
      <Legend />
    </div>
    <Charts />
    <BlockTable />
  </section>
);
