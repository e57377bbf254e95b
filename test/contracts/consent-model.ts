/** Seconds between a withdrawal and consent to a lower share. */
export const LOWERING_PERIOD = 7 * 86_400;

export interface ModelConsent {
  readonly holder: string;
  readonly media: number;
  readonly shareBps: number;
}

/** What happened and when: `on` names an asset or a collection. */
export type Happening =
  | { readonly kind: 'grant'; readonly on: string; readonly at: number; readonly consent: ModelConsent }
  | { readonly kind: 'withdraw'; readonly on: string; readonly at: number }
  | { readonly kind: 'join'; readonly on: string; readonly at: number; readonly root: string }
  | { readonly kind: 'custody'; readonly on: string; readonly at: number; readonly holder: string };

/** The last agreement about a subject: live with its terms, or ended with the share that is remembered. */
interface Agreement {
  readonly shareBps: number;
  readonly endedAt: number | null;
  readonly live: { readonly consent: ModelConsent; readonly grantedAt: number } | null;
}

const NEVER: Agreement = { shareBps: 0, endedAt: -Infinity, live: null };

/** Consent by brute force: nothing is stored but what happened, and every answer reads all of it again. */
export class ConsentModel {
  readonly #history: Happening[] = [];

  constructor(private readonly firstHolder: string) {}

  record(happening: Happening): void {
    this.#history.push(happening);
  }

  holderOf(asset: string): string {
    return this.#custodyOf(asset)?.holder ?? this.firstHolder;
  }

  consentOf(asset: string): ModelConsent | null {
    return this.#inForce(this.#agreementOn(asset), asset);
  }

  /** Whether the council may consent so for the asset. */
  allowsGrant(asset: string, { consent, at }: { consent: ModelConsent; at: number }): boolean {
    if (consent.holder !== this.holderOf(asset) || this.#custodyOf(asset)?.at === at) return false;
    return this.#allowsShare(this.#agreementOn(asset), consent.shareBps, at);
  }

  allowsCollection(root: string, { consent, at }: { consent: ModelConsent; at: number }): boolean {
    return this.#allowsShare(this.#agreementOn(root), consent.shareBps, at);
  }

  allowsWithdrawal(root: string): boolean {
    return this.#agreementOn(root).live !== null;
  }

  allowsJoin(asset: string, { root, at }: { root: string; at: number }): boolean {
    const collection = this.#agreementOn(root);
    if (collection.live === null || this.#inForce(collection, asset) === null) return false;
    if (this.consentOf(asset) !== null) return false;
    const withdrawn = this.#history.findLast(({ on, kind }) => on === asset && kind === 'withdraw');
    if (withdrawn !== undefined && withdrawn.at >= collection.live.grantedAt) return false;
    return this.#allowsShare(this.#agreementOn(asset), collection.shareBps, at);
  }

  #custodyOf(asset: string) {
    return this.#history.filter((past) => past.kind === 'custody').findLast(({ on }) => on === asset);
  }

  /** @param before only what happened before this place of the history counts for the subject itself */
  #agreementOn(subject: string, before = this.#history.length): Agreement {
    const place = this.#history.findLastIndex(
      ({ on, kind }, at) => at < before && on === subject && kind !== 'custody',
    );
    const last = this.#history[place];
    if (last === undefined || last.kind === 'custody') return NEVER;
    if (last.kind === 'join') return this.#agreementOn(last.root, before);
    if (last.kind === 'grant') {
      const { consent, at } = last;
      return { shareBps: consent.shareBps, endedAt: null, live: { consent, grantedAt: at } };
    }
    return { shareBps: this.#agreementOn(subject, place).shareBps, endedAt: last.at, live: null };
  }

  #inForce({ live }: Agreement, asset: string): ModelConsent | null {
    if (live === null || live.consent.holder !== this.holderOf(asset)) return null;
    return live.grantedAt > (this.#custodyOf(asset)?.at ?? 0) ? live.consent : null;
  }

  #allowsShare({ shareBps, endedAt }: Agreement, asked: number, at: number): boolean {
    return asked >= shareBps || (endedAt !== null && at >= endedAt + LOWERING_PERIOD);
  }
}
