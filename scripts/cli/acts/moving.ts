import { act, option, type ActGroup } from '../act.ts';
import { DATA_DIR } from './parameters.ts';

export const MOVING: ActGroup = {
  title: 'Moving to other servers',
  acts: [
    act('move', 'copy documents and files to other servers, or back, while the platform runs or is stopped', {
      takes: [
        DATA_DIR,
        option('--documents <place>', 'an empty database, mongodb://HOST/DATABASE, or embedded'),
        option('--documents-file <path>', 'the same in a file, so that no password is on the command line'),
        option('--files <place>', 'the RPC of a node that pins nothing, http://HOST:5001, or embedded'),
        option('--files-file <path>', 'the same in a file'),
        option('--search <url>', 'an OpenSearch to name at the switch; it is looked whether it answers'),
        option('--leave-damaged', 'copy all but the files that are damaged where the platform has them now'),
        option(
          '--dry-run',
          'say how much there is, how long it takes and what is missing there; copy nothing',
        ),
        option('--clean-up', 'remove the former place of a finished move for good'),
        option('--give-up', 'end a move that was not switched, and remove what was copied'),
        option('--yes', 'with --clean-up and --give-up: do not ask'),
      ],
      load: async () => (await import('../../move/command.ts')).moveStores,
    }),
  ],
};
