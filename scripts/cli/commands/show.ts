import { parseAssetId, parseLicenseId } from '@lanran/protocol/kernel/ids';
import { readHolder } from '@lanran/sdk/organizations/held-address';
import { getAsset } from '@lanran/sdk/assets/assets';
import { findAssetState } from '@lanran/sdk/assets/asset-state';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { findLabelsAndCredit } from '@lanran/sdk/assets/labels-and-credit';
import type { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import { findLicenseState } from '@lanran/sdk/licensing/license-state';
import { findOrganizationState, listCredits } from '@lanran/sdk/organizations/organization-state';
import { readDeployment } from '@lanran/sdk/kernel/session';
import { listSequenceTroubles } from '@lanran/sdk/publishing/sequence-check';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { showAsset } from '../show-asset.ts';
import { showLicense } from '../show-license.ts';
import { showOrganization } from '../show-organization.ts';

/** How an asset, a license or an organization stands now, in words. Their ids look alike, so that each is tried. */
export async function show(context: CommandContext, subject: string): Promise<CommandResult> {
  const api = await context.openApi();
  const found = (await findById(api, subject)) ?? (await findOrganizationByName(api, subject));
  if (found !== null) return found;
  throw new RefusedError(
    'NOT_FOUND',
    `There is no asset, organization or license ${subject}, or you may not see it. Give an id (0x…) or an organization's slug; sign in with --key-file to see what is yours.`,
    { field: 'SUBJECT' },
  );
}

async function findById(api: GraphqlClient, subject: string): Promise<CommandResult | null> {
  const text = subject.toLowerCase();
  if (!/^0x[0-9a-f]{64}$/.test(text)) return null;
  const assetId = parseAssetId(text);
  const state = await findAssetState(api, assetId);
  const deployment = await readDeployment(api);
  if (state !== null) {
    const troubles = await listSequenceTroubles(api, assetId);
    const labels = await findLabelsAndCredit(api, assetId);
    return showAsset({ ...(await getAsset(api, assetId)), ...state, troubles, labels }, deployment);
  }
  const license = await findLicenseState(api, parseLicenseId(text));
  if (license === null) return null;
  const { asset } = license;
  const opened = license.versions.at(-1)?.version ?? null;
  const labels = asset == null ? null : await findLabelsAndCredit(api, asset.id, opened);
  const takeDowns = asset == null ? [] : ((await findAssetState(api, asset.id))?.takeDowns ?? []);
  return showLicense({ ...license, labels, takeDowns }, deployment);
}

async function findOrganizationByName(api: GraphqlClient, name: string): Promise<CommandResult | null> {
  const organization = await findOrganizationState(api, name);
  if (organization === null) return null;
  const deployment = await readDeployment(api);
  const { id, payout } = organization;
  const held = payout == null ? null : await readHolder(api, organization, payout);
  return showOrganization(organization, { credits: await listCredits(api, id), held, deployment });
}
