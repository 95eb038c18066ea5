import { Icon } from './icon.tsx';
import type { Asked } from './asked.ts';
import { warehouse } from './store.ts';

interface FaultNoteProps {
  readonly asked: Asked<unknown>;
  /** What can't be shown. */
  readonly name: string;
}

/** Before the first build there is nothing to answer from: that is no failure, and it is asked again after the build. */
const isBeforeBuild = (): boolean =>
  warehouse.value?.builtAt === null && ['starting', 'building'].includes(warehouse.value.status);

/** Why a part of a panel has no answer, and a way to ask again; nothing while it has one. */
export const FaultNote = ({ asked, name }: FaultNoteProps) => {
  const fault = asked.fault.value;
  if (fault === null) return null;
  if (isBeforeBuild()) {
    return (
      <p class="note fault" role="status">
        <Icon name="building" />
        <span>
          {name}: {fault}
        </span>
      </p>
    );
  }
  return (
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
