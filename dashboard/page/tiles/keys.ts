import { chooseBeside, chooseEnd, close, open } from './selection.ts';

const actions: Readonly<Record<string, () => void>> = {
  ArrowLeft: () => chooseBeside('left'),
  ArrowRight: () => chooseBeside('right'),
  ArrowUp: () => chooseBeside('up'),
  ArrowDown: () => chooseBeside('down'),
  Home: () => chooseEnd('highest'),
  End: () => chooseEnd('lowest'),
  Enter: open,
  Escape: close,
};

/** What the keys do, for those who are told and for those who read. */
export const KEYS_IN_WORDS =
  'Arrow keys go from tile to tile, Home and End to the highest and the lowest rate, Enter opens a card, Escape closes it.';

/** Keys while the picture has the focus; with Ctrl, Alt or Meta they are the browser's. */
export const onPictureKey = (event: KeyboardEvent): void => {
  const act = actions[event.key];
  if (act === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  act();
};
