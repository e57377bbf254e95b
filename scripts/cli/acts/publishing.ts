import { BASES_OF_TITLE } from '@lanran/protocol/assets/rights-statement';
import { act, argument, defaulted, option, repeated, required, type ActGroup } from '../act.ts';
import { OWN_ORGANIZATION } from './parameters.ts';

const COMMUNITY_REASON = option(
  '--no-community-reason <text>',
  'why no community is asked, of what names a people; signed and public',
);

const AGREEMENT = option(
  '--agreement <file|none>',
  'license agreement that it names: a .pdf, .txt or .md file (default: the one of the organization)',
);

const RIGHTS_STATEMENT = [
  option(
    '--copyright <status>',
    'copyright status: a code such as InC or CC0, an address of rightsstatements.org or Creative Commons, or none',
  ),
  option('--rights-holder <name>', 'who holds the copyright; with --copyright'),
  option('--in-trust-for <name>', 'for whom the holder has it in trust; with --copyright'),
  option(
    '--basis-of-title <basis>',
    `how the holder came by it: ${BASES_OF_TITLE.join(', ').toLowerCase()}; with --copyright`,
  ),
];

export const PUBLISHING: ActGroup = {
  title: 'Publish',
  acts: [
    act('publish', 'publish files, or what folders hold, as one asset, signed with your key', {
      takes: [
        argument('<FILE...>', 'files of the asset, and folders whose files keep their paths below them'),
        required('--kind <kind>', 'pattern, costume or film'),
        option('--title <text>', 'title in English'),
        option('--title-zh <text>', 'title in Chinese'),
        option('--metadata <file.json>', 'description, terms, creditLine, identifier, synthetic'),
        option(
          '--community <id>',
          'community behind it, by id or slug, or none (demo platforms have a default)',
        ),
        COMMUNITY_REASON,
        AGREEMENT,
        ...RIGHTS_STATEMENT,
        defaulted('--access <level>', 'open, licensed or restricted', 'licensed'),
        OWN_ORGANIZATION,
      ],
      load: async () => (await import('../publishing.ts')).publish,
    }),
    act('revise', 'publish the next version of an asset: what is not named stays as it is', {
      takes: [
        argument('<ASSET>', 'id, number or identifier of the asset'),
        argument('[FILE...]', 'files and folders to add, or to put in place of files of the same path'),
        option('--title <text>', 'title in English; "" takes it away'),
        option('--title-zh <text>', 'title in Chinese; "" takes it away'),
        option(
          '--metadata <file.json>',
          'description, terms, creditLine, identifier, synthetic: those it names',
        ),
        COMMUNITY_REASON,
        option(
          '--agreement <file|none>',
          'license agreement that it names from now on; licenses sold before keep the old one',
        ),
        ...RIGHTS_STATEMENT,
        repeated('--remove <path>', 'a file the next version has no more; may be given several times'),
      ],
      load: async () => (await import('../publishing.ts')).revise,
    }),
    act(
      'import',
      'publish the records of a folder, with one signature for each batch of them; run it again to go on',
      {
        takes: [
          argument('<FOLDER>', 'holds metadata.csv or metadata.jsonl, and the files that it names'),
          option(
            '--mapping <file.json|name>',
            'which columns are which fields (docs/import.md); else columns are named as fields',
          ),
          option('--dry-run', 'check everything, publish nothing'),
          option('--batch <n>', 'records under one signature, at most 256 (the default)'),
          option('--community <id>', 'community behind records that name none, by id or slug, or none'),
          COMMUNITY_REASON,
          AGREEMENT,
          ...RIGHTS_STATEMENT,
          OWN_ORGANIZATION,
        ],
        load: async () => (await import('../import.ts')).importFolder,
      },
    ),
  ],
};
