import { JOB_ACTIVITIES } from '../jobs/job-state.ts';
import { enumOf } from './enum-of.ts';

export const JobActivityEnum = enumOf(
  JOB_ACTIVITIES,
  'JobActivity',
  'FAILED: its last run failed; it is repeated after a pause.',
);
