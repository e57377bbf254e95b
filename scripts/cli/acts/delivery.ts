import { act, argument, option, parent, required, type ActGroup } from '../act.ts';
import { LICENSE } from './parameters.ts';

export const DELIVERY: ActGroup = {
  title: 'Delivery to machines',
  acts: [
    parent('token', 'let machines fetch the files of a license'),
    act(
      'token create',
      'make a token that opens the files of one license and nothing else; it is shown this once',
      {
        takes: [
          LICENSE,
          required('--label <text>', 'where it will be used, such as the name of a render farm'),
          option('--until <date>', 'its last day, YYYY-MM-DD (default: the last day of the license)'),
        ],
        load: async () => (await import('../delivery.ts')).tokenCreate,
      },
    ),
    act('token list', 'the tokens of a license, and when each was last used', {
      takes: [LICENSE],
      load: async () => (await import('../delivery.ts')).tokenList,
    }),
    act('token revoke', 'end a token at once', {
      takes: [argument('<TOKEN>', 'its id, as `token list` shows it')],
      load: async () => (await import('../delivery.ts')).tokenRevoke,
    }),
    act('deliver', 'fetch the files that a delivery token opens; run again, it goes on where it was', {
      takes: [
        required('--token-file <file>', 'file that holds the token'),
        required('--out <dir>', 'where the files go'),
        option('--version <n>', 'of which version that the license opens (default: the newest of those)'),
      ],
      load: async () => (await import('../delivery.ts')).deliver,
    }),
  ],
};
