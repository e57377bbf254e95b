import { formatDay } from '@lanran/protocol/kernel/day';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { outcomeDocument } from '@lanran/sdk/acts/relaying';
import { outcomeLine } from './lines/outcome.ts';
import { ArgumentError } from '@lanran/sdk/kernel/errors';
import { revokeLicense, takeVersion as take, transferLicense } from '@lanran/sdk/licensing/license-changes';
import { type License, listLicenses } from '@lanran/sdk/licensing/licenses';
import { renewLicense } from '@lanran/sdk/licensing/renewal';
import { grantSublicense } from '@lanran/sdk/licensing/sublicensing';
import { hashDocument } from '@lanran/sdk/node/local-files';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import { stateAgreement } from '@lanran/sdk/publishing/signed-statements';
import type { CommandContext } from './context.ts';
import { actResult, alreadyResult } from './lines/act.ts';
import { moneyText } from '@lanran/sdk/kernel/money';
import { soldText, termsDocument, termsLine } from './lines/license.ts';
import { refusedResult } from './lines/quote.ts';
import { signedHashResult } from './lines/signed-hash.ts';
import {
  listOfParties,
  parseAssetArgument,
  parseLicenseArgument,
  parseReasonOption,
  parseVersionOption,
  type PartyOptions,
} from './options/arguments.ts';
import { parseMaxPrice, parsePassedOn, parseWish, wishInput, type WishOptions } from './options/window.ts';
import type { CommandResult } from './output.ts';

interface RenewOptions {
  readonly maxPrice?: string;
}

/** Buys the following period of a license, of the same length and at the same price; the same renewal twice is one. */
export async function renew(
  context: CommandContext,
  license: string,
  options: RenewOptions,
): Promise<CommandResult> {
  const held = parseLicenseArgument(license);
  const platform = await context.connect();
  const { deployment } = platform;
  const outcome = await renewLicense(platform, {
    licenseId: held,
    maxPrice: parseMaxPrice(options.maxPrice, deployment),
  });
  if ('refused' in outcome) return refusedResult(outcome.refused, deployment);
  const { licenseId, terms, outcome: act, alreadyHeld } = outcome.renewed;
  const price = moneyText({ amount: terms.price, token: terms.token }, deployment);
  const [from, to] = [formatDay(terms.wish.firstDay), formatDay(terms.wish.lastDay)];
  return {
    json: {
      licenseId,
      renews: held,
      from,
      to,
      price,
      ...outcomeDocument(act),
      ...(alreadyHeld && { alreadyHeld }),
    },
    lines: [
      alreadyHeld
        ? `license ${licenseId}, ${from} to ${to}, is held already`
        : `license ${licenseId}, ${from} to ${to}, for ${price}`,
      outcomeLine(act),
    ],
  };
}

interface SublicenseOptions extends WishOptions {
  readonly licensee: string;
  readonly revocable?: boolean;
  readonly fixedVersion?: boolean;
  readonly rights?: string;
}

/** Grants a part of a license to another organization, beside others; it ends with the license. */
export async function sublicense(
  context: CommandContext,
  license: string,
  options: SublicenseOptions,
): Promise<CommandResult> {
  const parent = parseLicenseArgument(license);
  const wish = parseWish(options);
  const platform = await context.connect();
  const licensee = await getOrganization(platform.api, options.licensee, '--licensee');
  const outcome = await grantSublicense(platform, {
    licenseId: parent,
    licensee: licensee.id,
    wish,
    wishInput: wishInput(wish, options),
    revocable: options.revocable === true,
    fixedVersion: options.fixedVersion === true,
    passedOn: parsePassedOn(options.rights),
  });
  if ('refused' in outcome) return refusedResult(outcome.refused, platform.deployment);
  const { licenseId, outcome: act, alreadyHeld } = outcome.granted;
  return {
    json: {
      licenseId,
      parent,
      licensee: licensee.id,
      ...outcomeDocument(act),
      ...(alreadyHeld && { alreadyHeld }),
    },
    lines: [
      alreadyHeld
        ? `${licensee.slug} holds sublicense ${licenseId} already`
        : `sublicense ${licenseId} to ${licensee.slug}`,
      outcomeLine(act),
    ],
  };
}

