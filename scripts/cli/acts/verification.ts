import { act, argument, option, required, type ActGroup } from '../act.ts';

export const VERIFICATION: ActGroup = {
  title: 'Download and verify',
  acts: [
    act('download', 'write the package of a version that a license opens: a bag with its history and proof', {
      takes: [
        argument('<LICENSE>', 'license number'),
        required('--out <path>', 'folder to write to, or the file with --as'),
        option('--as <format>', 'zip, tar or car: as one file, which does not go on where it broke off'),
        option('--version <n>', 'of which version (default: the newest that it opens)'),
        option('--jobs <n>', 'files that come at the same time (default: 4)'),
      ],
      load: async () => (await import('../delivery/downloads.ts')).download,
    }),
    act(
      'binder',
      'write one bag with the packages of all licenses of a list or an order, and their schedule',
      {
        takes: [
          argument('<LIST|ORDER>', 'id of a list, or number of an order'),
          required('--out <path>', 'folder to write to, which goes on where it was; or a file *.zip'),
          option(
            '--folders <template>',
            'names of the folders (default: "{accession} {title}"; also {number}, {holder})',
          ),
          option('--jobs <n>', 'files that come at the same time (default: 4)'),
        ],
        load: async () => (await import('../delivery/binder.ts')).binder,
      },
    ),
    act('proof', 'export the proof bundle of an asset or license', {
      takes: [
        argument('<ASSET|LICENSE>', 'id or number of either, or the identifier of an asset'),
        required('--out <file>', 'file to write, *.lanran.json'),
      ],
      load: async () => (await import('../delivery/downloads.ts')).proof,
    }),
    act('verify', 'check a package, binder, delivery, file, folder or bundle, without the platform', {
      takes: [
        argument('<PATH>', 'package, binder, delivery, file, folder or *.lanran.json'),
        option('--bundle <file>', 'the proof bundle (default: the one beside the file)'),
        option('--trust <file>', 'trust file: which log, key, chain and contracts are the real ones'),
        option('--rpc <url>', 'a node of the chain to ask'),
        option('--offline', 'ask nobody (default without --rpc)'),
        option('--strict', 'accept nothing unknown'),
        option('--witness <vkey...>', 'keys of witnesses you trust'),
        option(
          '--on <day>',
          'day of use, YYYY-MM-DD (default: today; a license that begins later is unknown)',
        ),
        option('--territory <codes>', 'where it is used: fails unless the license covers all of it'),
        option('--media <names>', 'how it is used: fails unless the license covers all of it'),
        option('--full', 'of a package also CID, MD5, C4 and each format of its history'),
      ],
      load: async () => (await import('../verification.ts')).verify,
    }),
  ],
};
