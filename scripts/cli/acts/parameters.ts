import { argument, option, required } from '../act.ts';

/* Arguments and options that commands of several subjects take. */

export const ASSET = argument('<ASSET>', 'asset id, number or identifier');
export const LICENSE = argument('<LICENSE>', 'license id or number');
export const ORDER = argument('<ORDER>', 'order, invoice or line of it, by id or number');
export const ORGANIZATION = argument('<ORGANIZATION>', 'id or slug');
export const RECIPIENT = argument(
  '<RECIPIENT>',
  'age1…, as age-keygen prints it; keep the identity where the platform is not',
);
export const REACH = [
  required('--media <names>', 'media, comma-separated; ALL for all but AI_TRAINING'),
  required(
    '--territory <places>',
    'ISO 3166-1 codes, names and groups, comma-separated: FR,CN; EU; "world except US"; WORLD for all',
  ),
] as const;
export const WINDOW = [
  ...REACH,
  required('--from <day>', 'first day, YYYY-MM-DD (UTC)'),
  required('--to <day>', 'last day, included'),
] as const;
export const WISH = [
  ...WINDOW,
  option('--exclusive', 'nobody else may hold an overlapping license'),
] as const;
/** A use that may be left out. */
export const USE = [
  option('--media <names>', 'media, comma-separated; ALL for all but AI_TRAINING'),
  option('--territory <places>', 'codes, names and groups, as in `quote`'),
  option('--from <day>', 'first day, YYYY-MM-DD (UTC)'),
  option('--to <day>', 'last day, included'),
  option('--exclusive', 'nobody else may hold an overlapping license'),
] as const;
export const DATA_DIR = option(
  '--data-dir <dir>',
  'the data directory (default: LANRAN_DATA_DIR, else .lanran)',
);
export const LICENSEE = option('--licensee <id>', 'for which of your organizations');
export const NEWEST_VERSION = option('--version <n>', 'of which version (default: the newest)');
export const CHEAPEST_OFFER = option('--offer <n>', 'by which offer (default: the cheapest that serves)');
export const OF_WHICH = option('--organization <id>', 'of which of them');
export const OWN_ORGANIZATION = option('--organization <id>', 'for which of your organizations');
