import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));

/** The platform the development server asks, e.g. `LANRAN_API=http://127.0.0.1:4000 npx vite web`. */
const api = process.env['LANRAN_API'] ?? 'http://127.0.0.1:4000';
const served = [
  '/graphql',
  '/session',
  '/uploads',
  '/files',
  '/renditions',
  '/log/',
  '/rpc',
  '/backups',
  '/readyz',
];

/** Of files that load in any order: whichever is first decides which layer wins, so each says it (styles/base.css). */
const layersInOrder: Plugin = {
  name: 'layers-in-order',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type === 'asset' && output.fileName.endsWith('.css'))
          output.source = `@layer tokens,base,components,pages;${output.source.toString()}`;
      }
    },
  },
/** Chunks of styles load in any order; the first one must already say which layer wins (styles/base.css). */
const layersFirst: Plugin = {
  name: 'layers-first',
  enforce: 'pre',
  transform: (code, id) =>
    id.endsWith('.module.css') ? `@layer tokens, base, components, pages;\n${code}` : null,
};

export default defineConfig({
  root,
  plugins: [react(), layersInOrder],
  plugins: [layersFirst, react()],
  resolve: {
    alias: [{ find: /^@lanran\/(.*)$/, replacement: fileURLToPath(new URL('../$1.ts', import.meta.url)) }],
  },
  build: {
    outDir: '../dist-web',
    emptyOutDir: true,
    target: 'es2022',
    // Inlined assets would need data: in the Content-Security-Policy.
    assetsInlineLimit: 0,
    sourcemap: false,
    manifest: true,
  },
  worker: { format: 'es' },
  server: { proxy: Object.fromEntries(served.map((path) => [path, { target: api, changeOrigin: false }])) },
});
