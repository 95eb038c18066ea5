import { Icon } from '../icon.tsx';
import { source, status } from '../store.ts';
import { Legend } from './legend.tsx';
import { Picture } from './picture.tsx';
import { Summary } from './summary.tsx';

/** Where only the tiles are shown, as large as the window. */
export const WALL_PATH = '/view/block';

const State = () => {
  const { name, word, detail } = status.value;
  const notice = source.value?.notice ?? null;
  return (
    <div class="state">
      <p class={`pill ${name}`} role="status">
        <Icon name={name} />
        {word}
      </p>
      <p class="note">{detail}</p>
      {notice === null ? null : (
        <p class="note" role="note">
          {notice}
        </p>
      )}
      <a href="/">All panels</a>
    </div>
  );
};

/** The picture for a screen on a wall: nothing else, but never without saying whether it can be trusted. */
export const Wall = () => (
  <main class="wall">
    <Picture />
    <aside aria-label="Legend and state">
      <h1>Next block</h1>
      <State />
      <Legend />
      <Summary />
    </aside>
  </main>
);
