import { Icon } from './icon.tsx';
import type { Asked } from './asked.ts';

interface FaultNoteProps {
  readonly asked: Asked<unknown>;
  /** What can't be shown. */
  readonly name: string;
}

/** Why a part of a panel has no answer, and a way to ask again; nothing while it has one. */
export const FaultNote = ({ asked, name }: FaultNoteProps) => {
  const fault = asked.fault.value;
  return fault === null ? null : (
    <p class="note bad fault" role="alert">
      <Icon name="failed" />
      <span>
        {name}: {fault}
      </span>
      <button
        type="button"
        class="button small"
        aria-label={`Try again: ${name}`}
        disabled={asked.isAsking.value}
        onClick={asked.again}
      >
        Try again
      </button>
    </p>
  );
};
