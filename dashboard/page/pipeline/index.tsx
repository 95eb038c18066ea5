import { faults } from '../faults.ts';
import { Icon } from '../icon.tsx';
import { brokenEvents } from '../store.ts';
import { StoreStep, WarehouseStep } from './keeping.tsx';
import { DayFault } from './of-day.tsx';
import { SequenceStep, SourceStep, ValidateStep } from './reading.tsx';

/** What this page itself could not do. */
const ThisPage = () => {
  const { panels, drops, last } = faults.value;
  const events = brokenEvents.value;
  const isFine = events + panels + drops === 0;
  return (
    <p class={isFine ? 'this-page' : 'this-page trouble'} id="pipeline-page" tabIndex={-1}>
      <Icon name={isFine ? 'verified' : 'gap'} />
      <span>
        This page: broken events <b data-figure="broken-events">{events}</b>, failed panels{' '}
        <b data-figure="failed-panels">{panels}</b>, times dropped as too slow{' '}
        <b data-figure="drops">{drops}</b>
        {last === null ? null : <span class="why">{last}</span>}
      </span>
    </p>
  );
};

/** The way of the data from the source to the tables, step by step, and what went wrong on it. */
export const PipelinePanel = () => (
  <section class="card pipeline" aria-labelledby="pipeline-title">
    <div class="head">
      <h2 id="pipeline-title">Pipeline</h2>
      <p class="note">since this program began</p>
    </div>
    <ol class="steps">
      <SourceStep />
      <ValidateStep />
      <SequenceStep />
      <StoreStep />
      <WarehouseStep />
    </ol>
    <DayFault />
    <ThisPage />
  </section>
);
