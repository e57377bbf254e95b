import { walkThrough } from './walk.ts';

/** In English; `npm run test:faults` walks in Chinese. */
walkThrough(process.env['LANRAN_WALK_LANGUAGE'] === 'zh' ? 'zh' : 'en');
