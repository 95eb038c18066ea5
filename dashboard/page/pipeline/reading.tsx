import { countsInWords, sequenceStep, sourceStep, validateStep } from '../../layout/pipeline.ts';
import { NOTHING, causeInWords, duration, whole } from '../../layout/words.ts';
import { counts, nowMs, source } from '../store.ts';
import { GapsToday, QuarantineHeld } from './of-day.tsx';
import { Figure, Step } from './step.tsx';

const silence = (): string => {
  const at = source.value?.lastFrameAt ?? null;
  return at === null ? NOTHING : duration(nowMs.value - Date.parse(at));
};

export const SourceStep = () => (
  <Step id="source" title="Source" state={sourceStep(source.value)}>
    <dl class="num">
      <Figure id="framesIn" name="Frames in" main>
        {whole(counts.value?.framesIn)}
      </Figure>
      <Figure id="source-lag" name="Since the newest">
        {silence()}
      </Figure>
    </dl>
    {source.value?.fault == null ? null : (
      <p class="why" data-figure="source-fault">
        {source.value.fault}
      </p>
    )}
  </Step>
);

export const ValidateStep = () => {
  const state = counts.value;
  return (
    <Step id="validate" title="Validate" state={validateStep(state)}>
      <dl class="num">
        <Figure id="accepted" name="Fragments accepted" main>
          {whole(state?.accepted)}
        </Figure>
        <Figure id="ignored" name="Ignored">
          {whole(state?.ignored)}
        </Figure>
        <Figure
          id="quarantined"
          name="Quarantined"
          trouble={(state?.quarantined ?? 0) > 0}
          below={countsInWords(state?.quarantinedBy ?? {})}
        >
          {whole(state?.quarantined)}
        </Figure>
        <QuarantineHeld />
      </dl>
    </Step>
  );
};

export const SequenceStep = () => {
  const openGap = source.value?.openGap ?? null;
  return (
    <Step id="sequence" title="Sequence" state={sequenceStep(counts.value, openGap)}>
      <dl class="num">
        <Figure id="linesWritten" name="Lines written" main>
          {whole(counts.value?.linesWritten)}
        </Figure>
        <Figure id="gaps" name="Gaps" trouble={(counts.value?.gaps ?? 0) > 0}>
          {whole(counts.value?.gaps)}
        </Figure>
        <GapsToday />
      </dl>
      {openGap === null ? null : (
        <p class="why" data-figure="open-gap">
          Not known: {causeInWords(openGap.cause)}
        </p>
      )}
    </Step>
  );
};
