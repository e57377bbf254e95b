// `npm start`: builds dist/ (about a second), then runs it in this same process, so that a signal reaches the platform.
import { build } from './build.mjs';

await build();
await import(new URL('../dist/start.js', import.meta.url).href);
