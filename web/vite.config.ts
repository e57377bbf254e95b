import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { chunkGroups } from './chunks.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

/** The platform the development server asks, e.g. `LANRAN_API=http://127.0.0.1:4000 npx vite web`. */
const api = process.env['LANRAN_API'] ?? 'http://127.0.0.1:4000';
const served = [
  '/graphql',
  '/session',
  '/uploads',
  '/files',
  '/copies/',
  '^/requests/.+/files',
  '/renditions',
  '/certificates',
  '/invoices',
  '/registrations',
  '/log/',
  '/rpc',
  '/backups',
  '/agreements',
  '/readyz',
];

export default defineConfig({
  root,
  plugins: [react()],
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
    // One file of a few kilobytes more, where a page waited for a dozen.
    cssCodeSplit: false,
    rolldownOptions: { output: { codeSplitting: { groups: chunkGroups(root) } } },
  },
  worker: { format: 'es' },
  server: { proxy: Object.fromEntries(served.map((path) => [path, { target: api, changeOrigin: false }])) },
});
