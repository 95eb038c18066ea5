// Generated from the model by `npm run generate`: change the model, not this file.
export { NextBlockSnapshotTaken } from './next-block-snapshot-taken.gen.ts';
export { NextBlockChanged } from './next-block-changed.gen.ts';
export { TransactionsMoved } from './transactions-moved.gen.ts';
export { ConversionsQuoted } from './conversions-quoted.gen.ts';
export { BlockObserved } from './block-observed.gen.ts';
