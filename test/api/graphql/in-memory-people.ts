import type { Account } from '@lanran/api/accounts/domain/account';
import type { Invitation } from '@lanran/api/accounts/domain/invitation';
import type { AccountStore } from '@lanran/api/accounts/ports/account-store';
import type { InvitationStore } from '@lanran/api/accounts/ports/invitation-store';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';

export class InMemoryAccounts implements AccountStore {
  readonly byName = new Map<string, Account>();

  async find(name: string) {
    return this.byName.get(name) ?? null;
  }
  async findByAddress(address: Hex) {
    return (await this.findManyByAddress([address]))[0] ?? null;
  }
  async findManyByAddress(addresses: readonly Hex[]) {
    return [...this.byName.values()].filter(({ address }) => addresses.includes(address));
  }
  async insert(account: Account) {
    if (this.byName.has(account.name) || (await this.findByAddress(account.address)) !== null) return false;
    this.byName.set(account.name, account);
    return true;
  }
  async update(address: Hex, changes: Partial<Account>) {
    const account = await this.findByAddress(address);
    if (account === null) return false;
    this.byName.set(account.name, { ...account, ...changes });
    return true;
  }
}

export class InMemoryInvitations implements InvitationStore {
  readonly byId = new Map<string, Invitation>();

  async insert(invitation: Invitation) {
    this.byId.set(invitation.id, invitation);
  }
  async find(id: string) {
    return this.byId.get(id) ?? null;
  }
  async listByOrganization(organizationId: OrganizationId, most: number) {
    const theirs = [...this.byId.values()].filter((found) => found.organizationId === organizationId);
    return theirs.reverse().slice(0, most);
  }
  async countSince(organizationId: OrganizationId, since: Date) {
    const theirs = await this.listByOrganization(organizationId, Infinity);
    return theirs.filter(({ createdAt }) => createdAt >= since).length;
  }
  async accept(id: string, address: Hex, now: Date) {
    const found = this.byId.get(id);
    if (
      found === undefined ||
      found.acceptedBy !== null ||
      found.withdrawnAt !== null ||
      found.expiresAt <= now
    )
      return;
    this.byId.set(id, { ...found, acceptedBy: address });
  }
  async withdraw(id: string, now: Date) {
    const found = this.byId.get(id);
    if (found !== undefined) this.byId.set(id, { ...found, withdrawnAt: found.withdrawnAt ?? now });
  }
}
