import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { type Actor, canActFor, membershipIn } from '../../platform/kernel/actor.ts';
import { type Asset, isOfItsPeople } from '../../assets/domain/asset.ts';
import { ForbiddenError, NotFoundError, SignInRequiredError } from '../../platform/kernel/errors.ts';
import {
  type FixityFile,
  type FixityRun,
  type FixitySchedule,
  graceDays,
  isMissed,
  nextRunAt,
} from '../domain/fixity.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { FixityCount, FixityRunStore, FixityStore } from '../ports/fixity-store.ts';
import type { FixityRuns } from './fixity-runs.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { Operators } from '../../organizations/services/operators.ts';

/** Damaged files that a page names. */
const MOST_NAMED = 200;
/** Damaged files looked through for the holder's own. */
const MOST_LOOKED_AT = 1_000;
const ALL = { scope: 'ALL', assetId: null } as const;

export interface FixityServiceOptions {
  readonly schedule: FixitySchedule;
  readonly fixityFiles: FixityStore;
  readonly fixityRuns: FixityRunStore;
  readonly runs: Pick<FixityRuns, 'begin'>;
  readonly assets: Pick<AssetStore, 'findMany'>;
  readonly catalog: Pick<CatalogService, 'get'>;
  readonly operators: Pick<Operators, 'require'>;
  readonly clock: Clock;
  /** A run was begun. */
  readonly onBegin: () => void;
}

/** How all originals are, and when they are read. */
export interface FixityOverview extends FixityCount {
  readonly everyDays: number;
  readonly graceDays: number;
  /** When the next run begins by itself; null where there are no originals. */
  readonly nextRunAt: Date | null;
  /** Some original was not read for longer than schedule and grace. */
  readonly isMissed: boolean;
  readonly lastRun: FixityRun | null;
  readonly currentRun: FixityRun | null;
}

/** How one asset's originals are, for whoever may see the asset. */
export interface AssetFixity extends FixityCount {
  /** Files that no check has read yet. */
  readonly unread: number;
  readonly isMissed: boolean;
  /** The run that read last, and its statement; null before, while that run goes on, and once an original was brought back since. */
  readonly lastRun: FixityRun | null;
  /** A check of this asset goes on. */
  readonly currentRun: FixityRun | null;
  /** The files that are not as they were published, for the asset's people; empty for others. */
  readonly badFiles: readonly FixityFile[];
  readonly mayCheck: boolean;
}

/** Damage and lateness that concern an organization. */
export interface FixityAlarms {
  readonly isMissed: boolean;
  readonly oldestReadAt: Date | null;
  readonly assets: readonly { readonly asset: Asset; readonly files: number }[];
}

/** Fixity as people see and ask for it. */
export class FixityService {
  readonly #options: FixityServiceOptions;

  constructor(options: FixityServiceOptions) {
    this.#options = options;
  }

  /** For metrics and health; the edge asks who may see it. */
  async overview(): Promise<FixityOverview> {
    const { schedule, fixityFiles: files, fixityRuns, clock } = this.#options;
    const [count, lastRun, currentRun] = await Promise.all([
      files.countAll(),
      fixityRuns.findLast(ALL),
      fixityRuns.findCurrent(ALL),
    ]);
    return {
      ...count,
      everyDays: schedule.everyDays,
      graceDays: graceDays(schedule),
      nextRunAt: nextRunAt(schedule, { ...count, lastRun }),
      isMissed: isMissed(schedule, count.oldestReadAt, clock.now()),
      lastRun,
      currentRun,
    };
  }

  /** @throws ForbiddenError, SignInRequiredError */
  async overviewFor(actor: Actor): Promise<FixityOverview> {
    await this.#options.operators.require(actor);
    return this.overview();
  }

