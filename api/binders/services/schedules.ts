import { nameFolders } from '@lanran/protocol/binders/folders';
import type { Schedule, ScheduleParty, ScheduleRow } from '@lanran/protocol/binders/schedule';
import { type Day, formatDay, todayOf } from '@lanran/protocol/kernel/day';
import type { AssetId, LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { inParallel } from '@lanran/protocol/kernel/in-parallel';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import type { Asset } from '../../assets/domain/asset.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { Bill } from '../../billing/domain/invoice.ts';
import type { BillingService } from '../../billing/services/billing.ts';
import type { AssetListsService } from '../../desk/services/asset-lists.ts';
import type { License } from '../../licensing/domain/license.ts';
import type { LicenseStore } from '../../licensing/ports/license-stores.ts';
import type { LicenseVersions } from '../../licensing/services/license-versions.ts';
import type { ReasonStore } from '../../log/ports/reason-store.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { NumberedThings } from '../../papers/services/numbered-things.ts';
import { type Actor, membershipIn, requireMember } from '../../platform/kernel/actor.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import { ConflictError, NotFoundError } from '../../platform/kernel/errors.ts';

export interface SchedulesOptions {
  readonly lists: Pick<AssetListsService, 'get' | 'seenItems'>;
  readonly billing: Pick<BillingService, 'bill'>;
  readonly numbered: Pick<NumberedThings, 'billId'>;
  readonly licenses: Pick<LicenseStore, 'findMany' | 'listHeld'>;
  readonly licenseVersions: Pick<LicenseVersions, 'soldOf'>;
  readonly assets: Pick<AssetStore, 'findMany'>;
  readonly organizations: Pick<OrganizationStore, 'findMany'>;
  readonly reasons: Pick<ReasonStore, 'findMany'>;
  readonly publicUrl: () => URL;
  readonly clock: Clock;
}

/** A schedule, and what makes a binder of it. */
export interface FoundSchedule {
  readonly schedule: Schedule;
  readonly licensee: OrganizationId;
  /** By the folders of the schedule’s rows. */
  readonly licenses: ReadonlyMap<string, License>;
  /** Page of the list or order. */
  readonly address: URL;
}

const ASKED_AT_ONCE = 16;
const LIST_ID = /^[0-9a-f]{32}$/;

/** Which licenses an organization has of a list’s or an order’s assets. */
export class Schedules {
  readonly #options: SchedulesOptions;

  constructor(options: SchedulesOptions) {
    this.#options = options;
  }

  /**
   * Of a list by its id, or of an order by its id or number; `template` names the folders.
   * @throws SignInRequiredError; NotFoundError; ConflictError when there is no license, or licenses of several licensees
   */
  async find(actor: Actor, name: string, template: string): Promise<FoundSchedule> {
    const { publicUrl } = this.#options;
    requireMember(actor);
    const subject = LIST_ID.test(name) ? await this.#ofList(actor, name) : await this.#ofOrder(actor, name);
    const [first] = subject.licenses;
    if (first === undefined)
      throw new ConflictError(`${subject.title} has no asset that you hold a license of. Buy one first.`);
    if (subject.licenses.some(({ licensee }) => licensee !== first.licensee))
      throw new ConflictError('Licenses of several of your organizations are not put into one binder.');
    const rows = await this.#rowsOf(subject.licenses, template);
    const byId = new Map(subject.licenses.map((license) => [license.id, license]));
    return {
      licensee: first.licensee,
      address: new URL(subject.path, publicUrl()),
      schedule: {
        title: subject.title,
        madeAt: this.#options.clock.now().toISOString(),
        platform: publicUrl().host,
        rows,
        unlicensed: await this.#unlicensed(subject),
      },
      licenses: new Map(
        rows.flatMap(({ folder, licenseId }) => {
          const license = byId.get(licenseId);
          return folder === null || license === undefined ? [] : [[folder, license] as const];
        }),
      ),
    };
  }

  async #ofList(actor: Actor, id: string): Promise<Subject> {
    const { lists, licenses } = this.#options;
    const { memberships } = requireMember(actor);
    const list = await lists.get(actor, id);
    const owners = memberships.map(({ organizationId }) => organizationId);
    const held: License[][] = [];
    await inParallel([...list.items.entries()], ASKED_AT_ONCE, async ([at, { assetId }]) => {
      held[at] = this.#current(await licenses.listHeld(owners, assetId));
    });
    const seen = await lists.seenItems(actor, list);
    return {
      title: list.isFavorites ? 'Favorites' : list.title,
      path: `/lists/${id}`,
      assetIds: seen.map(({ assetId }) => assetId),
      licenses: held.flat(),
    };
  }

  async #ofOrder(actor: Actor, name: string): Promise<Subject> {
    const { billing, numbered, licenses } = this.#options;
    const bill = await billing.bill(actor, await numbered.billId(actor, name));
    if (membershipIn(actor, bill.licensee) === null) throw new NotFoundError(`Order ${name}`);
    const lines = linesOf(bill);
    const found = await licenses.findMany(lines.map(({ orderId }) => orderId));
    const byId = new Map(found.map((license) => [license.id, license]));
    return {
      title: bill.title === '' ? `Order ${bill.number}` : bill.title,
      path: `/orders/${bill.id}`,
      assetIds: lines.map(({ assetId }) => assetId),
      licenses: lines.flatMap(({ orderId }) => byId.get(orderId) ?? []),
    };
  }

  /** Those that are not over, also revoked ones; where all are over, the one that ended last. */
  #current(held: readonly License[]): License[] {
    const today = this.#today();
    const sorted = held.toSorted((one, other) => one.terms.wish.lastDay - other.terms.wish.lastDay);
    const standing = sorted.filter(({ terms }) => terms.wish.lastDay >= today);
    return standing.length > 0 ? standing : sorted.slice(-1);
  }

  async #rowsOf(licenses: readonly License[], template: string): Promise<ScheduleRow[]> {
    const assets = await this.#assetsOf(licenses.map(({ terms }) => terms.assetId));
    const named = await this.#parties([
      ...licenses.map(({ holder }) => holder),
      ...[...assets.values()].flatMap(({ community }) => community ?? []),
    ]);
    const reasons = await this.#reasonsOf(licenses);
    const rows: ScheduleRow[] = [];
    for (const license of licenses) {
      const { terms, revocation } = license;
      const sold = (await this.#options.licenseVersions.soldOf(license))?.metadata;
      const asset = assets.get(terms.assetId);
      rows.push({
        licenseId: license.id,
        number: shortNumberOf(license.id),
        identifier: sold?.identifier ?? asset?.metadata.identifier ?? null,
        title: sold?.title ?? {},
        asset: shortNumberOf(terms.assetId),
        holder: partyIn(named, license.holder),
        community: asset?.community == null ? null : partyIn(named, asset.community),
        terms,
        creditLine: sold?.creditLine ?? null,
        ended:
          revocation === null
            ? null
            : {
                revokedAt: revocation.at.toISOString(),
                reason: reasons.get(revocation.reasonHash) ?? null,
              },
        folder: null,
      });
    }
    const names = nameFolders(rows, template);
    return rows.map((row, at) => {
      if (row.terms.wish.lastDay < this.#today())
        return { ...row, absent: `the license ended on ${formatDay(row.terms.wish.lastDay)}` };
      return row.ended === null && licenses[at]?.isRevoked === false
        ? { ...row, folder: names[at] ?? null }
        : row;
    });
  }

  #today(): Day {
    return todayOf(Math.floor(this.#options.clock.now().getTime() / 1000));
  }

  async #unlicensed({ assetIds, licenses }: Subject): Promise<Schedule['unlicensed']> {
    const licensed = new Set(licenses.map(({ terms }) => terms.assetId));
    const found = await this.#assetsOf(assetIds.filter((id) => !licensed.has(id)));
    return [...found.values()].map(({ id, metadata }) => ({
      identifier: metadata.identifier ?? null,
      title: metadata.title,
      asset: shortNumberOf(id),
    }));
  }

  async #assetsOf(ids: readonly AssetId[]): Promise<Map<AssetId, Asset>> {
    const found = await this.#options.assets.findMany([...new Set(ids)]);
    return new Map(found.map((asset) => [asset.id, asset]));
  }

  async #parties(ids: readonly OrganizationId[]): Promise<ReadonlyMap<OrganizationId, ScheduleParty>> {
    const found = await this.#options.organizations.findMany([...new Set(ids)]);
    return new Map(found.map(({ id, slug, name }) => [id, { slug, name }]));
  }

  async #reasonsOf(licenses: readonly License[]): Promise<ReadonlyMap<string, string>> {
    const hashes = licenses.flatMap(({ revocation }) => revocation?.reasonHash ?? []);
    const found = await this.#options.reasons.findMany(hashes);
    return new Map(found.map(({ hash, text }) => [hash, text]));
  }
}

interface Subject {
  readonly title: string;
  readonly path: string;
  /** That exist for the reader. */
  readonly assetIds: readonly AssetId[];
  readonly licenses: readonly License[];
}

function linesOf({ invoices }: Bill): { readonly orderId: LicenseId; readonly assetId: AssetId }[] {
  return invoices.flatMap(({ lines }) => lines.filter(({ state }) => state !== 'CANCELED'));
}

function partyIn(named: ReadonlyMap<OrganizationId, ScheduleParty>, id: OrganizationId): ScheduleParty {
  const found = named.get(id);
  if (found === undefined) throw new NotFoundError(`Organization ${id}`);
  return found;
}
