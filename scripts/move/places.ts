import { readFile } from 'node:fs/promises';
import { MongoUri, SearchUrl } from '@lanran/api/platform/config/config';
import { ArgumentError, reasonOf } from '@lanran/sdk/kernel/errors';
import { isReadableByOthers } from '@lanran/sdk/node/key-file';
import { z } from 'zod';
import type { CommandContext } from '../cli/context.ts';
import { MoveRefusedError } from './errors.ts';
import type { Movable } from './move-file.ts';
import { EMBEDDED, shownPlace } from './place.ts';
import type { Places } from './sides.ts';

export interface PlaceOptions {
  readonly documents?: string;
  readonly documentsFile?: string;
  readonly files?: string;
  readonly filesFile?: string;
  readonly search?: string;
}

const VARIABLES = { documents: 'LANRAN_MOVE_DOCUMENTS', files: 'LANRAN_MOVE_FILES' } as const;

/** MongoDB keeps accounts, its own log and its settings in these. */
const OF_MONGODB = ['admin', 'local', 'config'];

/** Named by an option, by a file or by the environment, in this order. @throws ArgumentError */
export async function readPlaces(
  options: PlaceOptions,
  context: Pick<CommandContext, 'env' | 'say'>,
): Promise<Places> {
  const places = {
    documents: await readPlace('documents', options, context),
    files: await readPlace('files', options, context),
  };
  if (places.documents === null && places.files === null)
    throw new ArgumentError('--documents', 'name with --documents, --files or both where to move to.');
  return places;
}

/**
 * The search server to name at the switch, or null. Nothing is copied there: its index is made from the documents.
 * @throws ArgumentError, or MoveRefusedError when it does not answer
 */
export async function readSearch(
  { search }: PlaceOptions,
  { env, say }: Pick<CommandContext, 'env' | 'say'>,
): Promise<string | null> {
  const url = search ?? env['LANRAN_MOVE_SEARCH'] ?? '';
  if (url === '') return null;
  const named = search === undefined ? 'LANRAN_MOVE_SEARCH' : '--search';
  if (!SearchUrl.safeParse(url).success)
    throw new ArgumentError(named, 'name an OpenSearch, https://USER:PASSWORD@HOST:9200.');
  if (search !== undefined && shownPlace(search) !== search) say(warningOf('--search', 'LANRAN_MOVE_SEARCH'));
  const { requireSearchServer } = await import('@lanran/api/compose-moves');
  await requireSearchServer(url).catch((cause: unknown) => {
    throw new MoveRefusedError(
      `The search server at ${shownPlace(url)} can't be used: ${reasonOf(cause)} Nothing was changed.`,
      { cause },
    );
  });
  return url;
}

function warningOf(option: string, instead: string): string {
  return `warning: the password in ${option} shows in this machine's list of processes; ${instead} does not show there`;
}

async function readPlace(
  store: Movable,
  options: PlaceOptions,
  { env, say }: Pick<CommandContext, 'env' | 'say'>,
): Promise<string | null> {
  const { [store]: typed, [`${store}File` as const]: path } = options;
  if (typed !== undefined) {
    if (shownPlace(typed) !== typed.replace(/\?.*$/, ''))
      say(warningOf(`--${store}`, `a file with --${store}-file, or ${VARIABLES[store]},`));
    return parsePlace(store, typed, `--${store}`);
  }
  if (path !== undefined) return parsePlace(store, await readPlaceFile(store, path, say), `--${store}-file`);
  const set = env[VARIABLES[store]];
  return set === undefined || set === '' ? null : parsePlace(store, set, VARIABLES[store]);
}

async function readPlaceFile(store: Movable, path: string, say: CommandContext['say']): Promise<string> {
  try {
    const text = (await readFile(path, 'utf8')).trim();
    if (await isReadableByOthers(path))
      say(`warning: others can read ${path}; make it yours alone: chmod 600 ${path}`);
    return text;
  } catch (cause) {
    throw new ArgumentError(`--${store}-file`, `${path} can't be read.`, { cause });
  }
}

/** A name may be percent-encoded; what is not well encoded is no name of MongoDB's. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function parsePlace(store: Movable, text: string, named: string): string {
  if (text === EMBEDDED) return text;
  if (store === 'documents') {
    const [, database = ''] = /^[^/]+\/\/[^/]+\/([^?]*)/.exec(text) ?? [];
    if (OF_MONGODB.includes(decoded(database).toLowerCase()))
      throw new ArgumentError(
        named,
        `the database ${database} is MongoDB's own. Name another one, such as mongodb://HOST/lanran.`,
      );
    if (MongoUri.safeParse(text).success && database !== '') return text;
    throw new ArgumentError(named, 'name mongodb://HOST/DATABASE with a database, or embedded.');
  }
  if (/\/api\/v0\/*$/.test(text))
    throw new ArgumentError(named, 'leave out /api/v0: name the address alone, http://HOST:5001.');
  if (z.url({ protocol: /^https?$/ }).safeParse(text).success) return text;
  throw new ArgumentError(named, 'name the RPC of a node, http://HOST:5001, or embedded.');
}
