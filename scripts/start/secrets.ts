import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { generateIdentity, parseIdentity } from '@lanran/api/age/identity';
import { originOf } from '@lanran/protocol/log/checkpoint';
import { type LogId, parseLogId, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { generateNoteKey } from '@lanran/protocol/log/note';
import { StartRefusedError, writeFileDurably } from './data-directory.ts';

const Key = z.string().regex(/^0x[0-9a-f]{64}$/);
const Secrets = z.object({
  logId: Key,
  /** Deploys the contracts, then holds no role. */
  deployerKey: Key,
  /** Sends and pays for relayed acts and checkpoints. */
  relayerKey: Key,
  /** Signs checkpoints: a C2SP signed-note key. */
  checkpointKey: z.string().startsWith('PRIVATE+KEY+'),
  /** Opens what is not OPEN in the content store. */
  ipfsToken: z.string().min(32),
  /** Opens the embedded document store's port. */
  documentStorePassword: z.string().min(32),
  /** Open originals at rest: age identities, the newest first. */
  vaultKeys: z.array(z.string().startsWith('AGE-SECRET-KEY-1')).min(1),
  /** Opens the platform's lane of the embedded chain. */
  chainSecret: z.string().min(32),
});

/** This installation's keys; made at random on the first start, kept in `<data dir>/secrets.json` (mode 600). */
export interface Secrets extends Omit<z.infer<typeof Secrets>, 'logId'> {
  readonly logId: LogId;
}

/** What only an installation that has begun holds. */
const TRACES = ['installation.json', 'signed-checkpoint.json'];

/** Makes them for a new data directory. @throws StartRefusedError when they are damaged, or are missing from one that is used */
export function loadSecrets(dataDir: string): Secrets {
  const path = join(dataDir, 'secrets.json');
  if (!existsSync(path)) {
    const trace = TRACES.find((name) => existsSync(join(dataDir, name)));
    if (trace !== undefined)
      throw new StartRefusedError(
        `${path} is missing, but ${dataDir} has the ${trace} of an installation. Put secrets.json back from a backup, or restore one whole backup into a new data directory.`,
      );
    write(path, makeSecrets());
  }
  const secrets = readSecrets(path);
  return { ...secrets, logId: parseLogId(secrets.logId) };
}

/** Puts new ones in the place of those that the platform shares with its embedded services alone; the next start takes them. */
export function renewServiceSecrets(dataDir: string): void {
  const path = requireSecrets(dataDir);
  write(path, { ...readSecrets(path), ...makeServiceSecrets() });
}

/** Puts a new vault key before those there are; files are encrypted to it from the next start on. @returns its recipient */
export function addVaultKey(dataDir: string): string {
  const path = requireSecrets(dataDir);
  const secrets = readSecrets(path);
  const added = generateIdentity();
  write(path, { ...secrets, vaultKeys: [added, ...secrets.vaultKeys] });
  return parseIdentity(added).recipient.text;
}

function requireSecrets(dataDir: string): string {
  const path = join(dataDir, 'secrets.json');
  if (!existsSync(path)) throw new StartRefusedError(`${path} is not there. Is ${dataDir} a data directory?`);
  return path;
}

function readSecrets(path: string): z.infer<typeof Secrets> {
  const parsed = Secrets.safeParse(parseJson(readFileSync(path, 'utf8')));
  if (!parsed.success) {
    throw new StartRefusedError(
      `${path} is damaged. Restore it from a backup: without it this installation can't sign.`,
    );
  }
  return parsed.data;
}

function write(path: string, secrets: z.infer<typeof Secrets>): void {
  writeFileDurably(path, `${JSON.stringify(secrets, null, 2)}\n`);
}

function makeSecrets(): z.infer<typeof Secrets> {
  const logId = randomBytes32();
  return {
    logId,
    deployerKey: randomBytes32(),
    relayerKey: randomBytes32(),
    checkpointKey: generateNoteKey(originOf(parseLogId(logId))).skey,
    vaultKeys: [generateIdentity()],
    ...makeServiceSecrets(),
  };
}

function makeServiceSecrets() {
  return { ipfsToken: makeSecret(), documentStorePassword: makeSecret(), chainSecret: makeSecret() };
}

function makeSecret(): string {
  return randomBytes32().slice(2);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
