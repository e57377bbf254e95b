import { bindPackage, type BoundPackage, composeBinder } from '@lanran/protocol/binders/compose';
import { LICENSES_FOLDER } from '@lanran/protocol/binders/folders';
import { formatSchedule, type Schedule, scheduleTable } from '@lanran/protocol/binders/schedule';
import { utf8 } from '@lanran/protocol/kernel/bytes';
import type { Archive, ArchivedFile } from '../../delivery/services/archives/archive.ts';
import { zipArchive } from '../../delivery/services/archives/zip-archive.ts';
import type { DownloadsService, LicensedFiles } from '../../delivery/services/downloads.ts';
import { archivedDocument, type LicensePackages } from '../../delivery/services/license-packages.ts';
import type { License } from '../../licensing/domain/license.ts';
import type { SchedulePapers } from '../../papers/services/schedule-papers.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import { DomainError, UnavailableError } from '../../platform/kernel/errors.ts';
import type { Logger } from '../../platform/kernel/logger.ts';
import type { FoundSchedule, Schedules } from './schedules.ts';

export interface BindersOptions {
  readonly schedules: Pick<Schedules, 'find'>;
  readonly packages: Pick<LicensePackages, 'compose'>;
  readonly downloads: Pick<DownloadsService, 'requireStanding'>;
  readonly schedulePapers: Pick<SchedulePapers, 'of'>;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Of 200 licenses, a revocation ends the stream within 13 questions. */
const ASKED_AT_ONCE = 16;

export const SCHEDULE_KINDS = ['json', 'csv', 'pdf'] as const;
export type ScheduleKind = (typeof SCHEDULE_KINDS)[number];

export interface BinderStream {
  readonly filename: string;
  readonly archive: Archive;
  /** Asked again and again while it is sent: about the next few licenses each time. @throws once one of them stands no more */
  requireOpen(): Promise<void>;
}

/** What is in a binder: the packages of a list's or an order's licenses, and a schedule over them. */
export class Binders {
  readonly #options: BindersOptions;

  constructor(options: BindersOptions) {
    this.#options = options;
  }

  /** @throws as Schedules.find does */
  async schedule(
    actor: Actor,
    {
      name,
      template,
      kind,
    }: { readonly name: string; readonly template: string; readonly kind: ScheduleKind },
  ): Promise<Uint8Array> {
    const found = await this.#options.schedules.find(actor, name, template);
    if (kind === 'json') return utf8(formatSchedule(found.schedule));
    if (kind === 'csv') return utf8(scheduleTable(found.schedule));
    return this.#print(found);
  }

  /** As one ZIP, made while it is sent. @throws as Schedules.find does; ContentDamagedError where a file is known to be lost */
  async open(
    actor: Actor,
    { name, template }: { readonly name: string; readonly template: string },
  ): Promise<BinderStream> {
    const found = await this.#options.schedules.find(actor, name, template);
    const bound: {
      readonly folder: string;
      readonly bound: BoundPackage;
      readonly files: readonly ArchivedFile[];
    }[] = [];
    const absent = new Map<string, string>();
    const licensed: LicensedFiles[] = [];
    for (const [folder, license] of found.licenses) {
      const opened = await this.#compose(license);
      if (typeof opened === 'string') {
        absent.set(folder, opened);
        continue;
      }
      licensed.push(licensedOf(license));
      bound.push({ folder, files: opened.files, bound: await bindPackage(folder, opened.entries) });
    }
    const schedule = withoutFolders(found.schedule, absent);
    const documents = await composeBinder({
      schedule,
      pdf: await this.#printOrNull({ ...found, schedule }),
      packages: bound.map((each) => each.bound),
    });
    let asked = -1;
    const root = `lanran-binder-${schedule.madeAt.slice(0, 10)}`;
    const files = [
      ...bound.flatMap(({ folder, files: packaged }) =>
        packaged.map((file) => ({ ...file, path: `${root}/${LICENSES_FOLDER}${folder}/${file.path}` })),
      ),
      ...documents.map((each) => archivedDocument({ ...each, path: `${root}/${each.path}` })),
    ];
    return {
      filename: `${root}.zip`,
      archive: zipArchive({ files, changedAt: new Date(schedule.madeAt) }),
      requireOpen: async () => {
        for (let count = 0; count < Math.min(ASKED_AT_ONCE, licensed.length); count++) {
          const each = licensed[(asked += 1) % licensed.length];
          if (each !== undefined) await this.#options.downloads.requireStanding(each);
        }
      },
    };
  }

  /** Why it can't be had, where the platform refuses one package: the others are made. */
  async #compose(license: License) {
    try {
      return await this.#options.packages.compose(licensedOf(license), null);
    } catch (error) {
      if (!(error instanceof DomainError) || error instanceof UnavailableError) throw error;
      return error.message.replace(/\.$/, '');
    }
  }

  async #print({ schedule, licensee, address }: FoundSchedule): Promise<Uint8Array> {
    return (await this.#options.schedulePapers.of(schedule, licensee, address)).read();
  }

  /** The packages are what was paid for: they don't wait for a paper. */
  async #printOrNull(found: FoundSchedule): Promise<Uint8Array | null> {
    return this.#print(found).catch((err: unknown) => {
      this.#options.logger.warn({ err }, 'a binder goes without its schedule on paper');
      return null;
    });
  }
}

function licensedOf({ id, licensee, terms }: License): LicensedFiles {
  return { licenseId: id, licensee, assetId: terms.assetId };
}

function withoutFolders(schedule: Schedule, reasons: ReadonlyMap<string, string>): Schedule {
  const rows = schedule.rows.map((row) => {
    const absent = row.folder === null ? undefined : reasons.get(row.folder);
    return absent === undefined ? row : { ...row, absent, folder: null };
  });
  return { ...schedule, rows };
}
