import type { StatusName } from '../layout/status.ts';

/** A shape for each state, so that colour is never the only sign. */
export type IconName =
  | StatusName
  | 'verified'
  | 'contiguous'
  | 'unknown'
  | 'failed'
  | 'building'
  | 'system'
  | 'light'
  | 'dark';

const ring = 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11z';
const dot = 'M8 3.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9z';
const cross = 'M4 4l8 8M12 4l-8 8';
const warning = 'M8 2.2L14.5 13.5H1.5zM8 6.5v3.2M8 11.6v.1';
const question = 'M5.6 6a2.4 2.4 0 1 1 3.4 2.2c-.7.3-1 .8-1 1.6M8 12.2v.1';

const shapes: Readonly<Record<IconName, { readonly path: string; readonly filled?: boolean }>> = {
  connecting: { path: `${ring}M8 2.5`, filled: false },
  live: { path: dot, filled: true },
  'spool-full': { path: warning },
  gap: { path: warning },
  'spool-blocked': { path: warning },
  stale: { path: `${ring}M8 5v3.2l2 1.3` },
  'source-down': { path: cross },
  'page-cut': { path: cross },
  replay: { path: 'M2.6 8a5.5 5.5 0 1 0 1.8-4M2.4 2.2v3.2h3.2M8 5v3.2l2 1.3' },
  empty: { path: `${ring}M5.4 8h5.2` },
  simulated: { path: 'M8 1.8L14.2 8L8 14.2L1.8 8z', filled: true },
  recording: { path: 'M4.5 3l8 5l-8 5z', filled: true },
  verified: { path: 'M2.8 8.6l3.4 3.4l7-7.6' },
  contiguous: {
    path: 'M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.2-2.2a2.6 2.6 0 0 0-3.7-3.7M9.2 6.8a2.6 2.6 0 0 0-3.7 0l-2.2 2.2a2.6 2.6 0 0 0 3.7 3.7',
  },
  unknown: { path: question },
  failed: { path: cross },
  building: { path: `${ring}M8 5v3.2l2 1.3` },
  system: { path: 'M2 3h12v8h-12zM6 13.8h4' },
  light: {
    path: 'M8 5.4a2.6 2.6 0 1 1 0 5.2a2.6 2.6 0 1 1 0-5.2zM8 1.4v1M8 13.6v1M1.4 8h1M13.6 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7',
  },
  dark: { path: 'M13 9.6a5.6 5.6 0 1 1-6.6-6.6a4.6 4.6 0 0 0 6.6 6.6z' },
};

/** A decoration beside a word that says the same. */
export const Icon = ({ name }: { readonly name: IconName }) => {
  const { path, filled } = shapes[name];
  return (
    <svg
      class={filled === true ? 'icon filled' : 'icon'}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      focusable="false"
    >
      <path d={path} />
    </svg>
  );
};
