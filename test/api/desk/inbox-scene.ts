import type { SafeWallet } from '@lanran/api/chain/domain/safe-wallet';
import type { SafeSignature, SafeTransaction } from '@lanran/api/council/domain/safe';
import type { LedgerEvent } from '@lanran/api/chain/domain/ledger-event';
import type { Asset } from '@lanran/api/assets/domain/asset';
import { InboxFollower } from '@lanran/api/desk/jobs/inbox-follower';
import { InboxOfAdmissions } from '@lanran/api/desk/services/inbox-of-admissions';
import { InboxOfDays } from '@lanran/api/desk/services/inbox-of-days';
import { InboxOfLog } from '@lanran/api/desk/services/inbox-of-log';
import { InboxOfRequests } from '@lanran/api/desk/services/inbox-of-requests';
import { InboxOfReminders } from '@lanran/api/desk/services/inbox-of-reminders';
import { InboxOfSignatures } from '@lanran/api/desk/services/inbox-of-signatures';
import { InboxOfSearches } from '@lanran/api/desk/services/inbox-of-searches';
import { RequestReading } from '@lanran/api/desk/services/request-reading';
import type { Reminder } from '@lanran/api/billing/ports/reminder-store';
import type { Order } from '@lanran/api/licensing/domain/order';
import type { License } from '@lanran/api/licensing/domain/license';
import { statementOfEvent } from '@lanran/api/log/domain/event-statement';
import type { LoggedStatement } from '@lanran/api/log/domain/logged-statement';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import { type Hex, ZERO_32 } from '@lanran/protocol/kernel/bytes';
import {
  NO_COMMUNITY,
  type OrganizationId,
  organizationIdOf,
  parseLicenseId,
} from '@lanran/protocol/kernel/ids';
import { statementHash } from '@lanran/protocol/log/statement';
import { InMemoryInbox } from '../../support/in-memory-inbox.ts';
import { InMemoryRequests } from '../../support/in-memory-requests.ts';
import { InMemorySavedSearches } from '../../support/in-memory-saved-searches.ts';
import { buildAsset } from '../graphql/graphql-stage.ts';
import {
  InMemoryAdmissionRequests,
  InMemoryAssets,
  InMemoryLicenses,
  InMemoryOrganizations,
} from '../graphql/in-memory-stores.ts';
import { ASSET, buildSale, COMMUNITY, MUSEUM, STUDIO } from './build-request.ts';

export const OTHER = organizationIdOf('other-studio');
export const START = new Date('2026-11-26T12:00:00Z');
const LICENSE_ID = parseLicenseId(`0x${'11'.repeat(32)}`);
const DAY_S = 86_400;

/** The follower over maps: an asset of a museum and a community, a log, and cursors that can fail. */
export class InboxScene {
  readonly inbox = new InMemoryInbox();
  readonly requests = new InMemoryRequests();
  readonly savedSearches = new InMemorySavedSearches();
  readonly assets = new InMemoryAssets();
  readonly licenses = new InMemoryLicenses();
  readonly organizations = new InMemoryOrganizations();
  readonly admissionRequests = new InMemoryAdmissionRequests();
  accreditor: Hex | null = `0x${'ac'.repeat(20)}`;
  accreditorSuccessor: Hex | null = null;
  readonly proposed: SafeTransaction[] = [];
  readonly reminders: Reminder[] = [];
  readonly orders: Order[] = [];
  readonly signatures: SafeSignature[] = [];
  readonly safes: SafeWallet[] = [];
  readonly cursors = new Map<string, number>();
  readonly leaves: LoggedStatement[] = [];
  /** What each search finds, and whom it was asked for. */
  readonly found = new Map<string, number>();
  readonly asked: { readonly actor: Actor; readonly leaves: object }[] = [];
  /** A move of this cursor fails, as when the process is killed before it. */
  killedBefore: string | null = null;
  now = START;
  added = 0;
  follower = this.#start();

  async run(): Promise<void> {
    while ((await this.follower.run()) === 'more');
  }

  /** A new process over what is stored. */
  restart(): void {
    this.killedBefore = null;
    this.follower = this.#start();
  }

  passDays(days: number): void {
    this.now = new Date(this.now.getTime() + days * DAY_S * 1_000);
  }

  /** `KIND recipient` of each, in the order of writing. */
  told(): string[] {
    return this.inbox.items.map(({ kind, recipient }) => `${kind} ${nameOf(recipient)}`);
  }

  async putAsset(overrides: Partial<Asset> = {}): Promise<void> {
    await this.assets.project(buildAsset({ id: ASSET, holder: MUSEUM, community: COMMUNITY, ...overrides }));
  }

