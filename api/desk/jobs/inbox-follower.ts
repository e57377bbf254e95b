import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { CursorStore } from '../../platform/jobs/cursor-store.ts';
import type { Job } from '../../platform/jobs/job-runner.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { LoggedEvent } from '../../log/domain/logged-event.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import { SearchNotReadyError } from '../../platform/kernel/errors.ts';
import { keepingFrom, keepingFromDay } from '../domain/inbox-days.ts';
import type { NewInboxItem } from '../domain/inbox-item.ts';
import { dayOf } from '../domain/request-state.ts';
import type { InboxOfSignatures } from '../services/inbox-of-signatures.ts';
import type { InboxReadStore } from '../ports/inbox-read-store.ts';
import type { InboxStore } from '../ports/inbox-store.ts';
import type { InboxOfAdmissions } from '../services/inbox-of-admissions.ts';
import type { InboxOfDays } from '../services/inbox-of-days.ts';
import type { InboxOfLog } from '../services/inbox-of-log.ts';
import type { InboxOfRequests } from '../services/inbox-of-requests.ts';
import type { InboxOfReminders } from '../services/inbox-of-reminders.ts';
import type { InboxOfSearches } from '../services/inbox-of-searches.ts';

const LEAVES_A_RUN = 500;
/** Log and threads nudge it; this is for days, and for what another process wrote. */
const EVERY_MS = 60_000;
/** Each look asks every saved search. */
const LOOK_EVERY_MS = 600_000;
/** A write that began earlier may end later. */
const LATE_MS = 60_000;

const LOG = 'desk-inbox.log';
/** Where the log ended on the first start. */
const FIRST_START = 'desk-inbox.first-start';
const THREADS = 'desk-inbox.threads';
const ADMISSIONS = 'desk-inbox.admissions';
const DAYS = 'desk-inbox.days';
const SIGNATURES = 'desk-inbox.signatures';
const REMINDERS = 'desk-inbox.reminders';
const SEARCHES = 'desk-inbox.searches';

export interface InboxFollowerOptions {
  readonly inbox: Pick<InboxStore, 'add' | 'lastSequence'> & Pick<InboxReadStore, 'markJoined'>;
  readonly cursors: CursorStore;
  readonly leaves: Pick<LeafStore, 'list'>;
  /** How many leaves the read models show. */
  readonly projection: { position(): Promise<number> };
  readonly ofLog: Pick<InboxOfLog, 'itemsOf'>;
  readonly ofRequests: Pick<InboxOfRequests, 'writtenSince'>;
  readonly ofAdmissions: Pick<InboxOfAdmissions, 'askedSince'>;
  readonly ofSignatures: Pick<InboxOfSignatures, 'proposedSince'>;
  readonly ofReminders: Pick<InboxOfReminders, 'askedSince'>;
  readonly ofDays: Pick<InboxOfDays, 'endingSoon'>;
  readonly ofSearches: Pick<InboxOfSearches, 'findings'>;
  readonly clock: Clock;
  /** There are new items. */
  readonly onAdd?: () => void;
}

/**
 * Follows the log, threads, days, saved searches, what asks for admission, what waits for signatures and reminders of invoices, and writes what they
 * tell. Broken off anywhere it repeats: an item has its id of its cause.
 */
export class InboxFollower implements Job {
  readonly name = 'desk-inbox';
  readonly everyMs = EVERY_MS;
  readonly #options: InboxFollowerOptions;
  #lookedAt: Date | null = null;

  constructor(options: InboxFollowerOptions) {
    this.#options = options;
  }

  async run(): Promise<'more' | 'idle'> {
    if (await this.#followLog()) return 'more';
    await this.#followThreads();
    await this.#followDays();
    await this.#lookSearches();
    await this.#followAdmissions();
    await this.#followSignatures();
    await this.#followReminders();
    return 'idle';
  }

  /** Leaves that are not told yet. */
  async behind(): Promise<number> {
    const { projection, cursors } = this.#options;
    return Math.max(0, (await projection.position()) - (await cursors.read(LOG)));
  }

  /** True: there are more leaves. */
  async #followLog(): Promise<boolean> {
    const { cursors, leaves, projection, ofLog, clock } = this.#options;
    const [from, end] = [await cursors.read(LOG), await projection.position()];
    if (from >= end) return false;
    const firstStart = (await cursors.read(FIRST_START)) || end;
    if (from === 0) await cursors.advance(FIRST_START, firstStart);
    const keptFrom = keepingFrom(clock.now());
    const batch = await leaves.list(from, Math.min(end, from + LEAVES_A_RUN));
    let items: NewInboxItem[] = [];
    for (const logged of batch) {
      if (logged.statement.kind === 'member-added') {
        await this.#add(items);
        items = [];
        await this.#noteJoined(logged);
      }
      const isOld = logged.index < firstStart && new Date(logged.statement.issuedAt * 1_000) < keptFrom;
      if (!isOld) items.push(...(await ofLog.itemsOf(logged)));
    }
    await this.#add(items);
    await cursors.advance(LOG, from + batch.length);
    return batch.length > 0 && from + batch.length < end;
  }

