import { blockCharts, predictedChart } from '../../layout/history/charts.ts';
import { BlockTable } from '../block-table.tsx';
import { FaultNote } from '../fault-note.tsx';
import { Icon } from '../icon.tsx';
import { blocks } from '../store.ts';
import { HistoryChart } from './chart.tsx';
import { Crosshair } from './crosshair.tsx';
import { Head } from './head.tsx';
import { PoolBars } from './pool-bars.tsx';
import { mined, points, predicted } from './store.ts';

const nothingPredicted: ReadonlyArray<never> = [];

const LiveFault = () => {
  const error = blocks.value?.historyError ?? null;
  return error === null ? null : (
    <p class="note bad">
      <Icon name="failed" />
      <span>The warehouse’s blocks could not be read: {error}</span>
    </p>
  );
};

/** Blocks that were mined: what they held over height, who mined them, and each of the newest in a table. */
export const BlocksPanel = () => (
  <section class="card blocks" aria-labelledby="blocks-title" aria-busy={mined.isAsking.value}>
    <Head />
    <LiveFault />
    <FaultNote asked={mined} name="Mined blocks" />
    <Crosshair />
    <div class="charts">
      {blockCharts.map((chart) => (
        <HistoryChart key={chart.id} chart={chart} points={points.value} />
      ))}
      <div class="foreseen">
        <HistoryChart
          chart={predictedChart}
          points={predicted.answer.value?.points ?? nothingPredicted}
        />
        <FaultNote asked={predicted} name="Predicted against mined" />
      </div>
      <PoolBars />
    </div>
    <h3>Newest blocks</h3>
    <BlockTable />
  </section>
);
