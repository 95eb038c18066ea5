import { useState } from 'preact/hooks';
import { amountBtc, shortTxid } from '../../layout/picture/words.ts';
import type { Place } from '../../layout/tiles/tile.ts';
import { rate, whole } from '../../layout/words.ts';
import { carded, close, isPinned, type Selected } from './selection.ts';
import { shownMoment } from './store.ts';

type CopyState = 'not-yet' | 'copied' | 'refused';

const Copy = ({ txid }: { readonly txid: string }) => {
  const [state, setState] = useState<CopyState>('not-yet');
  const copy = (): void =>
    void navigator.clipboard.writeText(txid).then(
      () => setState('copied'),
      () => setState('refused'),
    );
  return (
    <>
      <button
        type="button"
        class="button small"
        // a page that is not served securely has no clipboard
        onClick={'clipboard' in navigator ? copy : () => setState('refused')}
        aria-label={`Copy transaction id ${txid}`}
      >
        Copy
      </button>
      <span role="status">{state === 'copied' ? 'Copied' : ''}</span>
      {state === 'refused' ? <code class="whole">{txid}</code> : null}
    </>
  );
};

const Facts = ({ tile, isThere, rank, count }: Selected) => (
  <dl class="num">
    <dt>Effective rate</dt>
    <dd data-figure="tile-rate">{rate(tile.rate)} sat/vB</dd>
    <dt>Fee</dt>
    <dd data-figure="tile-fee">{whole(tile.feeSats)} sats</dd>
    <dt>Size</dt>
    <dd data-figure="tile-vsize">{tile.vsizeVbytes.toLocaleString('en-US')} vB</dd>
    <dt>Amount</dt>
    <dd data-figure="tile-amount">{amountBtc(tile.valueSats)} BTC</dd>
    <dt>Rank by rate</dt>
    <dd data-figure="tile-rank">{isThere ? `${whole(rank)} of ${whole(count)}` : 'has left'}</dd>
  </dl>
);

/** Beside the tile, on the side that has more room. */
const beside = (place: Place, { columns, rows }: { columns: number; rows: number }) => {
  const percent = (cells: number, of: number): string => `${((cells / of) * 100).toFixed(3)}%`;
  const isLeft = place.left + place.width / 2 < columns / 2;
  const isTop = place.top + place.height / 2 < rows / 2;
  return {
    [isLeft ? '--left' : '--right']: isLeft
      ? percent(place.left + place.width, columns)
      : percent(columns - place.left, columns),
    [isTop ? '--top' : '--bottom']: isTop
      ? percent(place.top, rows)
      : percent(rows - place.top - place.height, rows),
  };
};

/** What is known of one transaction. */
export const TileCard = ({ onClose }: { readonly onClose: () => void }) => {
  const grid = shownMoment.value?.facts.grid;
  if (carded.value === null || grid === undefined) return null;
  const { tile } = carded.value;
  const done = (): void => {
    close();
    onClose();
  };
  return (
    <div
      // anew for each tile: where it was placed and what was copied is the other one's
      key={tile.txid}
      class={isPinned.value ? 'tile-card pinned' : 'tile-card'}
      role="group"
      aria-label={`Transaction ${tile.txid.slice(0, 8)}`}
      style={beside(tile, grid)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') done();
      }}
    >
      <p class="txid">
        <code title={tile.txid}>{shortTxid(tile.txid)}</code>
        <Copy txid={tile.txid} />
      </p>
      <Facts {...carded.value} />
      {isPinned.value ? (
        <button type="button" class="button small" onClick={done}>
          Close
        </button>
      ) : (
        <p class="note">Click or press Enter to keep it open</p>
      )}
    </div>
  );
};
