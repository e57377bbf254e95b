import type { Hex } from '@lanran/protocol/kernel/bytes';
import { todayOf } from '@lanran/protocol/kernel/day';
import { fieldValue } from '@lanran/protocol/log/body';
import type { AssetId, StatementHash } from '@lanran/protocol/kernel/ids';
import { isWholeAsset, scopeHashOf, type TakeDownScope } from '@lanran/protocol/assets/take-down';
import { type Actor, canActFor } from '../../platform/kernel/actor.ts';
import type { Asset } from '../../assets/domain/asset.ts';
import { VERSION_KINDS, versionIn } from '../../assets/domain/asset-version.ts';
import type { Backup } from '../../operations/domain/backup.ts';
import {
  BadInputError,
  ConflictError,
  ForbiddenError,
  SignInRequiredError,
  TakeDownLeavesLicensesError,
} from '../../platform/kernel/errors.ts';
import type { License } from '../../licensing/domain/license.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import { MAX_PAGE } from '../../platform/kernel/page.ts';
import {
  concernsVersion,
  coversPart,
  erasedFieldsOf,
  type ScopeThen,
  type TakeDown,
} from '../../assets/domain/take-down.ts';
import type { BackupShelf } from '../../operations/ports/backup-shelf.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { LicenseStore } from '../../licensing/ports/license-stores.ts';
import type { IndexedFile, ManifestStore } from '../../assets/ports/manifest-store.ts';
import type { TakeDownStore } from '../../assets/ports/take-down-store.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { ManifestOwners } from './manifest-owners.ts';
import type { ReasonsService } from '../../assets/services/reasons.ts';
import type { TakeDownScopes } from './take-down-scopes.ts';

export interface TakeDownPlansOptions {
  readonly catalog: Pick<CatalogService, 'get'>;
  readonly leaves: Pick<LeafStore, 'listByKinds'>;
  readonly manifests: Pick<ManifestStore, 'list' | 'listByContents'>;
  readonly owners: Pick<ManifestOwners, 'keeping'>;
  readonly licenses: Pick<LicenseStore, 'list'>;
  readonly takeDowns: Pick<TakeDownStore, 'listByAssets'>;
  readonly scopes: Pick<TakeDownScopes, 'keep'>;
  readonly reasons: Pick<ReasonsService, 'state'>;
  /** Null where the platform knows no backups. */
  readonly shelf: Pick<BackupShelf, 'list'> | null;
  readonly clock: Clock;
}

/** What a take-down would erase, and what it would leave. */
export interface TakeDownPlan {
  readonly scopeHash: Hex;
  /** Numbers of the versions that have something in the scope. */
  readonly versions: readonly number[];
  /** Contents that go, and their bytes. */
  readonly files: number;
  readonly bytes: number;
  /** Contents that stay, since another file, version or asset has them. */
  readonly keptElsewhere: number;
  /** Names of the fields that go. */
  readonly fields: readonly string[];
  /** Live ones that would lose files. */
  readonly licenses: readonly License[];
  /** That hold it still afterwards, the oldest first. */
  readonly backups: readonly Backup[];
}

export interface TakeDownOrder {
  readonly assetId: AssetId;
  readonly scope: TakeDownScope;
  readonly reason: string;
  /** Whoever takes it down knows of the licenses that lose files. */
  readonly despiteLicenses: boolean;
}

interface ScopeContents {
  /** Distinct contents in the scope, by their SHA-256. */
  readonly files: Map<string, IndexedFile>;
  /** Those that something outside of the scope has too. */
  readonly kept: Set<string>;
  /** Statements of the versions that lose a file. */
  readonly losing: Set<StatementHash>;
}

const FILES_AT_ONCE = 500;
const MOST_PLACES = 10_000;

/** Says before a take-down what it will do, and keeps the words of who does it. */
export class TakeDownPlans {
  readonly #options: TakeDownPlansOptions;

  constructor(options: TakeDownPlansOptions) {
    this.#options = options;
  }

