import { formatDay, parseDay, todayOf, type Day } from '@lanran/protocol/kernel/day';
import { parseAssetId, type AssetId } from '@lanran/protocol/kernel/ids';
import { parseMedia } from '@lanran/protocol/licensing/media';
import { parsePrice } from '@lanran/sdk/kernel/money';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import { getAsset, searchAssets } from '@lanran/sdk/assets/assets';
import { grantAct } from '@lanran/sdk/consent/consent-acts';
import { findLocalFile, type LocalFile } from '@lanran/sdk/node/local-files';
import { openOffer } from '@lanran/sdk/licensing/offers';
import type { Organization } from '@lanran/sdk/organizations/organizations';
import type { Platform } from '@lanran/sdk/kernel/session';
import { publishAsset } from '@lanran/sdk/node/publish-files';
import { relay } from '@lanran/sdk/acts/relaying';
import type { DemoAccount } from './accounts.ts';
import {
  CREDIT_LINE,
  DEMO_ASSETS,
  RIGHTS_STATEMENT,
  type DemoAsset,
  type DemoConsent,
  type DemoOffer,
} from './assets.ts';
import { drawingPath, renderDrawing } from './drawings.ts';
import { seedFile } from './seed-files.ts';
import { renderPlates } from './plates.ts';
import { demoOrganization, type DemoSlug } from './organizations.ts';

export interface SeedWork {
  readonly organizations: ReadonlyMap<DemoSlug, Organization>;
  readonly platforms: ReadonlyMap<DemoAccount, Platform>;
  /** Folder the pictures are drawn into. */
  readonly drawings: string;
  /** Where publications under way are remembered. */
  readonly stateDir: string;
  readonly say: (line: string) => void;
}

/** Publishes a holder's assets, then has its council consent and opens its offers. What exists is left as it is. */
export async function seedHolder(work: SeedWork, slug: DemoSlug): Promise<void> {
  const holder = platformOf(work, slug);
  const organization = organizationOf(work, slug);
  const existing = new Map(
    (await searchAssets(holder.api, { holder: organization.id })).map(({ id, identifier }) => [
      identifier,
      id,
    ]),
  );
  for (const asset of DEMO_ASSETS.filter((candidate) => candidate.holder === slug)) {
    const assetId = existing.get(asset.identifier) ?? (await publish(work, asset));
    if (asset.consent !== undefined && asset.community !== null) {
      await consentOnce(platformOf(work, asset.community), assetId, asset.consent);
    }
    if (asset.offer !== undefined) await offerOnce(holder, assetId, asset.offer);
  }
}

async function publish(work: SeedWork, asset: DemoAsset): Promise<AssetId> {
  const { holder, community, identifier, kind, access, title, description, terms } = asset;
  const { noCommunityReason } = asset;
  const files = await makeFiles(`${work.drawings}/${identifier}`, asset);
  const request = {
    organizationId: organizationOf(work, holder).id,
    community: community === null ? null : organizationOf(work, community).id,
    kind,
    access,
    title,
    description,
    terms,
    creditLine: CREDIT_LINE,
    rightsStatement: RIGHTS_STATEMENT,
    identifier,
    ...(noCommunityReason !== undefined && { noCommunityReason }),
    synthetic: true,
  };
  const { assetId } = await publishAsset(platformOf(work, holder), request, {
    files,
    stateDir: work.stateDir,
    say: () => undefined,
  });
  work.say(`published ${identifier} ${title.en ?? ''}`);
  return parseAssetId(assetId);
}

/** It sorts behind the drawings, of which one is the cover. */
export const DEMO_MODEL_PATH = 'worn/pleated-skirt.glb';

/** Drawings first: the first picture by path is the cover. */
async function makeFiles(
  folder: string,
  { drawings, film, hasPlates = false, hasModel = false }: DemoAsset,
): Promise<LocalFile[]> {
  const drawn = drawings.map(async (drawing) => ({
    file: await renderDrawing(folder, drawing),
    path: drawingPath(drawing),
  }));
  const made = [
    ...(await Promise.all(drawn)),
    ...(hasPlates ? await renderPlates(folder) : []),
    ...(hasModel ? [{ file: seedFile('models/pleated-skirt.glb'), path: DEMO_MODEL_PATH }] : []),
    ...(film === undefined ? [] : [{ file: seedFile(`films/${film}`), path: `trailer/${film}` }]),
  ];
  return Promise.all(made.map(async ({ file, path }) => ({ ...(await findLocalFile(file)), path })));
}

async function consentOnce(
  council: Platform,
  assetId: AssetId,
  { media, territory, shareBps }: DemoConsent,
): Promise<void> {
  const { consent, holder } = await getAsset(council.api, assetId);
  if (consent != null) return;
  const terms = {
    holder: holder.id,
    media: parseMedia(media),
    territories: parseTerritories(territory),
    lastDay: lastDayOfYear(2),
    shareBps,
    rights: 0,
  };
  await relay(council, grantAct(assetId, terms));
}

async function offerOnce(
  holder: Platform,
  assetId: AssetId,
  { media, territory, price }: DemoOffer,
): Promise<void> {
  const { offers } = await getAsset(holder.api, assetId);
  if (offers.length > 0) return;
  const { amount, token } = parsePrice(price, holder.deployment);
  await openOffer(holder, assetId, {
    media: parseMedia(media),
    territories: parseTerritories(territory),
    firstDay: today(),
    lastDay: lastDayOfYear(2),
    exclusive: false,
    rights: 0,
    price: amount,
    token,
  });
}

function today(): Day {
  return todayOf(Math.floor(Date.now() / 1000));
}

/** 31 December, some years from now. */
function lastDayOfYear(yearsAhead: number): Day {
  const year = Number(formatDay(today()).slice(0, 4)) + yearsAhead;
  return parseDay(`${year}-12-31`);
}

function organizationOf({ organizations }: SeedWork, slug: DemoSlug): Organization {
  const found = organizations.get(slug);
  if (found === undefined) throw new Error(`Demo organization ${slug} was not admitted`);
  return found;
}

/** The platform as the organization's key sees it. */
function platformOf({ platforms }: SeedWork, slug: DemoSlug): Platform {
  const { account } = demoOrganization(slug);
  const found = platforms.get(account);
  if (found === undefined) throw new Error(`Demo account ${account} did not sign in`);
  return found;
}
