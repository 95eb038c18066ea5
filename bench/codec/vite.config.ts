import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/**
 * What measures, as the program is shipped: in one module, across whose parts an engine inlines more than across files
 * that are read one by one. It lies as deep as `cli` does, so that `programDir` is the same.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  logLevel: 'warn',
  ssr: { noExternal: ['io-ts', 'fp-ts', '@bitcoin-pipeline/model'] },
  build: {
    ssr: 'measure-process.ts',
    outDir: '../../.bench',
    emptyOutDir: true,
    target: 'node20',
    rollupOptions: {
      output: { entryFileNames: 'measure.mjs', chunkFileNames: '[name]-[hash].mjs' },
    },
  },
});
