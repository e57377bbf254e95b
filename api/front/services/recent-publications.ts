import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Asset } from '../../assets/domain/asset.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { Holdings } from './holdings.ts';
import type { Actor } from '../../platform/kernel/actor.ts';

const DAY_MS = 86_400_000;
/** Of one day's publications, shown with their pictures. */
const MAX_SHOWN = 4;
/** Holders that are looked at: those with the most assets. */
const MAX_HOLDERS = 100;

/** What a holder published on one day (UTC): an import of thousands is one of these, as is a single asset. */
export interface DayOfPublications {
  readonly holder: OrganizationId;
  readonly publishedAt: Date;
  readonly count: number;
  /** The newest, at least one. */
  readonly assets: readonly Asset[];
}

export interface RecentPublicationsOptions {
  readonly catalog: Pick<CatalogService, 'newest' | 'countPublished'>;
  readonly holdings: Pick<Holdings, 'count'>;
}

/** What was published last, by holder and day, so that no import fills the first page. */
export class RecentPublications {
  readonly #catalog: RecentPublicationsOptions['catalog'];
  readonly #holdings: RecentPublicationsOptions['holdings'];

  constructor({ catalog, holdings }: RecentPublicationsOptions) {
    this.#catalog = catalog;
    this.#holdings = holdings;
  }

  /** Of what exists for the actor; the newest first. */
  async list(actor: Actor, first: number): Promise<DayOfPublications[]> {
    const holders = [...(await this.#holdings.count(actor, 'INSTITUTION')).keys()];
    const waiting = (
      await Promise.all(holders.slice(0, MAX_HOLDERS).map((holder) => this.#newestOf(actor, holder)))
    ).filter((newest) => newest !== null);
    const days: DayOfPublications[] = [];
    while (days.length < first) {
      const next = takeNewest(waiting);
      if (next === null) break;
      const [newest] = next;
      if (newest === undefined) continue;
      const from = dayOf(newest.publishedAt);
      const before = new Date(from.getTime() + DAY_MS);
      const filter = { holder: newest.holder };
      const [count, earlier] = await Promise.all([
        this.#catalog.countPublished(actor, { filter, from, before }),
        this.#newestOf(actor, newest.holder, from),
      ]);
      const assets = next.filter(({ publishedAt }) => publishedAt >= from);
      days.push({ holder: newest.holder, publishedAt: newest.publishedAt, count, assets });
      if (earlier !== null) waiting.push(earlier);
    }
    return days;
  }

  async #newestOf(actor: Actor, holder: OrganizationId, before?: Date): Promise<readonly Asset[] | null> {
    const publishedBefore = before === undefined ? {} : { publishedBefore: before };
    const found = await this.#catalog.newest(actor, {
      filter: { holder },
      first: MAX_SHOWN,
      ...publishedBefore,
    });
    return found.length === 0 ? null : found;
  }
}

/** Takes the list out whose first asset is the newest. */
function takeNewest(waiting: (readonly Asset[])[]): readonly Asset[] | null {
  if (waiting.length === 0) return null;
  const indexOf = (assets: readonly Asset[] | undefined) => assets?.[0]?.publishedIndex ?? -1;
  const at = waiting.reduce(
    (best, assets, place) => (indexOf(assets) > indexOf(waiting[best]) ? place : best),
    0,
  );
  return waiting.splice(at, 1)[0] ?? null;
}

function dayOf(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / DAY_MS) * DAY_MS);
}
