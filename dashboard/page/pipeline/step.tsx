import type { ComponentChildren } from 'preact';
import type { StepState } from '../../layout/pipeline.ts';
import { Icon } from '../icon.tsx';

const icons = { good: 'verified', waiting: 'building', warn: 'gap', bad: 'failed' } as const;

interface StepProps {
  /** The end of its anchor, where the header's list of trouble leads. */
  readonly id: string;
  readonly title: string;
  readonly state: StepState;
  readonly children: ComponentChildren;
}

/** One step of the way from the source to the tables. */
export const Step = ({ id, title, state, children }: StepProps) => (
  <li class={`step ${state.condition}`} id={`pipeline-${id}`} tabIndex={-1}>
    <h3>{title}</h3>
    <p class="condition">
      <Icon name={icons[state.condition]} />
      {state.word}
    </p>
    {children}
  </li>
);

interface FigureProps {
  /** Tests and screen scripts find it by this name. */
  readonly id: string;
  readonly name: string;
  readonly main?: boolean;
  readonly trouble?: boolean;
  readonly below?: string;
  readonly children: ComponentChildren;
}

/** One figure of a step with its name; trouble has an icon beside its colour. */
export const Figure = ({ id, name, main, trouble, below, children }: FigureProps) => (
  <div class={`figure${main === true ? ' main' : ''}${trouble === true ? ' trouble' : ''}`}>
    <dt>{name}</dt>
    <dd data-figure={id}>
      {trouble === true ? <Icon name="gap" /> : null}
      {children}
    </dd>
    {below === undefined || below === '' ? null : <dd class="below">{below}</dd>}
  </div>
);
