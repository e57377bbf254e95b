// `npm start`: builds dist/ (about a second) and, after a change, dist-web/, then runs it in this same process, so that a signal
// reaches the platform.
import { build } from './build.mjs';
import { buildWeb } from './build-web.mjs';

await Promise.all([build(), buildWeb()]);
await import(new URL('../dist/start.js', import.meta.url).href);
