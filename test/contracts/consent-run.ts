import { isCallException } from 'ethers';
import type { Wallet } from 'ethers';
import { expect } from 'vitest';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { organizationIdOf, type AssetId } from '@lanran/protocol/kernel/ids';
import type { StageCollection } from '../../scripts/stage/consents.ts';
import { buildConsent, COMMUNITY, mined, MUSEUM, type Platform } from '../../scripts/stage/platform.ts';
import { ConsentModel, LOWERING_PERIOD, type Happening, type ModelConsent } from './consent-model.ts';

export const ARCHIVE = organizationIdOf('archive');

/** The museum and the stranger, who is the archive's, hold the assets in turn. */
export type Outsider = 'museum' | 'accreditor' | 'stranger' | 'studio' | 'sealer';
export type Deed =
  | 'grant'
  | 'withdraw'
  | 'grantCollection'
  | 'withdrawCollection'
  | 'join'
  | 'moveCustody'
  | 'succeed';

export interface Act {
  readonly deed: Deed;
  /** Null for the council of that moment. */
  readonly outsider: Outsider | null;
  /** Since the act before; blocks of one second are one moment. */
  readonly seconds: number;
  readonly asset: 0 | 1;
  readonly collection: 0 | 1;
  readonly consent: ModelConsent;
}

export interface Scene {
  readonly platform: Platform;
  readonly assets: readonly [AssetId, AssetId];
  /** Both assets, in either order. */
  readonly collections: readonly [StageCollection, StageCollection];
}

type Sent = ReturnType<Platform['consents']['withdraw']>;

/** A call, whether the rules allow it, and what has happened once it succeeds. */
interface Attempt {
  readonly send: () => Sent;
  readonly isAllowed: boolean;
  readonly happening: Happening;
}

/** The last share that was in force, and when it was withdrawn since. */
interface Watched {
  readonly shareBps: number;
  readonly withdrawnAt: number | null;
}

/** Acts on the chain with the model beside it, and compares them after each. */
export class ConsentRun {
  readonly #model = new ConsentModel(MUSEUM);
  readonly #watched = new Map<AssetId, Watched>();
  #council: Wallet;
  #now: number;

  constructor(
    private readonly scene: Scene,
    now: number,
  ) {
    this.#council = scene.platform.people.council;
    this.#now = now;
  }

  async perform(act: Act): Promise<void> {
    const before = await this.#consents();
    this.#now += act.seconds;
    if (act.deed === 'moveCustody') await this.#moveCustody(this.scene.assets[act.asset]);
    else if (act.deed === 'succeed') await this.#succeed(act);
    else await this.#consent(act);
    const after = await this.#consents();
    this.#expectObedience(act, { before, after });
    for (const [asset, consent] of after) {
      expect(consent).toEqual(this.#model.consentOf(asset));
      if (consent !== null) this.#watchShare(asset, consent.shareBps);
    }
  }

  async #consents(): Promise<Map<AssetId, ModelConsent | null>> {
    const answers = new Map<AssetId, ModelConsent | null>();
    for (const asset of this.scene.assets) {
      const { holder, media, shareBps } = await this.scene.platform.consents.consentOf(asset);
      const consent = { holder, media: Number(media), shareBps: Number(shareBps) };
      answers.set(asset, holder === ZERO_32 ? null : consent);
    }
    return answers;
  }

