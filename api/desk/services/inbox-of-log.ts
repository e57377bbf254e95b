import { parseBytes32 } from '@lanran/protocol/kernel/bytes';
import { parseAssetId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import type { StatementKind } from '@lanran/protocol/log/statement';
import { isKnownKind } from '@lanran/protocol/log/statement';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { CollectionConsentStore } from '../../consent/ports/collection-stores.ts';
import { sharesOf } from '../../licensing/domain/earning.ts';
import { organizationOrNull } from '../../licensing/domain/logged-offer.ts';
import { checkLicense } from '../../licensing/domain/license-check.ts';
import type { License } from '../../licensing/domain/license.ts';
import type { LicenseStore } from '../../licensing/ports/license-stores.ts';
import { LoggedEvent } from '../../log/domain/logged-event.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import { MAX_PAGE, type PageRequest } from '../../platform/kernel/page.ts';
import type { InboxRecipient } from '../domain/inbox-item.ts';
import { itemsFor, type NewInboxItem } from '../domain/inbox-item.ts';
import { dayOf } from '../domain/request-state.ts';

export interface InboxOfLogOptions {
  readonly assets: Pick<AssetStore, 'find'>;
  readonly licenses: Pick<LicenseStore, 'find' | 'findMany' | 'list'>;
  readonly collectionConsents: Pick<CollectionConsentStore, 'find'>;
  readonly clock: Clock;
}

type Tell = (logged: LoggedStatement) => Promise<NewInboxItem[]>;

/** What a statement of the log tells, and whom. The read models show it already. */
export class InboxOfLog {
  readonly #options: InboxOfLogOptions;
  readonly #tellers: Readonly<Partial<Record<StatementKind, Tell>>> = {
    offered: (logged) => this.#ofOffered(logged),
    licensed: (logged) => this.#ofLicensed(logged),
    'license-revoked': (logged) => this.#ofRevoked(logged),
    revised: (logged) => this.#ofRevised(logged),
    'taken-down': (logged) => this.#ofTakenDown(logged),
    disputed: (logged) => this.#ofDisputed(logged),
    'consent-withdrawn': (logged) => this.#ofConsentWithdrawn(logged),
    'use-consent-withdrawn': (logged) => this.#ofUseConsentWithdrawn(logged),
    'collection-consent-withdrawn': (logged) => this.#ofCollectionConsentWithdrawn(logged),
  };

  constructor(options: InboxOfLogOptions) {
    this.#options = options;
  }

  async itemsOf(logged: LoggedStatement): Promise<NewInboxItem[]> {
    const { kind } = logged.statement;
    return isKnownKind(kind) ? ((await this.#tellers[kind]?.(logged)) ?? []) : [];
  }

  /** What everybody may take is told to nobody. */
  async #ofOffered(logged: LoggedStatement): Promise<NewInboxItem[]> {
    const event = LoggedEvent.of(logged);
    return itemsFor([organizationOrNull(event.struct('terms').text('licensee'))], {
      ...noticeOf(logged),
      kind: 'OFFERED',
      by: parseOrganizationId(event.text('holder')),
      subject: { assetId: parseAssetId(event.text('assetId')) },
    });
  }

  async #ofLicensed(logged: LoggedStatement): Promise<NewInboxItem[]> {
    const license = await this.#options.licenses.find(LoggedEvent.of(logged).licenseId('licenseId'));
    if (license === null) return [];
    const { id, terms, holder } = license;
    const asset = await this.#options.assets.find(terms.assetId);
    const community = asset?.community ?? null;
    const told = {
      ...noticeOf(logged),
      by: terms.licensee,
      subject: { assetId: terms.assetId, licenseId: id },
    };
    const earned = sharesOf(terms, { holder, community }).some(
      ({ organizationId }) => organizationId === community,
    );
    return [
      ...itemsFor([holder, community], { ...told, kind: 'BOUGHT' }),
      ...(earned ? itemsFor([community], { ...told, kind: 'SHARE_EARNED' }) : []),
    ];
  }

  /** The event does not say who ended it. Parts of a license end with it; each licensee is told of its own. */
  async #ofRevoked(logged: LoggedStatement): Promise<NewInboxItem[]> {
    const license = await this.#options.licenses.find(LoggedEvent.of(logged).licenseId('licenseId'));
    if (license === null) return [];
    const asset = await this.#options.assets.find(license.terms.assetId);
    const parts = await this.#listAll((page) =>
      this.#options.licenses.list({ grantedUnder: [license.id] }, page),
    );
    const tell = ({ id, terms }: License, recipients: readonly (InboxRecipient | null)[]) =>
      itemsFor(recipients, {
        ...noticeOf(logged, id),
        kind: 'LICENSE_REVOKED',
        subject: { assetId: terms.assetId, licenseId: id },
      });
    return [
      ...tell(license, [license.licensee, asset?.holder ?? license.holder, asset?.community ?? null]),
      ...parts.filter(({ isRevoked }) => !isRevoked).flatMap((part) => tell(part, [part.licensee])),
    ];
  }

  async #ofRevised(logged: LoggedStatement): Promise<NewInboxItem[]> {
    const asset = await this.#options.assets.find(parseAssetId(logged.statement.assetId));
    if (asset === null) return [];
    return itemsFor([...(await this.#licenseesOf(asset.id)), asset.community], {
      ...noticeOf(logged),
      kind: 'ASSET_REVISED',
      by: logged.openings?.organizationId ?? asset.holder,
      subject: { assetId: asset.id },
    });
  }

  async #ofTakenDown(logged: LoggedStatement): Promise<NewInboxItem[]> {
    const event = LoggedEvent.of(logged);
    const asset = await this.#options.assets.find(parseAssetId(event.text('assetId')));
    if (asset === null) return [];
    return itemsFor([asset.holder, asset.community, ...(await this.#licenseesOf(asset.id))], {
      ...noticeOf(logged),
      kind: 'ASSET_TAKEN_DOWN',
      by: parseOrganizationId(event.text('organizationId')),
      subject: { assetId: asset.id },
    });
  }

  async #ofDisputed(logged: LoggedStatement): Promise<NewInboxItem[]> {
    const event = LoggedEvent.of(logged);
    const asset = await this.#options.assets.find(parseAssetId(event.text('assetId')));
    if (asset === null) return [];
    return itemsFor([asset.holder, asset.community], {
      ...noticeOf(logged),
      kind: 'DISPUTED',
      by: parseOrganizationId(event.text('organizationId')),
      subject: { assetId: asset.id },
    });
  }

  /** What was sold under it stays sold: no licensee is touched. */
  async #ofConsentWithdrawn(logged: LoggedStatement): Promise<NewInboxItem[]> {
    return this.#ofWithdrawal(logged, []);
  }

  /** Its licensee has bought nothing by it yet. */
  async #ofUseConsentWithdrawn(logged: LoggedStatement): Promise<NewInboxItem[]> {
    return this.#ofWithdrawal(logged, [parseOrganizationId(LoggedEvent.of(logged).text('licensee'))]);
  }

  async #ofWithdrawal(logged: LoggedStatement, others: readonly InboxRecipient[]): Promise<NewInboxItem[]> {
    const asset = await this.#options.assets.find(parseAssetId(logged.statement.assetId));
    if (asset === null) return [];
    return itemsFor([asset.holder, ...others], {
      ...noticeOf(logged),
      kind: 'CONSENT_WITHDRAWN',
      by: asset.community,
      subject: { assetId: asset.id },
    });
  }

  async #ofCollectionConsentWithdrawn(logged: LoggedStatement): Promise<NewInboxItem[]> {
    const event = LoggedEvent.of(logged);
    const community = parseOrganizationId(event.text('community'));
    const root = parseBytes32(event.text('root'), 'root');
    const consent = await this.#options.collectionConsents.find({ community, root });
    if (consent === null) return [];
    return itemsFor([consent.holder], {
      ...noticeOf(logged),
      kind: 'CONSENT_WITHDRAWN',
      by: community,
      subject: {},
    });
  }

  /** Of licenses that are not over, also of those whose first day is to come. */
  async #licenseesOf(assetId: License['terms']['assetId']): Promise<InboxRecipient[]> {
    const { licenses, clock } = this.#options;
    const sold = await this.#listAll((page) => licenses.list({ assetId }, page));
    const parents = await licenses.findMany(sold.flatMap(({ terms }) => terms.parent ?? []));
    const today = dayOf(clock.now());
    return sold.flatMap((license) => {
      const { origin, parent } = license.terms;
      const grantedUnder = origin === 'SUBLICENSE' ? parents.find(({ id }) => id === parent) : undefined;
      const { state } = checkLicense(license, grantedUnder ?? null, today);
      return state === 'LIVE' || state === 'UPCOMING' ? [license.licensee] : [];
    });
  }

  async #listAll(list: (page: PageRequest) => ReturnType<LicenseStore['list']>): Promise<License[]> {
    const all: License[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<LicenseStore['list']>> = await list({ first: MAX_PAGE, after });
      all.push(...page.items.map(({ item }) => item));
      after = page.hasNextPage ? (page.items.at(-1)?.cursor ?? null) : null;
    } while (after !== null);
    return all;
  }
}

function noticeOf({ index, statement }: LoggedStatement, part: string = '') {
  return {
    cause: part === '' ? `leaf/${index}` : `leaf/${index}/${part}`,
    at: new Date(statement.issuedAt * 1_000),
  };
}
