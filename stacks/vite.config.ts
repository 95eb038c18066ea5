import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/**
 * The synthesis as one file, which plain Node runs. cdktf and its bindings stay packages; they are CommonJS, and
 * `require` loads them in half the time that `import` takes, which reads each twice.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  ssr: {
    noExternal: true,
    external: ['cdktf', 'constructs', '@cdktf/provider-aws', '@cdktf/provider-snowflake'],
  },
  build: {
    ssr: 'synth.ts',
    outDir: '../.synth',
    emptyOutDir: true,
    target: 'node20',
    rollupOptions: { output: { entryFileNames: 'index.cjs', format: 'cjs', codeSplitting: false } },
  },
});
