import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Actor } from '../../platform/kernel/actor.ts';
import { LimitExceededError, SignInRequiredError } from '../../platform/kernel/errors.ts';
import { isNamedBy, isOfOrganization, NAMING_KINDS } from '../../log/domain/named-reason.ts';
import { parseReason } from '../../log/domain/stated-reason.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { ReasonStore } from '../../log/ports/reason-store.ts';
import type { CatalogService } from './catalog.ts';

const MAX_AN_HOUR = 60;
const HOUR_MS = 3_600_000;

export interface ReasonsOptions {
  readonly reasons: ReasonStore;
  readonly leaves: Pick<LeafStore, 'listOfKinds'>;
  readonly catalog: Pick<CatalogService, 'findMany'>;
  readonly clock: Clock;
}

/** The words behind the hashes of disputes, resolutions and revocations, which the contracts don't keep. */
export class ReasonsService {
  readonly #options: ReasonsOptions;

  constructor(options: ReasonsOptions) {
    this.#options = options;
  }

  /** Keeps the text and returns its hash, which the act names; the same text again is the same hash. */
  async state(actor: Actor, text: string): Promise<Hex> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const { reasons, clock } = this.#options;
    const reason = parseReason(text);
    const [known] = await reasons.findMany([reason.hash]);
    if (known !== undefined) return reason.hash;
    const statedAt = clock.now();
    const recent = await reasons.countSince(actor.address, new Date(statedAt.getTime() - HOUR_MS));
    if (recent >= MAX_AN_HOUR) {
      throw new LimitExceededError(
        `At most ${MAX_AN_HOUR} reasons an hour are kept for one key. Wait, then state this one again.`,
      );
    }
    await reasons.keep({ ...reason, statedBy: actor.address, statedAt });
    return reason.hash;
  }

  /**
   * For who is signed in and has the hash, as a co-signer of an act that names it; null when nobody stated it here, and where every
   * act that names it is about an asset that does not exist for the actor.
   */
  async find(actor: Actor, hash: Hex): Promise<string | null> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const [text] = await this.textsOf([hash]);
    return text != null && (await this.#isTold(actor, hash)) ? text : null;
  }

  async #isTold(actor: Actor, hash: Hex): Promise<boolean> {
    const { leaves, catalog } = this.#options;
    const acts = (await leaves.listOfKinds(NAMING_KINDS)).filter((logged) => isNamedBy(logged, hash));
    if (acts.length === 0 || acts.some(isOfOrganization)) return true;
    const ids = [...new Set(acts.map(({ statement }) => statement.assetId))];
    return (await catalog.findMany(actor, ids)).some((asset) => asset !== null);
  }

  /** The texts in the order of the hashes; null where nobody stated one here. */
  async textsOf(hashes: readonly Hex[]): Promise<(string | null)[]> {
    const found = new Map(
      (await this.#options.reasons.findMany(hashes)).map(({ hash, text }) => [hash, text]),
    );
    return hashes.map((hash) => found.get(hash) ?? null);
  }
}
