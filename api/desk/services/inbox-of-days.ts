import type { Day } from '@lanran/protocol/kernel/day';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { License } from '../../licensing/domain/license.ts';
import type { LicenseStore } from '../../licensing/ports/license-stores.ts';
import { type DaysPassed, dueDays, endingDays, noticeFor } from '../domain/inbox-days.ts';
import { itemsFor, type NewInboxItem } from '../domain/inbox-item.ts';
import { type DeskRequest, partiesOf } from '../domain/request.ts';
import type { RequestStore } from '../ports/request-store.ts';
import { partyOf } from './inbox-of-requests.ts';
import type { RequestReading, RequestView } from './request-reading.ts';

const READ_AT_ONCE = 200;

export interface InboxOfDaysOptions {
  readonly requests: Pick<RequestStore, 'listDue'>;
  readonly reading: Pick<RequestReading, 'describe'>;
  readonly licenses: Pick<LicenseStore, 'listEnding' | 'findMany'>;
  readonly assets: Pick<AssetStore, 'findMany'>;
}

/** What ends soon. */
export class InboxOfDays {
  readonly #options: InboxOfDaysOptions;

  constructor(options: InboxOfDaysOptions) {
    this.#options = options;
  }

  /** Of days that passed, some at once. */
  async *endingSoon(passed: DaysPassed, at: Date): AsyncGenerator<NewInboxItem[]> {
    for (const day of dueDays(passed)) yield* this.#requestsDue(day, { ...passed, at });
    for (const day of endingDays(passed)) yield* this.#licensesEnding(day, { ...passed, at });
  }

  async *#requestsDue(day: Day, now: DaysPassed & { readonly at: Date }): AsyncGenerator<NewInboxItem[]> {
    const { requests, reading } = this.#options;
    for (let after: string | null = ''; after !== null;) {
      const due: DeskRequest[] = await requests.listDue(day, after, READ_AT_ONCE);
      const open = (await reading.describe(due)).filter(isOpen);
      yield open.flatMap(({ request }) => requestEnds(request, now));
      after = due.length < READ_AT_ONCE ? null : (due.at(-1)?.id ?? null);
    }
  }

  async *#licensesEnding(day: Day, now: DaysPassed & { readonly at: Date }): AsyncGenerator<NewInboxItem[]> {
    const { licenses, assets } = this.#options;
    for (let after: LicenseId | null = null; ;) {
      const ending: License[] = await licenses.listEnding(day, after, READ_AT_ONCE);
      const parents = await licenses.findMany(ending.flatMap(({ terms }) => terms.parent ?? []));
      const found = await assets.findMany([...new Set(ending.map(({ terms }) => terms.assetId))]);
      yield ending
        .filter(({ terms }) => !endedWith(parents, terms))
        .flatMap((license) => {
          const asset = found.find(({ id }) => id === license.terms.assetId);
          return licenseEnds({ ...license, holder: asset?.holder ?? license.holder }, now);
        });
      const last = ending.at(-1);
      if (ending.length < READ_AT_ONCE || last === undefined) return;
      after = last.id;
    }
  }
}

/** Somebody could still agree, or answer. */
function isOpen({ items }: RequestView): boolean {
  return items.some(({ state, terms }) => state === 'ASKED' || (state === 'ANSWERED' && terms !== null));
}

function requestEnds(
  request: DeskRequest,
  { today, at }: Pick<DaysPassed, 'today'> & { readonly at: Date },
): NewInboxItem[] {
  const [assetId = null, ...more] = request.assetIds;
  return itemsFor(
    partiesOf(request).map((role) => partyOf(request, role)),
    {
      kind: 'REQUEST_ENDS',
      cause: `request/${request.id}`,
      at,
      count: request.dueDay - today,
      subject: { requestId: request.id, assetId: more.length === 0 ? assetId : null },
    },
  );
}

function licenseEnds(
  { id, terms, licensee, holder }: License,
  { at, ...passed }: DaysPassed & { readonly at: Date },
): NewInboxItem[] {
  const { lastDay } = terms.wish;
  return itemsFor([licensee, holder], {
    kind: 'LICENSE_ENDS',
    cause: `license/${id}/${noticeFor(lastDay, passed)}`,
    at,
    count: lastDay - passed.today,
    subject: { assetId: terms.assetId, licenseId: id },
  });
}

function endedWith(parents: readonly License[], { origin, parent }: License['terms']): boolean {
  return origin === 'SUBLICENSE' && parents.some(({ id, isRevoked }) => id === parent && isRevoked);
}
