import { act, argument, option, parent, required, type ActGroup } from '../act.ts';
import { ASSET } from './parameters.ts';

const NO_WAIT = option('--no-wait', 'begin it and end; it goes on by itself');

export const FIXITY: ActGroup = {
  title: 'Fixity',
  acts: [
    parent('fixity', 'read stored originals again, and bring back damaged ones'),
    act('fixity run', 'read every stored original now, for the operator; ends as one statement', {
      takes: [NO_WAIT],
      load: async () => (await import('../fixity.ts')).fixityRun,
    }),
    act('fixity check', "read one asset's originals now, for editors of its holder and the operator", {
      takes: [ASSET, NO_WAIT],
      load: async () => (await import('../fixity.ts')).fixityCheck,
    }),
    act(
      'fixity status',
      'when originals were read last, and what is damaged: of an asset, or of all for the operator',
      {
        takes: [argument('[ASSET]', 'asset id, number or identifier')],
        load: async () => (await import('../fixity.ts')).fixityStatus,
      },
    ),
    act('fixity repair', 'repair damaged originals with the published files; their names may differ', {
      takes: [ASSET, argument('<PATH...>', "files, or folders: a downloaded package, a backup's files")],
      load: async () => (await import('../fixity.ts')).fixityRepair,
    }),
    act('fixity proof', "prove what the last run found of an asset's originals, offline", {
      takes: [ASSET, required('--out <file>', 'the bundle to write, *.lanran.json')],
      load: async () => (await import('../fixity.ts')).fixityProof,
    }),
  ],
};
