import type { ReadLine } from '@bitcoin-pipeline/model';

/**
 * What lines say of fragments, up to each `FeedCounted`: what it counts, and what the lines before it hold.
 * `accepted` and `quarantined` must agree with the lines; a split fragment counts once.
 */
export const countsOf = (lines: ReadonlyArray<ReadLine>) =>
  lines.flatMap((line, index) => {
    if (line.type !== 'FeedCounted') return [];
    const fragments = lines
      .slice(0, index)
      .filter(({ envelope, part }) => envelope.frameNo !== null && (part?.part ?? 1) === 1);
    const quarantined = fragments.filter(({ type }) => type === 'FragmentRejected').length;
    return [
      {
        counted: {
          accepted: line.fields.fragmentsAccepted,
          quarantined: line.fields.fragmentsQuarantined,
          lines: line.fields.linesOut,
        },
        held: { accepted: fragments.length - quarantined, quarantined, lines: index },
        fragments:
          line.fields.fragmentsAccepted +
          line.fields.fragmentsIgnored +
          line.fields.fragmentsQuarantined,
      },
    ];
  });
