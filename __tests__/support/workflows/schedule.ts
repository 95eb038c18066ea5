/** One line of a workflow's schedule. */
export interface Cron {
  readonly cron: string;
}

/** `*`, `5`, `0-6`, with a step or not, several with commas: how many of a day's or an hour's there are. */
const countOf = (field: string, all: number): number =>
  field.split(',').reduce((sum, part) => {
    const [range = '', step = '1'] = part.split('/');
    const [first = '', last] = range.split('-');
    const [from, to] = first === '*' ? [0, all - 1] : [Number(first), Number(last ?? first)];
    return sum + Math.floor((to - from) / Number(step)) + 1;
  }, 0);

/** How often a day a schedule begins, on a day on which it does. */
export const runsPerDay = (schedule: ReadonlyArray<Cron>): number =>
  schedule.reduce((sum, { cron }) => {
    const [minute = '', hour = ''] = cron.split(' ');
    return sum + countOf(minute, 60) * countOf(hour, 24);
  }, 0);