/** Hands a license to another organization, where its terms let it. */
export async function licenseTransfer(
  context: CommandContext,
  license: string,
  options: { readonly to: string },
): Promise<CommandResult> {
  const licenseId = parseLicenseArgument(license);
  const platform = await context.connect();
  const to = await getOrganization(platform.api, options.to, '--to');
  const about = { licenseId, licensee: to.id };
  const sentence = `${to.slug} has license ${licenseId}`;
  const done = await transferLicense(platform, licenseId, to.id);
  return done === null ? alreadyResult(about, sentence) : actResult(done, { about, done: sentence });
}

/** A licensee takes another version of what it licensed; the one that was sold stays open. Twice is once. */
export async function takeVersion(
  context: CommandContext,
  text: string,
  options: { readonly version?: string },
): Promise<CommandResult> {
  const licenseId = parseLicenseArgument(text);
  const number = parseVersionOption(options.version);
  const { version, done } = await take(await context.connect(), licenseId, number);
  const about = { licenseId, version };
  if (done === null) return alreadyResult(about, `license ${licenseId} opens version ${version}`);
  return actResult(done, {
    about,
    done: `took version ${version}; license ${licenseId} opens it from now on`,
  });
}

/** Ends a license before its last day, where its terms let it, and its sublicenses with it. */
export async function revoke(
  context: CommandContext,
  license: string,
  options: { readonly reason: string },
): Promise<CommandResult> {
  const licenseId = parseLicenseArgument(license);
  const reason = parseReasonOption(options.reason);
  const platform = await context.connect();
  const about = { licenseId };
  const sentence = `license ${licenseId} is revoked`;
  const done = await revokeLicense(platform, licenseId, reason);
  return done === null ? alreadyResult(about, sentence) : actResult(done, { about, done: sentence });
}

interface AgreedOptions {
  readonly for: string;
  readonly with?: readonly string[];
  readonly license?: string;
  readonly note?: string;
}

/** An organization states which document it agreed on and with whom: the hash of a file that it keeps is signed and logged. */
export async function agreed(
  context: CommandContext,
  asset: string,
  file: string,
  options: AgreedOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(asset);
  const license = options.license === undefined ? {} : { licenseId: parseLicenseArgument(options.license) };
  if ((options.with ?? []).length === 0)
    throw new ArgumentError(
      '--with',
      'name the organizations that agreed with it: nobody agrees alone. · 请写明与谁达成一致。',
    );
  const sha256 = await hashDocument(file);
  const platform = await context.connect();
  const signing = await getOrganization(platform.api, options.for, '--for');
  const others = await Promise.all(
    (options.with ?? []).map((name) => getOrganization(platform.api, name, '--with')),
  );
  const parties = [signing, ...others].map(({ id }) => id);
  const stated = await stateAgreement(platform, assetId, {
    organization: signing.id,
    parties,
    algorithm: 'sha256',
    hash: `0x${sha256}`,
    ...license,
    ...(options.note !== undefined && { note: options.note }),
  });
  return signedHashResult(stated, {
    about: { assetId, ...license, organizationId: signing.id, parties, sha256 },
    done: `${signing.slug} agreed on the file with SHA-256 ${sha256}`,
  });
}

/** The licenses of your organizations: those they have, those they sold, and the parts that they granted onward. */
export async function licenses(context: CommandContext, options: PartyOptions): Promise<CommandResult> {
  const platform = await context.connect();
  const { api, deployment } = platform;
  const listed = await listOfParties(platform, options, async ({ id }) => [
    ...(await listLicenses(api, { licensee: id })),
    ...(await listLicenses(api, { holder: id })),
    ...(await listLicenses(api, { grantor: id })),
  ]);
  return {
    json: {
      licenses: listed.map(({ id, terms, version, licensee, isRevoked, revocation, transaction }) => ({
        licenseId: id,
        number: shortNumberOf(id),
        licensee: licensee.id,
        version,
        ...termsDocument(terms, deployment),
        isRevoked,
        revocation,
        transaction,
      })),
    },
    lines: listed.map(
      ({ id, terms, version, licensee, revocation }) =>
        `${id}  ${licensee.slug}  ${termsLine(terms, deployment)}, ${soldText(terms, version)}${parentText(terms)}${revocation === null ? '' : `, revoked: ${revocation.reason ?? 'for a reason not told'}`}`,
    ),
  };
}

function parentText({ origin, parent }: License['terms']): string {
  return origin === 'SUBLICENSE' && parent !== null ? `, a part of license ${parent}` : '';
}
