import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { originOf } from '@lanran/protocol/checkpoint';
import { type LogId, parseLogId, randomBytes32 } from '@lanran/protocol/ids';
import { generateNoteKey } from '@lanran/protocol/note';
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
});

/** This installation's keys; made at random on the first start, kept in `<data dir>/secrets.json` (mode 600). */
export interface Secrets extends Omit<z.infer<typeof Secrets>, 'logId'> {
  readonly logId: LogId;
}

export function loadSecrets(dataDir: string): Secrets {
  const path = join(dataDir, 'secrets.json');
  if (!existsSync(path)) writeFileDurably(path, `${JSON.stringify(makeSecrets(), null, 2)}\n`);
  const parsed = Secrets.safeParse(parseJson(readFileSync(path, 'utf8')));
  if (!parsed.success) {
    throw new StartRefusedError(
      `${path} is damaged. Restore it from a backup: without it this installation can't sign.`,
    );
  }
  return { ...parsed.data, logId: parseLogId(parsed.data.logId) };
}

function makeSecrets(): z.infer<typeof Secrets> {
  const logId = randomBytes32();
  return {
    logId,
    deployerKey: randomBytes32(),
    relayerKey: randomBytes32(),
    checkpointKey: generateNoteKey(originOf(parseLogId(logId))).skey,
    ipfsToken: randomBytes32().slice(2),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
