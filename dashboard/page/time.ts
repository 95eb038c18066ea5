/** Times of day in the browser's own zone. */
const clock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const dayAndMinute = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const dayAndSecond = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** `14:03:11` */
export const timeOfDay = (at: string): string => clock.format(new Date(at));

/** `19 Sep, 14:03` */
export const dayTime = (at: string): string => dayAndMinute.format(new Date(at));

/** `19 Sep 2026, 14:03:11` */
export const fullTime = (at: string): string => dayAndSecond.format(new Date(at));
