import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { composeBinder } from '@lanran/protocol/binders/compose';
import { utf8 } from '@lanran/protocol/kernel/bytes';
import { LICENSES_FOLDER } from '@lanran/protocol/binders/folders';
import { formatSchedule, SCHEDULE_JSON, type Schedule } from '@lanran/protocol/binders/schedule';
import { BAG_DECLARATION_FILE, BAG_INFO_FILE, parseBagInfo } from '@lanran/protocol/packages/bagit';
import { namesOf } from '@lanran/protocol/packages/found-file';
import { HISTORY_FOLDER } from '@lanran/protocol/packages/package-entry';
import { RefusedError } from '../../kernel/errors.ts';
import { MARKER_FILE } from '../packages/package-folder.ts';
import { writeWhole } from '../packages/write-whole.ts';
import { bindFolder } from './bind-folder.ts';
import { listBound } from './read-binder.ts';

/** The folder that a binder is written to. */
export class BinderFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  placeOf(folder: string): string {
    return join(this.path, LICENSES_FOLDER, folder);
  }

  /**
   * Begins a binder, or goes on with one: a license that has a folder keeps it.
   * @returns the schedule with those folders. @throws RefusedError FOLDER_NOT_EMPTY where other files lie here, other packages, or a
   * history that other tools went on with
   */
  async begin(schedule: Schedule): Promise<Schedule> {
    await mkdir(join(this.path, LICENSES_FOLDER), { recursive: true });
    const names = (await readdir(this.path)).filter((name) => name !== 'data');
    const isBinder = existsSync(join(this.path, SCHEDULE_JSON)) || names.length === 0;
    if (!isBinder) throw notEmpty(this.path, names);
    await this.#requireOwnHistory();
    const there = await this.#licensesThere();
    const rows = schedule.rows.map((row) => {
      const kept = row.folder === null ? undefined : there.get(row.licenseId);
      return kept === undefined ? row : { ...row, folder: kept };
    });
    const meant = new Set(rows.map(({ folder }) => folder));
    const strays = (await listBound(this.path)).filter((folder) => !meant.has(folder));
    if (strays.length > 0)
      throw notEmpty(
        join(this.path, LICENSES_FOLDER),
        strays,
        'Its license has ended, or is not of this list or order. Move it elsewhere, then run the same command again.',
      );
    // Without it this is no bag, until all of it is there again.
    await rm(join(this.path, BAG_DECLARATION_FILE), { force: true });
    const begun = { ...schedule, rows };
    await writeWhole(join(this.path, SCHEDULE_JSON), utf8(formatSchedule(begun)));
    return begun;
  }

  /** Removes what came of a package that is refused. A whole package stays. */
  async discardUnfinished(folder: string): Promise<void> {
    const place = this.placeOf(folder);
    if (!existsSync(join(place, BAG_DECLARATION_FILE))) await rm(place, { recursive: true, force: true });
  }

  /** Writes what lies beside the packages, `bagit.txt` at last. */
  async end(schedule: Schedule, pdf: Uint8Array | null): Promise<void> {
    const folders = schedule.rows.flatMap(({ folder }) => folder ?? []);
    const packages = [];
    for (const folder of folders) packages.push(await bindFolder(this.path, folder));
    await rm(join(this.path, HISTORY_FOLDER), { recursive: true, force: true });
    for (const { path, content } of await composeBinder({ schedule, pdf, packages }))
      await writeWhole(join(this.path, ...path.split('/')), content);
  }

  /** What is written at the end has one generation: those that others added would be lost. */
  async #requireOwnHistory(): Promise<void> {
    const path = join(this.path, HISTORY_FOLDER);
    const names = existsSync(path) ? await readdir(path) : [];
    const generations = names.filter((name) => name.endsWith('.mhl'));
    if (generations.length > 1)
      throw notEmpty(
        path,
        generations,
        'Generations after the first are not written over: choose a new folder.',
      );
  }

  /** Folders by the license whose package lies there, whole or not. */
  async #licensesThere(): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const folder of await listBound(this.path)) {
      const license = await licenseIn(this.placeOf(folder));
      if (license !== null) found.set(license, folder);
    }
    return found;
  }
}

/** Null where the folder is of no package. */
async function licenseIn(folder: string): Promise<string | null> {
  const info = join(folder, BAG_INFO_FILE);
  if (existsSync(info)) {
    const labels = new Map(parseBagInfo(await readFile(info, 'utf8')));
    return labels.get('Internal-Sender-Identifier') ?? null;
  }
  const marker = join(folder, MARKER_FILE);
  if (!existsSync(marker)) return null;
  const stated: unknown = JSON.parse(await readFile(marker, 'utf8'));
  return typeof stated === 'object' && stated !== null && 'licenseId' in stated
    ? String(stated.licenseId)
    : null;
}

function notEmpty(
  path: string,
  names: readonly string[],
  advice = 'Choose an empty folder, or a new one.',
): RefusedError {
  return new RefusedError('FOLDER_NOT_EMPTY', `${path} has other files: ${namesOf(names)}. ${advice}`, {
    argument: 'out',
  });
}