  async #consent(act: Act): Promise<void> {
    const { send, isAllowed, happening } = this.#attempt(act);
    if (!(await this.#succeeds(send, isAllowed))) return;
    this.#model.record(happening);
    if (happening.kind === 'withdraw') await this.#noteWithdrawal(happening.on);
  }

  #attempt({ deed, outsider, consent, ...act }: Act): Attempt {
    const at = this.#now;
    const asset = this.scene.assets[act.asset];
    const { root, terms, tree } = this.scene.collections[act.collection];
    const { consents } = this.scene.platform;
    const registry = consents.connect(this.#callerOf(outsider));
    const isCouncil = outsider === null;
    switch (deed) {
      case 'grant':
        return {
          send: () => registry.grant(asset, buildConsent(consent)),
          isAllowed: isCouncil && this.#model.allowsGrant(asset, { consent, at }),
          happening: { kind: 'grant', on: asset, at, consent },
        };
      case 'withdraw':
        return {
          send: () => registry.withdraw(asset),
          isAllowed: isCouncil,
          happening: { kind: 'withdraw', on: asset, at },
        };
      case 'grantCollection':
        return {
          send: () => registry.grantCollection(COMMUNITY, terms, buildConsent(consent)),
          isAllowed: isCouncil && this.#model.allowsCollection(root, { consent, at }),
          happening: { kind: 'grant', on: root, at, consent },
        };
      case 'withdrawCollection':
        return {
          send: () => registry.withdrawCollection(COMMUNITY, root),
          isAllowed: isCouncil && this.#model.allowsWithdrawal(root),
          happening: { kind: 'withdraw', on: root, at },
        };
      default: {
        const leafIndex = act.asset === act.collection ? 0 : 1;
        return {
          send: () => registry.join(asset, root, leafIndex, tree.inclusionProof(leafIndex)),
          isAllowed: this.#model.allowsJoin(asset, { root, at }),
          happening: { kind: 'join', on: asset, at, root },
        };
      }
    }
  }

  async #moveCustody(asset: AssetId): Promise<void> {
    const { assets, people } = this.scene.platform;
    const sides = [
      { id: MUSEUM, member: people.museum },
      { id: ARCHIVE, member: people.stranger },
    ] as const;
    const [from, to] = this.#model.holderOf(asset) === MUSEUM ? sides : ([sides[1], sides[0]] as const);
    await this.#succeeds(() => assets.connect(from.member).offerCustody(asset, to.id), true);
    await this.#succeeds(() => assets.connect(to.member).acceptCustody(asset, from.id, to.id), true);
    this.#model.record({ kind: 'custody', on: asset, at: this.#now, holder: to.id });
  }

  async #succeed({ outsider }: Act): Promise<void> {
    const { organizations, people } = this.scene.platform;
    const next = this.#council === people.council ? people.deployer : people.council;
    const naming = organizations.connect(this.#callerOf(outsider));
    if (!(await this.#succeeds(() => naming.nameSuccessor(COMMUNITY, next), outsider === null))) return;
    await this.#succeeds(() => organizations.connect(next).acceptCouncil(COMMUNITY), true);
    this.#council = next;
  }

  /** Sends the call at this moment, and fails the test when the chain decides otherwise than expected. */
  async #succeeds(send: () => Sent, expected: boolean): Promise<boolean> {
    await this.scene.platform.chain.request('evm_setNextBlockTimestamp', this.#now);
    const succeeded = await mined(send()).then(
      () => true,
      (reason: unknown) => {
        if (!isCallException(reason)) throw reason;
        return false;
      },
    );
    expect(succeeded).toBe(expected);
    return succeeded;
  }

  #callerOf(outsider: Outsider | null): Wallet {
    return outsider === null ? this.#council : this.scene.platform.people[outsider];
  }

  async #noteWithdrawal(subject: string): Promise<void> {
    for (const asset of this.scene.assets) {
      const watched = this.#watched.get(asset);
      const follows =
        subject === asset || (await this.scene.platform.consents.collectionOf(asset)) === subject;
      if (watched !== undefined && follows) this.#watched.set(asset, { ...watched, withdrawnAt: this.#now });
    }
  }

  /** Nobody but the council changes what is permitted, but by the proof of what the council consented to. */
  #expectObedience(
    { deed, outsider }: Act,
    { before, after }: Record<'before' | 'after', Map<AssetId, ModelConsent | null>>,
  ): void {
    if (outsider === null) return;
    for (const [asset, consent] of after) {
      const was = before.get(asset);
      if (consent === null || (deed === 'join' && was === null)) continue;
      expect(consent).toEqual(was);
    }
  }

  #watchShare(asset: AssetId, shareBps: number): void {
    const last = this.#watched.get(asset);
    if (last !== undefined && shareBps < last.shareBps) {
      expect(last.withdrawnAt).not.toBeNull();
      expect(this.#now - (last.withdrawnAt ?? this.#now)).toBeGreaterThanOrEqual(LOWERING_PERIOD);
    }
    this.#watched.set(asset, { shareBps, withdrawnAt: null });
  }
}
