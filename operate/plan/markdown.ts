import type { Change } from './changes.ts';
import type { CostChange } from './cost.ts';

/** Of a comment on GitHub, which takes 65,536 characters. */
const LINES_A_STACK = 60;

const plain = (text: string): string => text.replaceAll('`', "'").replaceAll('\n', ' ');

const lineOf = ({ address, action, told }: Change): string =>
  told.length === 0 || action === 'create'
    ? `- **${action}** \`${address}\``
    : `- **${action}** \`${address}\`: ${told.map((each) => `\`${plain(each)}\``).join(', ')}`;

export const counted = (changes: ReadonlyArray<Pick<Change, 'action'>>): string => {
  const actions = [...new Set(changes.map(({ action }) => action))].toSorted();
  return (
    actions
      .map((action) => `${changes.filter((each) => each.action === action).length} ${action}`)
      .join(', ') || 'nothing to do'
  );
};

const stackText = (stack: string, changes: ReadonlyArray<Change>): string => {
  const lines = changes.slice(0, LINES_A_STACK).map(lineOf);
  const more = changes.length - lines.length;
  return [
    `#### ${stack}: ${counted(changes)}`,
    ...(lines.length === 0 ? [] : ['', ...lines]),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ].join('\n');
};

const usd = (value: number): string => value.toFixed(2);

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${usd(Math.abs(value))}`;

export const costText = ({ totalUsd, beforeUsd, parts }: CostChange): string => {
  if (beforeUsd === null) return `**A month costs ${usd(totalUsd)} USD**; nothing is deployed yet.`;
  const list = parts.map(({ name, changeUsd }) => `- ${name}: ${signed(changeUsd)} USD`);
  return parts.length === 0
    ? `**A month costs ${usd(totalUsd)} USD**, as what is deployed does.`
    : [
        `**A month costs ${usd(totalUsd)} USD**, ${signed(totalUsd - beforeUsd)} against what is deployed:`,
        '',
        ...list,
      ].join('\n');
};

/** What a person reviews. */
export const planText = (
  environment: string,
  stacks: ReadonlyArray<readonly [stack: string, changes: ReadonlyArray<Change>]>,
  cost: CostChange,
): string =>
  [
    `### Plan of ${environment}`,
    ...stacks.map(([stack, changes]) => stackText(stack, changes)),
    costText(cost),
  ].join('\n\n');
