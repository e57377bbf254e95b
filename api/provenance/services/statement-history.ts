import type { Hex } from '@lanran/protocol/kernel/bytes';
import { decodeEvidence } from '@lanran/protocol/log/evidence';
import {
  type AssetId,
  type LogId,
  type OrganizationId,
  parseAssetId,
  type StatementHash,
} from '@lanran/protocol/kernel/ids';
import type { JsonObject } from '@lanran/protocol/kernel/json';
import {
  isKnownKind,
  type AnyKind,
  type Statement,
  type StatementKind,
} from '@lanran/protocol/log/statement';
import { signerOf } from '@lanran/protocol/proofs/verify-log';
import { reasonHashIn, scopeHashIn } from '../domain/acting-organization.ts';
import { type Actor } from '../../platform/kernel/actor.ts';
import type { License } from '../../licensing/domain/license.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import { MAX_PAGE, type Page, type PageRequest, type TimeOrder } from '../../platform/kernel/page.ts';
import { canSeeReserved } from '../../licensing/domain/reserved.ts';
import { reservedFor } from '../../licensing/domain/reserved-statement.ts';
import { detailsOf, reservedDetailsOf } from '../domain/statement-details.ts';
import { isAboutAsset, mayReadStatement } from '../domain/statement-subject.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';
import type { AnchorMark, AnchorStore } from '../../log/ports/anchor-store.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import { StatementActors, type StatementActorsOptions } from './statement-actors.ts';

export interface StatementHistoryOptions extends Omit<StatementActorsOptions, 'accreditor'> {
  readonly logId: LogId;
  readonly leaves: LeafStore;
  readonly anchors: Pick<AnchorStore, 'listMarksAfter'>;
  readonly organizations: Pick<OrganizationStore, 'list'>;
  readonly catalog: Pick<CatalogService, 'findMany'>;
}

/** One statement as its reader may see it. */
export interface HistoryEntry {
  readonly kind: AnyKind;
  readonly statementHash: StatementHash;
  readonly leafIndex: number;
  readonly issuedAt: Date;
  /** The asset it is about; null for other subjects. */
  readonly assetId: AssetId | null;
  /** Whose act it was, where the log says so. */
  readonly organizationId: OrganizationId | null;
  /** What it says (docs/formats.md, "Details"). */
  readonly details: JsonObject;
  /** Null for a reader who may not see it. */
  readonly statement: Statement | null;
  /** Why, of a dispute and its end, a suspension and a taking down. */
  readonly reasonHash: Hex | null;
  /** Of a taking down; null for other statements. */
  readonly scopeHash: Hex | null;
  /** The key that signed; null for what the chain decided, and for a kind that this version doesn't know. */
  readonly signer: Hex | null;
  /** Null for what the chain decided. */
  readonly signature: Hex | null;
  /** Where the chain decided it. */
  readonly transaction: Hex | null;
  /** The first anchor that covers it, which bounds the time it was written; null until anchored. */
  readonly anchor: AnchorMark | null;
}

/** A page of what was stated about an asset. */
export interface AssetHistoryQuestion {
  readonly assetId: AssetId;
  readonly page: PageRequest;
  readonly order: TimeOrder;
}

/** Kinds that name a license as `licenseId` in their details. */
const OF_LICENSES: readonly StatementKind[] = [
  'licensed',
  'license-transferred',
  'license-revoked',
  'version-taken',
  'agreed',
  'used',
];
const MAX_OF_LICENSE = 100;

/** The log as people read it: of one asset, or the whole. */
export class StatementHistory {
  readonly #options: StatementHistoryOptions;

  constructor(options: StatementHistoryOptions) {
    this.#options = options;
  }

  /** A page of one asset's. The caller has made sure that the asset exists for the actor. */
  async pageOfAsset(
    actor: Actor,
    { assetId, page, order }: AssetHistoryQuestion,
  ): Promise<Page<HistoryEntry>> {
    const found = await this.#options.leaves.pageByAsset(assetId, page, order);
    const statements = found.items.map(({ item }) => item);
    const entries = await this.#tell(statements, await this.#reservedFrom(actor, statements));
    return { ...found, items: withItems(found.items, entries) };
  }

