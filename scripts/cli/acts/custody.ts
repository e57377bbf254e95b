import { act, argument, option, required, type ActGroup } from '../act.ts';
import { ASSET } from './parameters.ts';

const YES = option('--yes', 'do it without asking');

export const CUSTODY: ActGroup = {
  title: 'Assets and custody',
  acts: [
    act('show', 'how an asset, organization or license stands now', {
      takes: [
        argument(
          '<ASSET|ORGANIZATION|LICENSE>',
          "id, number, an asset's identifier or an organization's slug",
        ),
      ],
      load: async () => (await import('../finding/show.ts')).show,
    }),
    act('transfer', 'a holder offers custody of an asset', {
      takes: [
        ASSET,
        option('--to <organization>', 'who may take it over, by id or slug'),
        option('--cancel', 'take the offer back'),
        YES,
      ],
      load: async () => (await import('../custody.ts')).transfer,
    }),
    act('accept', 'take over an asset that was offered to you', {
      takes: [
        ASSET,
        required('--for <organization>', 'which of your organizations takes it, by id or slug'),
        YES,
      ],
      load: async () => (await import('../custody.ts')).accept,
    }),
    act('withdraw', 'a holder takes an asset back from sale, for good', {
      takes: [ASSET, YES],
      load: async () => (await import('../custody.ts')).withdraw,
    }),
    act('take-down', 'a holder or council has an asset, or a part of it, erased for good', {
      takes: [
        ASSET,
        required('--reason <text>', 'why, for everybody to read'),
        option('--version <number>', 'this version alone'),
        option('--file <path>', 'this file alone'),
        option('--field <name>', 'this field alone, such as description'),
        option('--for <organization>', 'who acts, by id or slug: the holder or the community'),
        option('--despite-licenses', 'though live licenses lose files'),
        YES,
      ],
      load: async () => (await import('../custody.ts')).takeDown,
    }),
  ],
};