  /** What the organization was told before is nothing new to its new member. */
  async #noteJoined(logged: LoggedStatement): Promise<void> {
    const { inbox } = this.#options;
    const event = LoggedEvent.of(logged);
    await inbox.markJoined(
      parseAddress(event.text('key').toLowerCase()),
      parseOrganizationId(event.text('organizationId')),
      await inbox.lastSequence(),
    );
  }

  async #followThreads(): Promise<void> {
    const { cursors, ofRequests, clock } = this.#options;
    const now = clock.now();
    const position = await cursors.read(THREADS);
    const since = position === 0 ? keepingFrom(now) : new Date(position - LATE_MS);
    let isAny = position === 0;
    for await (const items of ofRequests.writtenSince(since)) {
      await this.#add(items);
      isAny ||= items.length > 0;
    }
    if (isAny) await cursors.advance(THREADS, now.getTime());
  }

  async #followAdmissions(): Promise<void> {
    const { cursors, ofAdmissions, clock } = this.#options;
    const now = clock.now();
    const position = await cursors.read(ADMISSIONS);
    const items = await ofAdmissions.askedSince(
      position === 0 ? keepingFrom(now) : new Date(position - LATE_MS),
    );
    if (items === null) return;
    await this.#add(items);
    if (position === 0 || items.length > 0) await cursors.advance(ADMISSIONS, now.getTime());
  }

  async #followSignatures(): Promise<void> {
    const { cursors, ofSignatures, clock } = this.#options;
    const now = clock.now();
    const position = await cursors.read(SIGNATURES);
    const items = await ofSignatures.proposedSince(
      position === 0 ? keepingFrom(now) : new Date(position - LATE_MS),
    );
    await this.#add(items);
    if (position === 0 || items.length > 0) await cursors.advance(SIGNATURES, now.getTime());
  }

  async #followReminders(): Promise<void> {
    const { cursors, ofReminders, clock } = this.#options;
    const now = clock.now();
    const position = await cursors.read(REMINDERS);
    const items = await ofReminders.askedSince(
      position === 0 ? keepingFrom(now) : new Date(position - LATE_MS),
    );
    await this.#add(items);
    if (position === 0 || items.length > 0) await cursors.advance(REMINDERS, now.getTime());
  }

  async #followDays(): Promise<void> {
    const { cursors, ofDays, clock } = this.#options;
    const now = clock.now();
    const today = dayOf(now);
    const position = await cursors.read(DAYS);
    if (position >= today) return;
    const after = position === 0 ? keepingFromDay(today) : position;
    for await (const items of ofDays.endingSoon({ after, today }, now)) await this.#add(items);
    await cursors.advance(DAYS, today);
  }

  /** After publications, and not more often than in ten minutes. */
  async #lookSearches(): Promise<void> {
    const { cursors, projection, ofSearches, clock } = this.#options;
    const now = clock.now();
    if (this.#lookedAt !== null && now.getTime() - this.#lookedAt.getTime() < LOOK_EVERY_MS) return;
    const end = await projection.position();
    if ((await cursors.read(SEARCHES)) >= end) return;
    try {
      for await (const { items, note } of ofSearches.findings(end, now)) {
        await this.#add(items);
        await note();
      }
    } catch (error) {
      // The index is made; the next run asks again.
      if (error instanceof SearchNotReadyError) return;
      throw error;
    }
    this.#lookedAt = now;
    await cursors.advance(SEARCHES, end);
  }

  async #add(items: readonly NewInboxItem[]): Promise<void> {
    const written = items.length === 0 ? 0 : await this.#options.inbox.add(items);
    if (written > 0) this.#options.onAdd?.();
  }
}