  /**
   * What was stated about a license, newest first: how it came about, who has it, which version, what was agreed and how it was
   * used. The caller has made sure that the actor is a party of it.
   */
  async ofLicense({ id, terms }: Pick<License, 'id' | 'terms'>): Promise<HistoryEntry[]> {
    const found = await this.#options.leaves.listByKinds(terms.assetId, OF_LICENSES);
    const entries = await this.#tell(found.filter((logged) => detailsOf(logged)['licenseId'] === id));
    return entries.reverse().slice(0, MAX_OF_LICENSE);
  }

  /** That an organization was admitted, which everybody may read; null while it was not. */
  async admissionOf(organizationId: OrganizationId): Promise<HistoryEntry | null> {
    // A statement about no asset has its subject in the asset's place.
    const subject = parseAssetId(organizationId);
    const [admitted] = await this.#options.leaves.listByKinds(subject, ['organization-admitted']);
    return admitted === undefined ? null : ((await this.#tell([admitted]))[0] ?? null);
  }

  /** A page of the whole log, newest first: of what the actor may not see only kind, time, place and hash. */
  async page(actor: Actor, { first, after }: PageRequest): Promise<Page<HistoryEntry>> {
    const { leaves } = this.#options;
    const size = await leaves.size();
    const end = after === null ? size : parseCursor(after, size);
    const start = Math.max(0, end - first);
    const statements = (await leaves.list(start, end)).reverse();
    const readable = await this.#readableBy(actor, statements);
    const told = await this.#tell(readable, await this.#reservedFrom(actor, readable));
    const entries = new Map(told.map((entry) => [entry.leafIndex, entry]));
    const hidden = statements.filter(({ index }) => !entries.has(index));
    for (const entry of await this.#hide(hidden)) entries.set(entry.leafIndex, entry);
    return {
      items: statements.flatMap(({ index }) => {
        const item = entries.get(index);
        return item === undefined ? [] : [{ item, cursor: String(index) }];
      }),
      hasNextPage: start > 0,
      totalCount: size,
    };
  }

  /** One statement by its hash, as `page` shows it; null when the log has none. */
  async find(actor: Actor, hash: StatementHash): Promise<HistoryEntry | null> {
    const logged = await this.#options.leaves.findByStatementHash(hash);
    if (logged === null) return null;
    const readable = await this.#readableBy(actor, [logged]);
    const [entry] =
      readable.length > 0
        ? await this.#tell(readable, await this.#reservedFrom(actor, readable))
        : await this.#hide([logged]);
    return entry ?? null;
  }

  async #readableBy(actor: Actor, statements: readonly LoggedStatement[]): Promise<LoggedStatement[]> {
    const ids = [...new Set(statements.filter(isAboutAsset).map(assetIdOf))];
    const assets = await this.#options.catalog.findMany(actor, ids);
    const visible = new Set(assets.flatMap((asset) => asset?.id ?? []));
    return statements.filter((logged) =>
      isAboutAsset(logged) ? visible.has(assetIdOf(logged)) : mayReadStatement(actor, logged),
    );
  }

  /** Those about what is reserved for organizations, which the actor may not see. */
  async #reservedFrom(
    actor: Actor,
    statements: readonly LoggedStatement[],
  ): Promise<ReadonlySet<LoggedStatement>> {
    const reserved = statements.filter((logged) => reservedFor(logged).length > 0);
    const ids = [...new Set(reserved.map(assetIdOf))];
    const assets = await this.#options.catalog.findMany(actor, ids);
    const byId = new Map(assets.flatMap((asset) => (asset == null ? [] : [[asset.id, asset]])));
    return new Set(
      reserved.filter((logged) => {
        const asset = byId.get(assetIdOf(logged));
        return (
          asset === undefined || !reservedFor(logged).some((party) => canSeeReserved(actor, asset, party))
        );
      }),
    );
  }

  async #tell(
    statements: readonly LoggedStatement[],
    reserved: ReadonlySet<LoggedStatement> = new Set(),
  ): Promise<HistoryEntry[]> {
    const accreditor = await this.#findAccreditor();
    const actors = await new StatementActors({ ...this.#options, accreditor }).of(statements);
    const details = statements.map((logged) =>
      reserved.has(logged) ? reservedDetailsOf(logged) : detailsOf(logged),
    );
    return this.#entries(statements, { actors, details });
  }

  async #entries(
    statements: readonly LoggedStatement[],
    { actors, details }: { actors: readonly (OrganizationId | null)[]; details: readonly JsonObject[] },
  ): Promise<HistoryEntry[]> {
    const anchors = await this.#anchorsOf(statements);
    return statements.map((logged, at): HistoryEntry => {
      const { statement, index } = logged;
      const evidence = decodeEvidence(logged.evidence);
      return {
        ...outlineOf(logged),
        assetId: isAboutAsset(logged) ? assetIdOf(logged) : null,
        organizationId: actors[at] ?? null,
        details: details[at] ?? {},
        statement,
        reasonHash: reasonHashIn(logged),
        scopeHash: scopeHashIn(logged),
        signer: isKnownKind(statement.kind)
          ? signerOf({ statement, evidence, logId: this.#options.logId })
          : null,
        signature: evidence.type === 'chain-event' ? null : evidence.signature,
        transaction: evidence.type === 'chain-event' ? evidence.transactionHash : null,
        anchor: anchors.get(index) ?? null,
      };
    });
  }

  async #hide(statements: readonly LoggedStatement[]): Promise<HistoryEntry[]> {
    const anchors = await this.#anchorsOf(statements);
    return statements.map((logged) => ({
      ...outlineOf(logged),
      assetId: null,
      organizationId: null,
      details: {},
      statement: null,
      reasonHash: null,
      scopeHash: null,
      signer: null,
      signature: null,
      transaction: null,
      anchor: anchors.get(logged.index) ?? null,
    }));
  }

  /** The first anchor that covers each leaf, by its index: one read for every stretch of leaves, not for every leaf. */
  async #anchorsOf(statements: readonly LoggedStatement[]): Promise<Map<number, AnchorMark>> {
    const covering = new Map<number, AnchorMark>();
    const waiting = statements.map(({ index }) => index).sort((left, right) => left - right);
    let marks: AnchorMark[] = [];
    for (const index of waiting) {
      let mark = marks.find(({ size }) => size > index);
      if (mark === undefined) {
        marks = await this.#options.anchors.listMarksAfter(index, waiting.length);
        mark = marks[0];
      }
      if (mark === undefined) break;
      covering.set(index, mark);
    }
    return covering;
  }

  /** Events name its key's role alone; where two are admitted nobody can say whose act it was. */
  async #findAccreditor(): Promise<OrganizationId | null> {
    const { items } = await this.#options.organizations.list('ACCREDITOR', { first: MAX_PAGE, after: null });
    const admitted = items.map(({ item }) => item).filter(({ isAdmitted }) => isAdmitted);
    return admitted.length === 1 ? (admitted[0]?.id ?? null) : null;
  }
}

function outlineOf({ statement, statementHash, index }: LoggedStatement) {
  const issuedAt = new Date(statement.issuedAt * 1000);
  return { kind: statement.kind, statementHash, leafIndex: index, issuedAt };
}

function assetIdOf({ statement }: LoggedStatement): AssetId {
  return parseAssetId(statement.assetId);
}

function withItems<T, N>(items: Page<T>['items'], entries: readonly N[]): Page<N>['items'] {
  return items.flatMap(({ cursor }, at) => {
    const item = entries[at];
    return item === undefined ? [] : [{ item, cursor }];
  });
}

function parseCursor(after: string, size: number): number {
  const index = /^\d{1,15}$/.test(after) ? Number(after) : size + 1;
  if (index > size)
    throw new BadInputError('after', 'is not a cursor of this list. Take one from `pageInfo.endCursor`.');
  return index;
}
