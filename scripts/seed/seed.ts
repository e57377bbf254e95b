import { contractAddress } from '@lanran/sdk/kernel/session';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { admitOrganization } from '@lanran/sdk/organizations/admission';
import { mintAct } from '@lanran/sdk/licensing/licensing-acts';
import {
  findOrganization,
  getOrganization,
  requestOrganization,
  type Organization,
} from '@lanran/sdk/organizations/organizations';
import { readProfile, updateProfile } from '@lanran/sdk/organizations/profile';
import { readPaymentAccount } from '@lanran/sdk/licensing/orders/payment-account';
import { type Platform } from '@lanran/sdk/kernel/session';
import { connect } from '@lanran/sdk/accounts/connect';
import type { Address } from '@lanran/protocol/kernel/signature';
import { relay } from '@lanran/sdk/acts/relaying';
import { onceReachable } from './once-reachable.ts';
import { demoDefaultsPath } from '../cli/options/publication.ts';
import { writeFileDurably } from '../start/data-directory.ts';
import {
  DEMO_ACCOUNTS,
  demoAccountsFolder,
  demoSeededPath,
  readDemoAccount,
  type DemoAccount,
} from './accounts.ts';
import { DEMO_PROFILES } from './profiles.ts';
import { seedHolder, type SeedWork } from './holders.ts';
import {
  DEFAULT_COMMUNITY,
  DEMO_ORGANIZATIONS,
  demoOrganization,
  type DemoOrganization,
  type DemoSlug,
} from './organizations.ts';

/** 50,000.00 TCNY. */
const STUDIO_FUNDS = 5_000_000n;
const HOLDERS: readonly DemoSlug[] = [
  'demo-qingshui-museum',
  'demo-liping-culture-center',
  'demo-anshun-archive',
];

export interface SeedOptions {
  readonly apiUrl: string;
  /** Where the platform signs people in: the seed reaches it by the machine's own address. */
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly say: (line: string) => void;
}

/**
 * Brings the demo data over HTTP, as its organizations would: each step looks first whether it was done, so that a seed that
 * was killed in the middle is completed by the next. Once complete, it only looks at a marker file.
 */
export async function seedDemo({ apiUrl, publicUrl, dataDir, say }: SeedOptions): Promise<void> {
  const folder = demoAccountsFolder(dataDir);
  const marker = demoSeededPath(dataDir);
  if (existsSync(marker)) return;
  const platforms = await connectAll({ apiUrl, publicUrl, dataDir });
  const organizations = await admitAll(platforms, say);
  await Promise.all(
    DEMO_ORGANIZATIONS.map(({ slug, account }) =>
      onceReachable(() => describeOnce(platformOf(platforms, account), slug)),
    ),
  );
  writeFileDurably(
    demoDefaultsPath(dataDir),
    `${JSON.stringify({ community: organizations.get(DEFAULT_COMMUNITY)?.id })}\n`,
  );

  const drawings = join(dataDir, 'demo-drawings');
  const work: SeedWork = { organizations, platforms, drawings, stateDir: join(folder, 'state'), say };
  // Each holder and its council sign with keys of their own, so that the lanes never wait for each other's nonces.
  await Promise.all([
    onceReachable(() => fundStudios(platforms)),
    ...HOLDERS.map((slug) => onceReachable(() => seedHolder(work, slug))),
  ]);
  writeFileDurably(marker, `${JSON.stringify({ seededAt: new Date().toISOString() })}\n`);
  await rm(drawings, { recursive: true, force: true });
}

type Platforms = ReadonlyMap<DemoAccount, Platform>;

async function connectAll({ apiUrl, publicUrl, dataDir }: Omit<SeedOptions, 'say'>): Promise<Platforms> {
  const connected = await Promise.all(
    DEMO_ACCOUNTS.map(async (account): Promise<[DemoAccount, Platform]> => [
      account,
      await onceReachable(() => connect(apiUrl, readDemoAccount(dataDir, account), null, publicUrl)),
    ]),
  );
  return new Map(connected);
}

function platformOf(platforms: Platforms, account: DemoAccount): Platform {
  const found = platforms.get(account);
  if (found === undefined) throw new Error(`Demo account ${account} did not sign in`);
  return found;
}

async function admitAll(
  platforms: Platforms,
  say: (line: string) => void,
): Promise<ReadonlyMap<DemoSlug, Organization>> {
  const requested = await Promise.all(
    DEMO_ORGANIZATIONS.map((organization) =>
      onceReachable(() => requestOnce(platformOf(platforms, organization.account), organization)),
    ),
  );
  const accreditor = platformOf(platforms, 'accreditor');
  for (const organization of requested) {
    const demo = demoOrganization(organization.slug as DemoSlug); // it was requested under one of our slugs
    const owner = platformOf(platforms, demo.account);
    if (!organization.isAdmitted) {
      await onceReachable(() => admitOnce(accreditor, organization, owner.signer.address));
      say(`admitted ${organization.slug}`);
    }
  }
  return new Map(requested.map((organization) => [organization.slug as DemoSlug, organization]));
}

async function admitOnce(accreditor: Platform, organization: Organization, owner: Address): Promise<void> {
  const found = await findOrganization(accreditor.api, organization.slug);
  if (found?.isAdmitted === true) return;
  await admitOrganization(accreditor, organization, { owner, payout: null, council: null });
}

async function requestOnce({ api }: Platform, { slug, kind, name }: DemoOrganization): Promise<Organization> {
  return (await findOrganization(api, slug)) ?? requestOrganization(api, { slug, kind, name });
}

/** What somebody changed in the demo meanwhile stays. */
async function describeOnce({ api }: Platform, slug: DemoSlug): Promise<void> {
  const { id } = await getOrganization(api, slug, 'ORGANIZATION');
  if ((await readProfile(api, id)).contact != null) return;
  await updateProfile(api, id, { ...DEMO_PROFILES[slug], description: demoOrganization(slug).description });
}

async function fundStudios(platforms: Platforms): Promise<void> {
  for (const account of ['studio', 'studio-animation'] as const) {
    const platform = platformOf(platforms, account);
    const { address } = platform.signer;
    const token = contractAddress(platform.deployment, 'TestToken');
    const { balance } = await readPaymentAccount(platform.api, { address, token });
    if (balance === 0n) await relay(platform, mintAct(address, STUDIO_FUNDS));
  }
}
