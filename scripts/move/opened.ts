import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DataDirectoryInUseError, lockDataDirectory } from '@lanran/embedded/directory-lock';
import { parseLogId } from '@lanran/protocol/kernel/ids';
import { requireKnownFormat } from '../start/data-format.ts';
import { loadSecrets, type Secrets } from '../start/secrets.ts';
import { readStartSettings } from '../start/settings.ts';
import { MoveRefusedError } from './errors.ts';
import type { Mover } from './look.ts';
import { MoveFile } from './move-file.ts';
import type { SideParts } from './sides.ts';

/** A data directory whose stores move. */
export interface OpenedInstallation extends SideParts {
  readonly dataDir: string;
  readonly file: MoveFile;
}

/** @throws MoveRefusedError */
export function openInstallation(named: string, env: NodeJS.ProcessEnv): OpenedInstallation {
  const dataDir = resolve(named);
  if (!existsSync(join(dataDir, 'secrets.json')))
    throw new MoveRefusedError(
      `${dataDir} holds no platform. Name the data directory of one (LANRAN_DATA_DIR, by default .lanran).`,
    );
  requireKnownFormat(dataDir);
  const settings = readStartSettings({ ...env, LANRAN_DATA_DIR: dataDir });
  return { dataDir, file: new MoveFile(dataDir), settings, secrets: loadSecrets(dataDir) };
}

/** One at a time. @throws MoveRefusedError while another one lives */
export function lockMoves({ folder }: MoveFile): () => void {
  try {
    return lockDataDirectory(folder);
  } catch (cause) {
    if (!(cause instanceof DataDirectoryInUseError)) throw cause;
    throw new MoveRefusedError(
      'Another move of this data directory is under way. Wait until it ends, or stop it.',
      { cause },
    );
  }
}

export async function moverOf({ logId }: Secrets): Promise<Mover> {
  const { filesMarkerOf } = await import('@lanran/api/compose-stores');
  return { logId, filesMarker: filesMarkerOf(parseLogId(logId)).cid };
}