  async sell({ lastDay = 30_000, ...overrides }: Partial<License> & { readonly lastDay?: number } = {}) {
    const { terms } = buildSale('2026-11-20T00:00:00Z');
    const license: License = {
      id: LICENSE_ID,
      terms: { ...terms, wish: { ...terms.wish, firstDay: 20_000, lastDay } },
      takenVersions: [],
      holder: MUSEUM,
      licensee: STUDIO,
      isRevoked: false,
      revocation: null,
      transaction: ZERO_32,
      soldAt: START,
      soldIndex: 0,
      projectedIndex: 0,
      ...overrides,
    };
    await this.licenses.project(license);
    return license;
  }

  /** Appends what a contract said, so many days ago. */
  event(name: `${string}.${string}`, args: LedgerEvent['args'], daysAgo: number = 0): LoggedStatement {
    const [contract = '', event = ''] = name.split('.');
    const index = this.leaves.length;
    const entry = statementOfEvent({
      chainId: 1n,
      blockNumber: index,
      blockHash: ZERO_32,
      blockTime: Math.floor(this.now.getTime() / 1_000) - daysAgo * DAY_S,
      transaction: ZERO_32,
      logIndex: index,
      contract,
      name: event,
      args,
    });
    if (entry === null) throw new Error(`${name} is not logged.`);
    return this.#append({ statement: entry.statement, body: entry.body.fields, openings: null });
  }

  revised(by: OrganizationId): LoggedStatement {
    return this.#append({
      statement: {
        kind: 'revised',
        assetId: ASSET,
        community: NO_COMMUNITY,
        previous: ZERO_32,
        bodyHash: ZERO_32,
        issuedAt: Math.floor(this.now.getTime() / 1_000),
      },
      body: [],
      openings: { organizationId: by, assetSalt: ZERO_32, community: null },
    });
  }

  #append(parts: Pick<LoggedStatement, 'statement' | 'body' | 'openings'>): LoggedStatement {
    const logged: LoggedStatement = {
      ...parts,
      index: this.leaves.length,
      statementHash: statementHash(parts.statement),
      slot: '',
      evidence: new Uint8Array(),
      leaf: new Uint8Array(),
      leafHash: new Uint8Array(),
      appendedAt: this.now,
    };
    this.leaves.push(logged);
    return logged;
  }

  #start(): InboxFollower {
    const { assets, licenses, requests, organizations, savedSearches, inbox } = this;
    const clock = { now: () => this.now };
    const reading = new RequestReading({ requests, licenses, clock, access: {} as never });
    return new InboxFollower({
      inbox,
      clock,
      cursors: {
        read: async (follower) => this.cursors.get(follower) ?? 0,
        advance: async (follower, position) => {
          if (follower === this.killedBefore) throw new Error('killed');
          this.cursors.set(follower, Math.max(position, this.cursors.get(follower) ?? 0));
        },
      },
      leaves: { list: async (from, to) => this.leaves.slice(from, to) },
      projection: { position: async () => this.leaves.length },
      ofLog: new InboxOfLog({ assets, licenses, clock, collectionConsents: { find: async () => null } }),
      ofRequests: new InboxOfRequests({ requests }),
      ofAdmissions: new InboxOfAdmissions({
        admissionRequests: this.admissionRequests,
        organizations,
        roles: {
          accreditor: async () => this.accreditor,
          accreditorSuccessor: async () => this.accreditorSuccessor,
        },
      }),
      ofSignatures: new InboxOfSignatures({
        organizations,
        safes: {
          listProposed: async (since) => this.proposed.filter(({ proposedAt }) => proposedAt >= since),
          listSignatures: async (hashes) => this.signatures.filter(({ hash }) => hashes.includes(hash)),
        },
        wallets: { find: async (address) => this.safes.find((safe) => safe.address === address) ?? null },
      }),
      ofReminders: new InboxOfReminders({
        reminders: { listSince: async (since) => this.reminders.filter(({ at }) => at >= since) },
        bills: { findInvoice: async () => null },
        orders: { find: async (id) => this.orders.find((order) => order.id === id) ?? null },
      }),
      ofDays: new InboxOfDays({ requests, licenses, assets, reading }),
      ofSearches: new InboxOfSearches({
        savedSearches,
        organizations,
        assets: { findLeaves: async () => ({ from: 0, before: 1 }) },
        searching: {
          countNew: async (actor, { text = '' }, leaves) => {
            this.asked.push({ actor, leaves });
            return this.found.get(text) ?? 0;
          },
        },
      }),
      onAdd: () => void (this.added += 1),
    });
  }
}

const NAMES = new Map<Hex, string>([
  [STUDIO, 'studio'],
  [MUSEUM, 'museum'],
  [COMMUNITY, 'community'],
  [OTHER, 'other'],
]);

function nameOf(recipient: Hex): string {
  return NAMES.get(recipient) ?? recipient;
}
