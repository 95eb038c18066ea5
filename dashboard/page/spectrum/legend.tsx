import { feeRamps } from '../../layout/colours.ts';
import { scheme } from '../theme.ts';
import { range } from './position.ts';

const Density = () => (
  <li>
    <span class="ramp">
      {feeRamps[scheme.value].map((colour) => (
        <i key={colour} style={{ background: colour }} />
      ))}
    </span>
    little to much of the block at a fee rate
  </li>
);

const Spread = () => (
  <>
    <li>
      <span class="sample spread" /> a tenth to nine tenths of the block
    </li>
    <li>
      <span class="sample median" /> median
    </li>
  </>
);

/** What the colours, lines and hatching say. */
export const Legend = () => (
  <ul class="key">
    {range.value === '30m' ? <Density /> : <Spread />}
    <li>
      <span class="sample lowest" /> lowest rate that gets in
    </li>
    {range.value === '30m' ? (
      <li>
        <span class="sample mined" /> block mined
      </li>
    ) : null}
    <li>
      <span class="sample hatched" /> not known
    </li>
    <li class="unit">scale in sat/vB</li>
  </ul>
);
