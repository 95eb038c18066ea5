import { render } from 'preact';
import { lazy } from './lazy.tsx';
import { Header } from './panels/header.tsx';
import { NextBlockPanel } from './panels/next-block.tsx';
import { PricePanel } from './panels/price.tsx';
import { RightNowPanel } from './panels/right-now.tsx';
import { WhatChangedPanel } from './panels/what-changed.tsx';
import { PipelinePanel } from './pipeline/index.tsx';
import { Slot } from './slot.tsx';
import { followTiles, start } from './store.ts';
import { takeTiles } from './tiles/store.ts';
import { Wall, WALL_PATH } from './tiles/wall.tsx';
import './theme.ts';

/** These stand below the first screen; charts are most of the code, and nobody waits for them to see the next block. */
const SpectrumPanel = lazy(async () => (await import('./spectrum/panel.tsx')).SpectrumPanel);
const BlocksPanel = lazy(async () => (await import('./blocks/index.tsx')).BlocksPanel);

/** Each panel in its slot: what is in here is the order for keyboard and screen reader, at every width. */
const Page = () => (
  <>
    <a class="skip" href="#panels">
      Skip to the next block
    </a>
    <Slot area="top" name="Header">
      <Header />
    </Slot>
    <main id="panels" tabIndex={-1}>
      <Slot area="tiles" name="Next block">
        <NextBlockPanel />
      </Slot>
      <Slot area="now" name="Right now">
        <RightNowPanel />
      </Slot>
      <Slot area="changed" name="What just changed">
        <WhatChangedPanel />
      </Slot>
      <Slot area="price" name="Price">
        <PricePanel />
      </Slot>
      <Slot area="spectrum" name="Fee spectrum">
        <SpectrumPanel />
      </Slot>
      <Slot area="blocks" name="Mined blocks">
        <BlocksPanel />
      </Slot>
      <Slot area="pipeline" name="Pipeline">
        <PipelinePanel />
      </Slot>
    </main>
    <footer class="wide">
      <p>
        Times are in this browser’s time zone. The same figures as JSON:{' '}
        <a href="/api/state">/api/state</a>
      </p>
    </footer>
  </>
);

const root = document.getElementById('page');
if (root === null) throw new Error('index.html has no #page');
followTiles(takeTiles);
await start();
root.replaceChildren();
render(location.pathname === WALL_PATH ? <Wall /> : <Page />, root);
