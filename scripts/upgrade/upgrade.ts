import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf } from '@lanran/sdk/kernel/errors';
import { backUp } from '../backup/backup.ts';
import { BackupRefusedError } from '../backup/errors.ts';
import { areOnOneDisk, freeBytes, measureBackup } from '../backup/room.ts';
import { chooseRecipient } from '../backup/recipient.ts';
import { sizeOf } from '../move/progress.ts';
import { StartRefusedError } from '../start/data-directory.ts';
import { DATA_FORMAT, raiseDataFormat } from '../start/data-format.ts';
import type { StartSettings } from '../start/settings.ts';
import { StartProgress, type StartProgressOptions } from '../start/start-progress.ts';
import { stepsAfter, type UpgradeStep } from './steps.ts';
import { UpgradeFile } from './upgrade-file.ts';

const ANSWER_WITHIN_MS = 60_000;

export interface UpgradeParts extends StartProgressOptions {
  readonly settings: Pick<StartSettings, 'dataDir' | 'mongoUri' | 'upgradeBackupDir'>;
}

/**
 * Of a data directory that nobody uses yet: backs it up where its format is older, and then makes it one that earlier versions
 * refuse. Its documents are upgraded later by `finishUpgrade`.
 * @throws StartRefusedError, with nothing changed
 */
export async function beginUpgrade(format: number, parts: UpgradeParts): Promise<void> {
  if (format === DATA_FORMAT) return;
  const { dataDir } = parts.settings;
  const file = new UpgradeFile(dataDir);
  const unfinished = file.read();
  parts.say(`upgrade   ${dataDir} has data format ${format}, and this version needs ${DATA_FORMAT}`);
  const backup = await backUpFirst(format, parts);
  // What a start of the version between these two left undone stays to be done.
  const { from, done } = unfinished?.endedAt === null ? unfinished : { from: format, done: [] };
  file.write({ from, to: DATA_FORMAT, startedAt: new Date().toISOString(), backup, done, endedAt: null });
  raiseDataFormat(dataDir, DATA_FORMAT);
}

/** Does the steps that are left. Any end is allowed: the next start goes on with the step that was under way. */
export async function finishUpgrade(
  documentsUri: string,
  { settings, ...told }: UpgradeParts,
  stepsOf: (format: number) => readonly UpgradeStep[] = stepsAfter,
): Promise<void> {
  const file = new UpgradeFile(settings.dataDir);
  let upgrade = file.read();
  if (upgrade === null || upgrade.endedAt !== null) return;
  const { StoredDocuments } = await import('@lanran/api/compose-stores');
  const documents = await StoredDocuments.open(documentsUri, ANSWER_WITHIN_MS);
  try {
    const steps = stepsOf(upgrade.from);
    const progress = new StartProgress(told);
    for (const [at, { name, does, run }] of steps.entries()) {
      if (upgrade.done.includes(name)) continue;
      const line = `upgrade   ${at + 1}/${steps.length} ${does}`;
      told.say(line);
      told.door.tell(line);
      await run(documents, (done, all) =>
        progress.report(`${line}: ${done.toLocaleString('en')} of ${all.toLocaleString('en')}`),
      );
      upgrade = { ...upgrade, done: [...upgrade.done, name] };
      file.write(upgrade);
    }
  } finally {
    await documents.close();
  }
  file.write({ ...upgrade, endedAt: new Date().toISOString() });
  told.say(`upgrade   done: data format ${upgrade.to}`);
}

/** @returns the file; null where the operator has backups of their own */
async function backUpFirst(format: number, { settings, ...told }: UpgradeParts): Promise<string | null> {
  const { dataDir, mongoUri, upgradeBackupDir: folder } = settings;
  if (folder === null) return null;
  if (mongoUri !== null)
    throw new StartRefusedError(
      `The data directory ${dataDir} has data format ${format} and is upgraded to ${DATA_FORMAT} by this version. The start backs it up first, but not the documents at MONGODB_URI: make a dump of them and a backup of the data directory (lanran backup), then start once with LANRAN_UPGRADE_BACKUP=none. Nothing was changed.`,
    );
  try {
    await requireRoom(dataDir, folder);
    const recipient = await chooseRecipient(dataDir, undefined);
    const file = join(folder, `before-format-${DATA_FORMAT}.tar${recipient === null ? '' : '.age'}`);
    const fresh = `${file}.new`;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await rm(fresh, { force: true });
    told.say(`upgrade   backup to ${file}`);
    const progress = new StartProgress(told);
    const onProgress = (part: number) => progress.report(`upgrade   backup: ${Math.floor(part * 100)} %`);
    const { bytes } = await backUp({ dataDir, out: fresh, recipient, onProgress });
    // One of that name is of an upgrade that changed nothing, or that was undone: the directory has its format still.
    await rename(fresh, file);
    told.say(`upgrade   backed up: ${sizeOf(bytes)}${recipient === null ? ', not encrypted' : ''}`);
    return file;
  } catch (cause) {
    if (cause instanceof StartRefusedError) throw cause;
    const reason = cause instanceof BackupRefusedError ? cause.message : `${reasonOf(cause)}.`;
    throw new StartRefusedError(
      `The data directory ${dataDir} has data format ${format} and could not be backed up before its upgrade to ${DATA_FORMAT}: ${reason} Nothing was changed.`,
      { cause },
    );
  }
}

async function requireRoom(dataDir: string, folder: string): Promise<void> {
  const { archiveBytes, spoolBytes } = await measureBackup(dataDir);
  const isOneDisk = await areOnOneDisk(dataDir, folder);
  const needs = isOneDisk
    ? [{ at: folder, bytes: archiveBytes + spoolBytes }]
    : [
        { at: folder, bytes: archiveBytes },
        { at: dataDir, bytes: spoolBytes },
      ];
  for (const { at, bytes } of needs) {
    const free = await freeBytes(at);
    if (free >= bytes) continue;
    throw new StartRefusedError(
      `The backup before the upgrade of ${dataDir} needs ${sizeOf(bytes)} on the disk of ${at}, where ${sizeOf(free)} are free. Free some, or name a folder on another disk: LANRAN_UPGRADE_BACKUP=/folder. With a backup of your own, start once with LANRAN_UPGRADE_BACKUP=none. Nothing was changed.`,
    );
  }
}
