import { render } from 'preact';
import { BlocksPanel } from './panels/blocks.tsx';
import { ConversionsPanel } from './panels/conversions.tsx';
import { DeliveryPanel } from './panels/delivery.tsx';
import { Header } from './panels/header.tsx';
import { NextBlockPanel } from './panels/next-block.tsx';
import { PipelinePanel } from './panels/pipeline.tsx';
import { start } from './store.ts';

const Page = () => (
  <>
    <Header />
    <main>
      <NextBlockPanel />
      <ConversionsPanel />
      <BlocksPanel />
      <DeliveryPanel />
      <PipelinePanel />
    </main>
    <footer>
      <p>
        Times are in this browser’s time zone. The same figures as JSON:{' '}
        <a href="/api/state">/api/state</a>
      </p>
    </footer>
  </>
);

const root = document.getElementById('page');
if (root === null) throw new Error('index.html has no #page');
await start();
root.replaceChildren();
render(<Page />, root);
