import { NOTHING, ago, whole } from '../../layout/words.ts';
import type { WarehouseState } from '../../server/ports.ts';
import { Icon } from '../icon.tsx';
import { counts, slowNowMs, warehouse } from '../store.ts';
import { fullTime } from '../time.ts';

const figures = [
  ['framesIn', 'Frames in'],
  ['accepted', 'Fragments accepted'],
  ['ignored', 'Fragments ignored'],
  ['quarantined', 'Quarantined'],
  ['gaps', 'Gaps'],
  ['linesWritten', 'Lines written'],
] as const;

/** Figures that should be zero. */
const trouble: ReadonlySet<string> = new Set(['quarantined', 'gaps']);

const Counts = () => (
  <dl class="counts num">
    {figures.map(([key, name]) => {
      const value = counts.value?.[key] ?? null;
      const isTrouble = trouble.has(key) && value !== null && value > 0;
      return (
        <div key={key} class={isTrouble ? 'trouble' : undefined}>
          <dt>{name}</dt>
          <dd data-figure={key}>
            {isTrouble ? <Icon name="gap" /> : null}
            {whole(value)}
          </dd>
        </div>
      );
    })}
  </dl>
);

const words: Readonly<Record<WarehouseState['status'], string>> = {
  starting: 'Starting; tables are being built',
  building: 'Tables are being built',
  ready: 'Tables are built',
  failed: 'The last build failed',
};

const icons = {
  starting: 'building',
  building: 'building',
  ready: 'verified',
  failed: 'failed',
} as const;

const BuiltAt = ({ at }: { readonly at: string | null }) =>
  at === null ? (
    <>no build yet</>
  ) : (
    <>
      last built{' '}
      <time dateTime={at} title={fullTime(at)}>
        {ago(at, slowNowMs.value)}
      </time>
    </>
  );

const Tables = ({ tables }: { readonly tables: Readonly<Record<string, number>> }) => (
  <dl class="tables num">
    {Object.entries(tables).map(([name, rows]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{whole(rows)}</dd>
      </div>
    ))}
  </dl>
);

const Warehouse = () => {
  const state = warehouse.value;
  return (
    <section class="warehouse" aria-labelledby="warehouse-title">
      <h3 id="warehouse-title">Warehouse</h3>
      {state === null ? (
        <p>{NOTHING}</p>
      ) : (
        <>
          <p class={`build ${state.status}`} data-figure="warehouse">
            <Icon name={icons[state.status]} />
            <span>
              {words[state.status]}, <BuiltAt at={state.builtAt} />
              {state.message === null ? null : <span class="why">{state.message}</span>}
            </span>
          </p>
          <Tables tables={state.tables} />
        </>
      )}
    </section>
  );
};

/** What went through since the program began, and what the warehouse made of it. */
export const PipelinePanel = () => (
  <section class="card pipeline" aria-labelledby="pipeline-title">
    <div class="head">
      <h2 id="pipeline-title">Pipeline</h2>
      <p class="note">since this program began</p>
    </div>
    <Counts />
    <Warehouse />
  </section>
);