  /** The caller has made sure that the asset exists for the actor. */
  async ofAsset(actor: Actor, asset: Asset): Promise<AssetFixity> {
    const { fixityFiles: files, fixityRuns, schedule, clock } = this.#options;
    const [count, latest, currentRun, badFiles] = await Promise.all([
      files.countOf(asset.id),
      files.findLatest(asset.id),
      fixityRuns.findCurrent({ scope: 'ASSET', assetId: asset.id }),
      isOfItsPeople(actor, asset) ? files.listBad({ assetId: asset.id, first: MOST_NAMED }) : [],
    ]);
    const isBroughtBackSince = latest !== null && latest.repairedAt !== null && latest.repairedIn === null;
    const run = latest?.runId == null || isBroughtBackSince ? null : await fixityRuns.find(latest.runId);
    return {
      ...count,
      isMissed: isMissed(schedule, count.oldestReadAt, clock.now()),
      lastRun: run?.state === 'LOGGED' ? run : null,
      currentRun,
      badFiles,
      mayCheck: canActFor(actor, asset.holder),
    };
  }

  /** @throws ForbiddenError, SignInRequiredError */
  async alarms(actor: Actor, organizationId: OrganizationId): Promise<FixityAlarms> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    if (membershipIn(actor, organizationId) === null)
      throw new ForbiddenError(
        'Alarms are shown to members of the organization. Sign in with a member’s key.',
      );
    const { fixityFiles: files, assets, schedule, clock } = this.#options;
    const [oldestReadAt, bad] = await Promise.all([
      files.oldestReadAt(),
      files.listBad({ assetId: null, first: MOST_LOOKED_AT }),
    ]);
    const numbers = new Map<AssetId, number>();
    for (const { assetId } of bad) numbers.set(assetId, (numbers.get(assetId) ?? 0) + 1);
    const held = (await assets.findMany([...numbers.keys()])).filter(
      ({ holder }) => holder === organizationId,
    );
    return {
      isMissed: isMissed(schedule, oldestReadAt, clock.now()),
      oldestReadAt,
      assets: held.map((asset) => ({ asset, files: numbers.get(asset.id) ?? 0 })),
    };
  }

  /** Everything, for the operator. @throws ForbiddenError, SignInRequiredError */
  async beginAll(actor: Actor): Promise<FixityRun> {
    await this.#options.operators.require(actor);
    return this.#begin(null);
  }

  /** One asset, for editors of its holder and the operator. @throws NotFoundError, ForbiddenError */
  async beginAsset(actor: Actor, assetId: AssetId): Promise<FixityRun> {
    await this.requireCarer(actor, assetId);
    return this.#begin(assetId);
  }

  /** Who looks after an asset's files. @throws SignInRequiredError, NotFoundError, ForbiddenError */
  async requireCarer(actor: Actor, assetId: AssetId): Promise<Asset> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const { catalog, assets, operators } = this.#options;
    if (await isAllowed(() => operators.require(actor))) {
      const [asset] = await assets.findMany([assetId]);
      if (asset === undefined) throw new NotFoundError(`Asset ${assetId}`);
      return asset;
    }
    const asset = await catalog.get(actor, assetId);
    if (canActFor(actor, asset.holder)) return asset;
    throw new ForbiddenError(
      'The files of an asset are looked after by editors of its holder. Sign in with a key of theirs.',
    );
  }

  /** The files of an asset that are not as they were published. @throws as `requireCarer` */
  async badFiles(actor: Actor, assetId: AssetId): Promise<FixityFile[]> {
    await this.requireCarer(actor, assetId);
    return this.#options.fixityFiles.listBad({ assetId, first: MOST_NAMED });
  }

  async #begin(assetId: AssetId | null): Promise<FixityRun> {
    const { runs, onBegin } = this.#options;
    const run = await runs.begin(assetId === null ? ALL : { scope: 'ASSET', assetId });
    onBegin();
    return run;
  }
}

async function isAllowed(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    if (error instanceof ForbiddenError || error instanceof NotFoundError) return false;
    throw error;
  }
}
