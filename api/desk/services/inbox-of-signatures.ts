import type { SafeWallets } from '../../chain/ports/safe-wallets.ts';
import type { SafeTransaction } from '../../council/domain/safe.ts';
import type { SafeStore } from '../../council/ports/safe-store.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import { itemsFor, type NewInboxItem } from '../domain/inbox-item.ts';

const READ_AT_ONCE = 200;

export interface InboxOfSignaturesOptions {
  readonly safes: Pick<SafeStore, 'listProposed' | 'listSignatures'>;
  readonly wallets: Pick<SafeWallets, 'find'>;
  readonly organizations: Pick<OrganizationStore, 'listByKey'>;
}

/** What tells the other owners of a council’s Safe that an act waits for their signature. */
export class InboxOfSignatures {
  readonly #options: InboxOfSignaturesOptions;

  constructor(options: InboxOfSignaturesOptions) {
    this.#options = options;
  }

  /** Of what was proposed at this time or later and is not done yet. */
  async proposedSince(since: Date): Promise<NewInboxItem[]> {
    const items: NewInboxItem[] = [];
    for (let from: Date | null = since; from !== null;) {
      const proposed: SafeTransaction[] = await this.#options.safes.listProposed(from, READ_AT_ONCE);
      for (const each of proposed) if (each.state === 'OPEN') items.push(...(await this.#itemsOf(each)));
      const last = proposed.length < READ_AT_ONCE ? undefined : proposed.at(-1)?.proposedAt;
      from = last === undefined ? null : last > from ? last : new Date(from.getTime() + 1);
    }
    return items;
  }

  async #itemsOf({ hash, safe, nonce, assetIds, proposedAt }: SafeTransaction): Promise<NewInboxItem[]> {
    const { safes, wallets, organizations } = this.#options;
    const [wallet, signatures] = await Promise.all([wallets.find(safe), safes.listSignatures([hash])]);
    // The Safe took its place with another one, which the desk finds when it is opened.
    if (wallet === null || nonce < wallet.nonce) return [];
    const signers = new Set(signatures.map(({ signer }) => signer));
    const unsigned = wallet.owners.filter((owner) => !signers.has(owner));
    const signed = wallet.owners.length - unsigned.length;
    // Without a signature it is being put there; with enough of them it waits for what comes before it.
    if (signed === 0 || signed >= wallet.threshold) return [];
    const communities = (await organizations.listByKey(safe)).filter(({ council }) => council === safe);
    const [assetId = null, ...more] = assetIds;
    return itemsFor(
      communities.map(({ id }) => id),
      {
        kind: 'SIGNATURE_WAITS',
        cause: `safe/${hash}`,
        at: proposedAt,
        subject: { assetId: more.length === 0 ? assetId : null },
        readers: unsigned,
      },
    );
  }
}
