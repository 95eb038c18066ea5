import type { Change } from './changes.ts';
import type { CostChange } from './cost.ts';

/** Of a comment on GitHub, which takes 65,536: all stacks share it. */
const CHARACTERS = 50_000;
const LINES_A_STACK = 60;
/** Of one change; each may take 300 characters. */
const VALUES_A_LINE = 12;

const plain = (text: string): string => text.replaceAll('`', "'").replaceAll('\n', ' ');

const lineOf = ({ address, action, told }: Change): string => {
  if (told.length === 0 || action === 'create') return `- **${action}** \`${address}\``;
  const values = told.slice(0, VALUES_A_LINE).map((each) => `\`${plain(each)}\``);
  const more = told.length - values.length;
  return `- **${action}** \`${address}\`: ${values.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

export const counted = (changes: ReadonlyArray<Pick<Change, 'action'>>): string => {
  const actions = [...new Set(changes.map(({ action }) => action))].toSorted();
  return (
    actions
      .map((action) => `${changes.filter((each) => each.action === action).length} ${action}`)
      .join(', ') || 'nothing to do'
  );
};

/** As many as have room. */
const within = (lines: ReadonlyArray<string>, room: number): ReadonlyArray<string> => {
  let left = room;
  const over = lines.findIndex((line) => {
    left -= line.length + 1;
    return left < 0;
  });
  return over === -1 ? lines : lines.slice(0, over);
};

const stackText = (stack: string, changes: ReadonlyArray<Change>, room: number): string => {
  const lines = within(changes.slice(0, LINES_A_STACK).map(lineOf), room);
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
    ...stacks.map(([stack, changes]) => stackText(stack, changes, CHARACTERS / stacks.length)),
    costText(cost),
  ].join('\n\n');
