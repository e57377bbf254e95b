import { randomBytes, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { connect } from '@lanran/sdk/accounts/connect';
import { relay } from '@lanran/sdk/acts/relaying';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import type { Platform } from '@lanran/sdk/kernel/session';
import { keySigner, type Signer } from '@lanran/sdk/kernel/signer';
import { mintAct } from '@lanran/sdk/licensing/licensing-acts';
import { admitOrganization } from '@lanran/sdk/organizations/admission';
import { type Organization, requestOrganization } from '@lanran/sdk/organizations/organizations';
import { readDemoAccount } from '../../scripts/seed/accounts.ts';
import type { Installation } from './installation.ts';

type NewcomerKind = 'INSTITUTION' | 'COMMUNITY' | 'STUDIO' | 'AUDITOR';

/** An organization of one test file's own, and the key that acts for it. */
export interface Newcomer extends Signer {
  readonly privateKey: Hex;
  readonly kind: NewcomerKind;
  readonly organizationId: OrganizationId;
  readonly slug: string;
  /** In English; the platform has the same in Chinese. */
  readonly name: string;
  /** For commands: `here.lanranHere(…, '--key-file', keyFile)`, or `here.hereAs(newcomer, …)`. */
  readonly keyFile: string;
  /** Signed in. */
  readonly platform: Platform;
}

/** In hundredths: 100,000 TCNY. */
const PLAY_MONEY = 10_000_000n;
/** Files that run at once admit with one key, and each act of another's makes the number under which it was signed old. */
const MOST_TRIES = 50;

/** An institution, a community's council, a funded studio that no other test file touches. Some hundred milliseconds. */
export async function admitTrio(
  here: Installation,
): Promise<Readonly<Record<'institution' | 'council' | 'studio', Newcomer>>> {
  const [institution, council, studio] = await Promise.all([
    admitNewcomer(here, 'INSTITUTION'),
    admitNewcomer(here, 'COMMUNITY'),
    admitNewcomer(here, 'STUDIO'),
  ]);
  return { institution, council, studio };
}

/** Asks for an organization with a key of its own and has the demo's accreditor admit it; a studio gets play money too. */
export async function admitNewcomer(
  here: Installation,
  kind: NewcomerKind,
  label: string = WORDS[kind],
): Promise<Newcomer> {
  const privateKey: Hex = `0x${randomBytes(32).toString('hex')}`;
  const person = keySigner(privateKey);
  const mark = randomUUID().slice(0, 8);
  const slug = `${label.toLowerCase().replaceAll(/[^a-z]+/g, '-')}-${mark}`;
  const name = `${label} ${mark}`;
  const keyFile = here.path(`${slug}.key`);
  await writeFile(keyFile, privateKey, { mode: 0o600 });
  const platform = await connect(here.url, person);
  const asked = await requestOrganization(platform.api, {
    slug,
    kind,
    name: { en: name, zh: name },
    contact: `office@${slug}.example`,
    letter: 'Please.',
  });
  await admit(here, asked, person);
  if (kind === 'STUDIO') await relay(platform, mintAct(person.address, PLAY_MONEY));
  return { ...person, privateKey, kind, organizationId: asked.id, slug, name, keyFile, platform };
}

const WORDS: Readonly<Record<NewcomerKind, string>> = {
  INSTITUTION: 'Museum',
  COMMUNITY: 'Village',
  STUDIO: 'Studio',
  AUDITOR: 'Auditor',
};

async function admit(here: Installation, asked: Organization, { address }: Signer): Promise<void> {
  const accreditor = await connect(here.url, readDemoAccount(here.dataDir, 'accreditor'));
  for (let tries = 1; ; tries += 1) {
    try {
      await admitOrganization(accreditor, asked, { owner: address, payout: null, council: null });
      return;
    } catch (error) {
      const isOvertaken = error instanceof RefusedError && error.field === 'request.nonce';
      if (!isOvertaken || tries === MOST_TRIES) throw error;
    }
  }
}
