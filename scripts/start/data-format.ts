import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StartRefusedError, writeFileDurably } from './data-directory.ts';

/** Raised with each change that older versions can't read; docs/formats.md lists the numbers. */
export const DATA_FORMAT = 2;

const Hash = z.string().regex(/^0x[0-9a-f]{64}$/);
/** Members that later versions add are kept unread: the number says whether this version may open the directory. */
const Numbered = z.looseObject({ format: z.int().min(1) });
const Format = Numbered.extend({ contracts: z.record(z.string(), Hash) });

/** What only a data directory that was started once holds. */
const TRACES = ['secrets.json', 'installation.json', 'document-store', 'content-store', 'chain'];

/** Hashes of contracts (`hashContracts`) by their names. */
type ContractHashes = Readonly<Record<string, string>>;
/** Hashes of earlier contracts that this version goes on with. */
type FormerContracts = Readonly<Partial<Record<string, readonly string[]>>>;

/**
 * `<data dir>/format.json`: the format of the data directory and the contracts it began with, each by its name, so that a version
 * with more contracts opens it. Written before anything else of a
 * new directory; in an older one it is only read, before anything is started, made or changed.
 * @param contracts what this version deploys
 * @param former what it also goes on with
 * @returns the directory's format, below DATA_FORMAT where it has to be upgraded
 * @throws StartRefusedError when this version can't open the directory
 */
export function claimDataFormat(
  dataDir: string,
  contracts: ContractHashes,
  former: FormerContracts = {},
): number {
  const path = join(dataDir, 'format.json');
  if (existsSync(path)) return requireOpenable(dataDir, path, { contracts, former });
  const trace = TRACES.find((name) => existsSync(join(dataDir, name)));
  if (trace !== undefined)
    throw new StartRefusedError(
      `The data directory ${dataDir} has no format.json, but the ${trace} of an installation: a version before data format 1 made it, and this version has other contracts. Start it with the version that made it, or choose a new directory with LANRAN_DATA_DIR. If format.json was lost, put it back from a backup.`,
    );
  writeFileDurably(path, `${JSON.stringify({ format: DATA_FORMAT, contracts }, null, 2)}\n`);
  return DATA_FORMAT;
}

/** From now on earlier versions refuse the directory. What else the file says stays. */
export function raiseDataFormat(dataDir: string, format: number): void {
  const path = join(dataDir, 'format.json');
  writeFileDurably(path, `${JSON.stringify({ ...read(path), format }, null, 2)}\n`);
}

/**
 * For what opens a data directory without starting it (`operator reset`, `backup`, `restore`): a newer format is refused, because
 * this version doesn't know what is where. Contracts don't matter to them, and a directory without the file is of an older version.
 * @throws StartRefusedError
 */
export function requireKnownFormat(dataDir: string, name = `The data directory ${dataDir}`): void {
  const path = join(dataDir, 'format.json');
  if (existsSync(path)) requireNotNewer(name, read(path));
}

function requireNotNewer(name: string, { format }: z.infer<typeof Numbered>): void {
  if (format <= DATA_FORMAT) return;
  throw new StartRefusedError(
    `${name} has data format ${format}, and this version opens formats up to ${DATA_FORMAT}: a newer version wrote it. Use that version or a newer one. Nothing was changed.`,
  );
}

function requireOpenable(
  dataDir: string,
  path: string,
  { contracts, former }: { readonly contracts: ContractHashes; readonly former: FormerContracts },
): number {
  const format = read(path);
  requireNotNewer(`The data directory ${dataDir}`, format);
  const own = Format.safeParse(format);
  if (!own.success) throw damaged(path, own.error);
  const others = Object.entries(own.data.contracts).flatMap(([name, hash]) =>
    hash === contracts[name] || former[name]?.includes(hash) === true ? [] : [name],
  );
  if (others.length > 0)
    throw new StartRefusedError(
      `The data directory ${dataDir} began with other contracts than this version has (${others.join(', ')}). Start it with the version that made it. Nothing was changed.`,
    );
  return own.data.format;
}

function read(path: string): z.infer<typeof Numbered> {
  try {
    return Numbered.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw damaged(path, cause);
  }
}

function damaged(path: string, cause: unknown): StartRefusedError {
  return new StartRefusedError(
    `${path} is damaged. Put it back from a backup of this data directory, then start again.`,
    { cause },
  );
}
