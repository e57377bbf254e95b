import { act, argument, option, required, type ActGroup } from '../act.ts';
import { ASSET, LICENSE, OF_WHICH, WINDOW } from './parameters.ts';

const NOTE = option('--note <text>', 'for whoever may see the asset to read');

export const LICENSES: ActGroup = {
  title: 'Licenses',
  acts: [
    act('renew', 'buy the following period of a license, of the same length and price', {
      takes: [LICENSE, option('--max-price <amount>', 'renew only up to this price')],
      load: async () => (await import('../licenses.ts')).renew,
    }),
    act('sublicense', 'grant a part of your license to another organization', {
      takes: [
        LICENSE,
        required('--licensee <id>', 'who gets it, by id or slug'),
        ...WINDOW,
        option('--revocable', 'you may end it'),
        option('--fixed-version', 'the other can take no other version'),
        option(
          '--rights <names>',
          'what the other gets of ADAPTABLE, ENDURING and PROMOTABLE (default: NONE)',
        ),
      ],
      load: async () => (await import('../licenses.ts')).sublicense,
    }),
    act('license-transfer', 'hand your license to another organization', {
      takes: [LICENSE, required('--to <id>', 'who gets it, by id or slug')],
      load: async () => (await import('../licenses.ts')).licenseTransfer,
    }),
    act('take-version', 'take another version of what you licensed, where its terms allow it', {
      takes: [LICENSE, option('--version <n>', 'number of the version (default: the newest)')],
      load: async () => (await import('../licenses.ts')).takeVersion,
    }),
    act('revoke', 'end a license before its last day, as holder, council or grantor', {
      takes: [LICENSE, required('--reason <text>', 'why; shown with the license')],
      load: async () => (await import('../licenses.ts')).revoke,
    }),
    act('usage', 'report how you used a license: the hash of a file, signed and logged', {
      takes: [
        LICENSE,
        argument(
          '[FILE]',
          'the report; a returned ASC MHL generation (*.mhl) has to list files of the license. It stays with you. Without: what was reported so far',
        ),
        option('--from <day>', 'first day reported, YYYY-MM-DD'),
        option('--to <day>', 'last day reported, included'),
        NOTE,
        option(
          '--private',
          'only the parties read note and days; that you reported, and the hash, stay public',
        ),
      ],
      load: async () => (await import('../delivery/usage.ts')).usage,
    }),
    act('agreed', 'state which document you agreed on: its hash, signed and logged', {
      takes: [
        ASSET,
        argument('<FILE>', 'the document; it stays with you'),
        required('--for <organization>', 'for which of your organizations, by id or slug (required)'),
        option('--with <organizations...>', 'who else agreed, by id or slug'),
        option('--license <id>', 'of which license; a licensee has to name it'),
        NOTE,
      ],
      load: async () => (await import('../licenses.ts')).agreed,
    }),
    act('licenses', 'list the licenses of your organizations', {
      takes: [OF_WHICH],
      load: async () => (await import('../licenses.ts')).licenses,
    }),
  ],
};
