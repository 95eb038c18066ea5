import type { ComponentChildren } from 'preact';
import {
  conditionInWords,
  conditionOf,
  diskBytes,
  failedPuts,
  failuresInWords,
  lagInWords,
} from '../../layout/delivery.ts';
import { NOTHING, whole } from '../../layout/words.ts';
import type { DeliveryState } from '../../server/ports.ts';
import { Icon } from '../icon.tsx';
import { delivery } from '../store.ts';

interface FigureProps {
  readonly id: string;
  readonly name: string;
  readonly trouble?: boolean;
  readonly below?: string;
  readonly children: ComponentChildren;
}

const Figure = ({ id, name, trouble = false, below = '', children }: FigureProps) => (
  <div class={trouble ? 'trouble' : undefined}>
    <dt>{name}</dt>
    <dd data-figure={id}>
      {trouble ? <Icon name="gap" /> : null}
      {children}
    </dd>
    {below === '' ? null : <dd class="below">{below}</dd>}
  </div>
);

const Figures = () => {
  const state = delivery.value;
  const failed = state === null ? null : failedPuts(state);
  return (
    <dl class="counts num">
      <Figure id="lines-in" name="Lines in">
        {whole(state?.linesIn)}
      </Figure>
      <Figure id="lines-delivered" name="Lines in the lake">
        {whole(state?.linesDelivered)}
      </Figure>
      <Figure
        id="spool"
        name="On disk"
        trouble={state !== null && state.spool !== 'open'}
        below={state === null ? '' : `of ${diskBytes(state.spoolLimitBytes)}`}
      >
        {state === null ? NOTHING : diskBytes(state.spoolBytes)}
      </Figure>
      <Figure id="lag" name="Oldest line waiting">
        {lagInWords(state)}
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

const icons = { flowing: 'verified', 'held-up': 'gap', blocked: 'failed', full: 'failed' } as const;

const HeldUp = ({ state }: { readonly state: DeliveryState }) => (
  <>
    {state.message === null ? null : <span class="why">{state.message}</span>}
    {state.heldUp.map(({ stream, reason }) => (
      <span key={stream} class="why">
        {stream}: {reason}
      </span>
    ))}
  </>
);

const Condition = () => {
  const state = delivery.value;
  if (state === null) return <p class="build">{NOTHING}</p>;
  const condition = conditionOf(state);
  return (
    <p class={`build ${condition}`} data-figure="delivery">
      <Icon name={icons[condition]} />
      <span>
        {conditionInWords(state)}
        <HeldUp state={state} />
      </span>
    </p>
  );
};

/** Whether what was read reaches the lake, and what waits on disk until it does. */
export const DeliveryPanel = () => (
  <section class="card delivery" aria-labelledby="delivery-title">
    <div class="head">
      <h2 id="delivery-title">Delivery</h2>
      <p class="note">from the disk of this machine to the lake, since this program began</p>
    </div>
    <Figures />
    <Condition />
  </section>
);
