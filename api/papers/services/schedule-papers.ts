import type { Schedule } from '@lanran/protocol/binders/schedule';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { scheduleNumberOf, schedulePaper } from '../domain/schedule-paper.ts';
import type { Letterheads } from './letterheads.ts';
import type { PaperFile, PrintedPapers } from './printed-papers.ts';

export interface SchedulePapersOptions {
  readonly letterheads: Pick<Letterheads, 'of'>;
  readonly papers: Pick<PrintedPapers, 'file'>;
}

/** Schedules of licenses as paper. */
export class SchedulePapers {
  readonly #options: SchedulePapersOptions;

  constructor(options: SchedulePapersOptions) {
    this.#options = options;
  }

  /** For whoever was given the schedule. `address`: of the list or order. */
  async of(schedule: Schedule, licensee: OrganizationId, address: URL): Promise<PaperFile> {
    const [letterhead] = await this.#options.letterheads.of([licensee]);
    return this.#options.papers.file({
      paper: schedulePaper({ schedule, licensee: letterhead, address }),
      picture: null,
      attachments: [],
      filename: `schedule-${scheduleNumberOf(schedule)}.pdf`,
    });
  }
}
