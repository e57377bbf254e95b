import { walkThrough } from './walk.ts';

walkThrough('zh');
