import { act, argument, defaulted, option, parent, repeated, required, type ActGroup } from '../act.ts';
import { LICENSE, LICENSEE } from './parameters.ts';

export const DELIVERY: ActGroup = {
  title: 'Delivery to machines',
  acts: [
    parent('token', 'let machines fetch the files of a license'),
    act(
      'token create',
      'make a token that opens the files of a license, or of several, and nothing else; it is shown this once',
      {
        takes: [
          argument('[LICENSE...]', 'license ids, of one licensee'),
          option('--list <id>', 'instead: the live licenses that your studio holds on the assets of a list'),
          LICENSEE,
          required('--label <text>', 'where it will be used, such as the name of a render farm'),
          option(
            '--until <date>',
            'its last day, YYYY-MM-DD (default: the last day of the license that ends last)',
          ),
        ],
        load: async () => (await import('../delivery/delivery.ts')).tokenCreate,
      },
    ),
    act('token list', 'the tokens of a license, and when each was last used', {
      takes: [LICENSE],
      load: async () => (await import('../delivery/delivery.ts')).tokenList,
    }),
    act('token revoke', 'end a token at once', {
      takes: [argument('<TOKEN>', 'its id, as `token list` shows it')],
      load: async () => (await import('../delivery/delivery.ts')).tokenRevoke,
    }),
    act('deliver', 'fetch the files that a delivery token opens; run again, it goes on where it was', {
      takes: [
        required('--token-file <file>', 'file that holds the token'),
        required('--out <dir>', 'where the files go'),
        option('--version <n>', 'of which version that the license opens (default: the newest of those)'),
        repeated(
          '--only <glob>',
          "only files that fit, such as '*.exr' in any folder or 'sh010/**'; repeat it for more",
        ),
        option('--frames <ranges>', 'only these frames of sequences, such as 1001-1050,1060 or 1001-1050x2'),
        defaulted('--jobs <n>', 'requests at the same time, 1 to 64', '4'),
        option(
          '--wait <seconds>',
          'how long to wait while the platform does not answer or starts again, then go on (default: give up)',
        ),
        option('--purge', 'first delete what a delivery wrote here, is unchanged, and is no longer licensed'),
      ],
      load: async () => (await import('../delivery/deliver.ts')).deliver,
    }),
  ],
};