  /**
   * For those who may take it down: members of the holder and of the community.
   * @throws SignInRequiredError, NotFoundError, ForbiddenError, BadInputError for a part that it has not, ConflictError for one that
   * was taken down already
   */
  async plan(actor: Actor, assetId: AssetId, scope: TakeDownScope): Promise<TakeDownPlan> {
    const asset = await this.#requireItsPeople(actor, assetId);
    await this.#requireNew(assetId, scope);
    const leaves = await this.#options.leaves.listByKinds(assetId, VERSION_KINDS);
    const then = { scope, lastVersion: asset.version };
    const concerned = leaves.filter((leaf) => concernsVersion(then, versionIn(leaf).version));
    requireVersion(scope, leaves);
    const { files, kept, losing } = await this.#contentsOf(concerned, then);
    const fields = fieldsIn(concerned, scope);
    requirePart(scope, { files: files.size, fields: fields.length });
    const going = [...files.values()].filter(({ sha256 }) => !kept.has(sha256));
    return {
      scopeHash: scopeHashOf(scope),
      versions: concerned.map((leaf) => versionIn(leaf).version),
      files: going.length,
      bytes: going.reduce((sum, { bytes }) => sum + bytes, 0),
      keptElsewhere: files.size - going.length,
      fields,
      licenses: await this.#liveLicensesOf(asset, losing),
      backups: await this.backupsUntil(this.#options.clock.now(), asset),
    };
  }

  /**
   * Keeps scope and reason, which the contract is given the hashes of, before the act.
   * @throws as `plan`; TakeDownLeavesLicensesError
   */
  async state(
    actor: Actor,
    { assetId, scope, reason, despiteLicenses }: TakeDownOrder,
  ): Promise<{ readonly scopeHash: Hex; readonly reasonHash: Hex; readonly plan: TakeDownPlan }> {
    const plan = await this.plan(actor, assetId, scope);
    if (plan.licenses.length > 0 && !despiteLicenses)
      throw new TakeDownLeavesLicensesError(plan.licenses.map(({ id }) => id));
    const reasonHash = await this.#options.reasons.state(actor, reason);
    if (actor.kind === 'member' && !isWholeAsset(scope))
      await this.#options.scopes.keep(scope, actor.address);
    return { scopeHash: plan.scopeHash, reasonHash, plan };
  }

  /**
   * Keeps the scope of an act that was made elsewhere: it is recognized by its hash. Then it is erased.
   * @throws as `plan`; BadInputError for a scope that no take-down of the asset waits for
   */
  async stateScope(actor: Actor, assetId: AssetId, scope: TakeDownScope): Promise<TakeDown> {
    const { takeDowns, scopes } = this.#options;
    await this.#requireItsPeople(actor, assetId);
    const scopeHash = scopeHashOf(scope);
    const known = await takeDowns.listByAssets([assetId]);
    const waiting = known.find((each) => each.scopeHash === scopeHash && each.scope === null);
    if (waiting === undefined)
      throw new BadInputError('scope', `is not what a take-down of asset ${assetId} waits for.`);
    if (actor.kind === 'member') await scopes.keep(scope, actor.address);
    return { ...waiting, scope };
  }

  /** Backups of the time between an asset's publication and its erasure hold it still; the oldest first. */
  async backupsUntil(until: Date, { publishedAt }: Pick<Asset, 'publishedAt'>): Promise<Backup[]> {
    const all = (await this.#options.shelf?.list()) ?? [];
    const holding = all.filter(
      ({ createdAt, state }) => state !== 'FAILED' && createdAt >= publishedAt && createdAt <= until,
    );
    return holding.sort((left, right) => left.createdAt.getTime() - right.createdAt.getTime());
  }

  async #requireItsPeople(actor: Actor, assetId: AssetId): Promise<Asset> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const asset = await this.#options.catalog.get(actor, assetId);
    const isTheirs =
      canActFor(actor, asset.holder) || (asset.community !== null && canActFor(actor, asset.community));
    if (isTheirs) return asset;
    throw new ForbiddenError(
      `Asset ${assetId} is taken down by an editor of its holder or by the council of its community. Tell one of them.`,
    );
  }

  async #requireNew(assetId: AssetId, scope: TakeDownScope): Promise<void> {
    const scopeHash = scopeHashOf(scope);
    const known = await this.#options.takeDowns.listByAssets([assetId]);
    const same = known.find((each) => each.scopeHash === scopeHash);
    if (same === undefined) return;
    throw new ConflictError(
      `This was taken down on ${same.takenDownAt.toISOString().slice(0, 10)} already (leaf ${same.leafIndex}).`,
    );
  }

