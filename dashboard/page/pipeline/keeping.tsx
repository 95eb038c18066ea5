import {
  conditionInWords,
  diskBytes,
  failedPuts,
  failuresInWords,
  lagInWords,
} from '../../layout/delivery.ts';
import { storeStep, warehouseStep } from '../../layout/pipeline.ts';
import { NOTHING, ago, whole } from '../../layout/words.ts';
import type { DeliveryState, WarehouseState } from '../../server/ports.ts';
import { delivery, slowWallMs, warehouse } from '../store.ts';
import { fullTime } from '../time.ts';
import { FilesToday } from './of-day.tsx';
import { Figure, Step } from './step.tsx';

const bytes = (value: number | undefined): string =>
  value === undefined ? NOTHING : diskBytes(value);

/** The limit of the disk's part; nothing where nothing is stored. */
const limit = (state: DeliveryState | null): string =>
  state === null || state.spool === 'none' ? '' : `of ${diskBytes(state.spoolLimitBytes)}`;

const StoreFigures = ({ state }: { readonly state: DeliveryState | null }) => {
  const failed = state === null ? null : failedPuts(state);
  return (
    <dl class="num">
      <Figure id="lines-delivered" name="Lines in the lake" main>
        {whole(state?.linesDelivered)}
      </Figure>
      <Figure id="lines-in" name="Lines in">
        {whole(state?.linesIn)}
      </Figure>
      <Figure id="files" name="Files">
        {whole(state?.filesDelivered)}
      </Figure>
      <Figure id="bytes" name="Bytes of lines">
        {bytes(state?.bytesDelivered)}
      </Figure>
      <Figure id="lag" name="Oldest line waiting">
        {lagInWords(state)}
      </Figure>
      <Figure
        id="spool"
        name="On disk"
        trouble={state?.spool === 'full' || state?.spool === 'blocked'}
        below={limit(state)}
      >
        {bytes(state?.spoolBytes)}
      </Figure>
      <Figure
        id="put-failures"
        name="Failed puts"
        trouble={failed !== null && failed > 0}
        below={state === null ? '' : failuresInWords(state)}
      >
        {whole(failed)}
      </Figure>
    </dl>
  );
};

export const StoreStep = () => {
  const state = delivery.value;
  return (
    <Step id="store" title="Store" state={storeStep(state)}>
      <StoreFigures state={state} />
      <p class="told" data-figure="delivery">
        {state === null ? NOTHING : conditionInWords(state)}
        {state?.message == null ? null : <span class="why">{state.message}</span>}
        {state?.heldUp.map(({ stream, reason }) => (
          <span key={stream} class="why">
            {stream}: {reason}
          </span>
        ))}
      </p>
    </Step>
  );
};

const words: Readonly<Record<WarehouseState['status'], string>> = {
  starting: 'Starting; tables are being built',
  building: 'Tables are being built',
  ready: 'Tables are built',
  failed: 'The last build failed',
};

const BuiltAt = ({ at }: { readonly at: string | null }) =>
  at === null ? (
    <>no build yet</>
  ) : (
    <>
      last built{' '}
      <time dateTime={at} title={fullTime(at)}>
        {ago(at, slowWallMs.value)}
      </time>
    </>
  );

const Tables = ({ tables }: { readonly tables: WarehouseState['tables'] }) => (
  <dl class="tables num">
    {Object.entries(tables).map(([name, rows]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{whole(rows)}</dd>
      </div>
    ))}
  </dl>
);

const rowsOf = (tables: WarehouseState['tables']): number =>
  Object.values(tables).reduce((sum, rows) => sum + rows, 0);

export const WarehouseStep = () => {
  const state = warehouse.value;
  const tables = state?.tables ?? {};
  return (
    <Step id="warehouse" title="Warehouse" state={warehouseStep(state)}>
      <dl class="num">
        <Figure id="rows" name="Rows" main>
          {whole(state === null ? null : rowsOf(tables))}
        </Figure>
        <Figure id="tables" name="Tables">
          {whole(state === null ? null : Object.keys(tables).length)}
        </Figure>
        <FilesToday />
      </dl>
      <p class="told" data-figure="warehouse">
        {state === null ? NOTHING : `${words[state.status]}, `}
        {state === null ? null : <BuiltAt at={state.builtAt} />}
        {state?.message == null ? null : <span class="why">{state.message}</span>}
      </p>
      <details>
        <summary>Rows by table</summary>
        <Tables tables={tables} />
      </details>
    </Step>
  );
};
