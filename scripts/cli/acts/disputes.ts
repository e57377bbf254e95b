import { act, option, required, type ActGroup } from '../act.ts';
import { ASSET } from './parameters.ts';

const DISPUTANT = option('--for <organization>', 'for which community or auditor');

export const DISPUTES: ActGroup = {
  title: 'Disputes, and pausing sales',
  acts: [
    act('dispute', 'a council or auditor stops new licenses of an asset', {
      takes: [ASSET, required('--reason <text>', 'why, for everybody to read'), DISPUTANT],
      load: async () => (await import('../disputes.ts')).dispute,
    }),
    act('dispute-retract', 'take a dispute of yours back', {
      takes: [ASSET, DISPUTANT],
      load: async () => (await import('../disputes.ts')).disputeRetract,
    }),
    act('dispute-resolve', 'the accreditor decides a dispute', {
      takes: [
        ASSET,
        required('--organization <id>', 'who disputes the asset, by id or slug'),
        required('--reason <text>', 'what was decided and why, for everybody to read'),
      ],
      load: async () => (await import('../disputes.ts')).disputeResolve,
    }),
    act('pause', 'accreditor or operator: no new licenses are sold for now', {
      load: async () => (await import('../disputes.ts')).pause,
    }),
    act('resume', 'accreditor or operator: sales go on', {
      load: async () => (await import('../disputes.ts')).resume,
    }),
  ],
};