  /** What a scope has of the versions. */
  async #contentsOf(leaves: readonly LoggedStatement[], then: ScopeThen): Promise<ScopeContents> {
    const { manifests, owners } = this.#options;
    const versions = leaves.map(versionIn);
    const versionOfRoot = new Map(versions.map(({ version, filesField }) => [filesField.root, version]));
    const files = new Map<string, IndexedFile>();
    const kept = new Set<string>();
    const losing = new Set<StatementHash>();
    for (const { version, filesField, statementHash } of versions)
      for (let from = 0; from < filesField.count; from += FILES_AT_ONCE) {
        const page = await manifests.list(filesField.root, from, from + FILES_AT_ONCE);
        const covered = page.filter(({ path }) => coversPart(then, { version, path }));
        for (const file of covered) files.set(file.sha256, file);
        if (covered.length > 0) losing.add(statementHash);
        const sha256s = covered.map(({ sha256 }) => sha256);
        const places = await owners.keeping(await manifests.listByContents(sha256s, MOST_PLACES));
        for (const { root, file } of places) {
          const known = versionOfRoot.get(root);
          const isCovered = known !== undefined && coversPart(then, { version: known, path: file.path });
          if (!isCovered) kept.add(file.sha256);
        }
      }
    return { files, kept, losing };
  }

  /** Those that open one of the versions. No license opens the files of a RESTRICTED asset (ADR 8). */
  async #liveLicensesOf(
    { id: assetId, metadata }: Asset,
    losing: ReadonlySet<StatementHash>,
  ): Promise<License[]> {
    if (metadata.access === 'RESTRICTED' || losing.size === 0) return [];
    const opens = ({ terms, takenVersions }: License) =>
      losing.has(terms.version) || takenVersions.some(({ version }) => losing.has(version));
    const today = todayOf(Math.floor(this.#options.clock.now().getTime() / 1000));
    const live: License[] = [];
    for (let after: string | null = null; ;) {
      const page = await this.#options.licenses.list({ assetId }, { first: MAX_PAGE, after });
      const licenses = page.items.map(({ item }) => item);
      const isLive = ({ isRevoked, terms }: License) => !isRevoked && terms.wish.lastDay >= today;
      live.push(...licenses.filter((license) => isLive(license) && opens(license)));
      after = page.items.at(-1)?.cursor ?? null;
      if (!page.hasNextPage || after === null) return live;
    }
  }
}

function fieldsIn(leaves: readonly LoggedStatement[], scope: TakeDownScope): string[] {
  const has = (name: string) => leaves.some(({ body }) => fieldValue({ fields: body }, name) !== undefined);
  return erasedFieldsOf(scope).filter(has);
}

function requireVersion({ version }: TakeDownScope, leaves: readonly LoggedStatement[]): void {
  const versions = leaves.map((leaf) => versionIn(leaf).version);
  if (version === undefined || versions.includes(version)) return;
  throw new BadInputError('scope.version', `there is no version ${version}. It has ${versions.join(', ')}.`);
}

function requirePart(
  { path, field }: TakeDownScope,
  found: { readonly files: number; readonly fields: number },
): void {
  if (path !== undefined && found.files === 0)
    throw new BadInputError('scope.path', `there is no file ${path} in it, or no more. See \`files\`.`);
  if (field !== undefined && found.fields === 0)
    throw new BadInputError('scope.field', `it has no field ${field}, or no more.`);
}
