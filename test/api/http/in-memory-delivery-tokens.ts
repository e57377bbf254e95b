import type { LicenseId } from '@lanran/protocol/kernel/ids';
import type { DeliveryToken } from '../../../api/delivery/domain/delivery-token.ts';
import type { DeliveryTokenStore } from '../../../api/delivery/ports/delivery-token-store.ts';

export class InMemoryDeliveryTokens implements DeliveryTokenStore {
  readonly #tokens = new Map<string, DeliveryToken>();

  async insert(token: DeliveryToken): Promise<void> {
    this.#tokens.set(token.id, token);
  }

  async find(id: string): Promise<DeliveryToken | null> {
    return this.#tokens.get(id) ?? null;
  }

  async listByLicense(licenseId: LicenseId, most: number): Promise<DeliveryToken[]> {
    return [...this.#tokens.values()]
      .filter((token) => token.licenses.some((each) => each.licenseId === licenseId))
      .reverse()
      .slice(0, most);
  }

  async revoke(id: string, now: Date): Promise<void> {
    const token = this.#tokens.get(id);
    if (token?.revokedAt === null) this.#tokens.set(id, { ...token, revokedAt: now });
  }

  async noteUse(id: string, now: Date, notedSince: Date): Promise<void> {
    const token = this.#tokens.get(id);
    if (token === undefined || (token.lastUsedAt !== null && token.lastUsedAt >= notedSince)) return;
    this.#tokens.set(id, { ...token, lastUsedAt: now });
  }
}
