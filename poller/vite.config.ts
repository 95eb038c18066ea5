import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const { version } = JSON.parse(readFileSync(here('../package.json'), 'utf8')) as {
  readonly version: string;
};

/** The handler as one module that needs nothing beside Node. */
export default defineConfig({
  root: here('.'),
  define: { PROGRAM_VERSION: JSON.stringify(version) },
  ssr: { noExternal: true },
  build: {
    ssr: 'handler.ts',
    outDir: 'dist',
    emptyOutDir: true,
    target: 'node20',
    minify: true,
    sourcemap: true,
    rollupOptions: { output: { entryFileNames: 'handler.mjs', codeSplitting: false } },
  },
});
