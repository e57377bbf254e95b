import { rightsStatementText } from '@lanran/protocol/assets/rights-statement';
import { formatDay } from '@lanran/protocol/kernel/day';
import {
  allowsAiTraining,
  bothTexts,
  type CopyFacts,
  creditOf,
  oneText,
  type OriginalFacts,
  type OriginFacts,
  type PartyFacts,
} from './copy-facts.ts';

/** Of the platform's own assertion (docs/copies.md). */
export const LICENSE_ASSERTION = 'org.lanran.license';
/** Of the claim generator. */
const GENERATOR = { name: 'Lanran', version: '1' };

/** Of a preview, which comes with no license. */
const ASSET_ASSERTION = 'org.lanran.asset';

export interface PreviewRequest {
  readonly origin: Pick<OriginFacts, 'assetId' | 'assetUrl' | 'version' | 'holder' | 'isSynthetic'>;
  readonly original: Omit<OriginalFacts, 'path'>;
  /** Of the preview. */
  readonly mediaType: string;
}

export interface ManifestRequest extends CopyFacts {
  readonly original: OriginalFacts;
  /** Of the file that is signed, or that the sidecar stands beside. */
  readonly mediaType: string;
}

/** The input of the signing library, as JSON values (C2PA 2.2, CAWG Metadata 1.1, CAWG Training and Data Mining 1.1). */
export interface ManifestDefinition {
  readonly claim_version: 2;
  readonly claim_generator_info: readonly { readonly name: string; readonly version: string }[];
  readonly title: string;
  readonly format: string;
  readonly assertions: readonly Assertion[];
}

interface Assertion {
  readonly label: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly kind?: 'Json';
}

/** The original, which the copy was made of. */
export interface ParentIngredient {
  readonly title: string;
  readonly format: string;
  readonly relationship: 'parentOf';
  readonly document_id: string;
  readonly instance_id: string;
}

/** Of a copy; the library adds the hash of its bytes. */
export function copyDefinition(request: ManifestRequest): ManifestDefinition {
  return definition(request, []);
}

/** Of a sidecar: bound to the original's bytes by their SHA-256, which nobody has to read again. */
export function sidecarDefinition(request: ManifestRequest): ManifestDefinition {
  const hash = [...Buffer.from(request.original.sha256, 'hex')];
  return definition(request, [
    { label: 'c2pa.hash.data', data: { name: 'jumbf manifest', alg: 'sha256', hash, pad: [] } },
  ]);
}

/**
 * The manifest of a marked preview, which people without a license see. Nobody can call back a saved preview. The manifest
 * therefore has no words that a take-down may erase: no title, credit line or path, only the address of the asset's page.
 */
export function previewDefinition({ origin, original, mediaType }: PreviewRequest): ManifestDefinition {
  const actions = ['c2pa.resized', 'c2pa.edited', 'c2pa.published'].map((action) => ({ action }));
  const use = { use: 'notAllowed' };
  const entries = { 'cawg.ai_generative_training': use, 'cawg.ai_training': use };
  const { assetId, assetUrl, version, holder, isSynthetic } = origin;
  const statement = {
    asset: assetId,
    version,
    page: assetUrl,
    holder: { id: holder.id, name: holder.name },
    ...(isSynthetic && { synthetic: true }),
    original: contentStatement(original),
  };
  const rights = { '@context': METADATA_CONTEXT, ...rightsMetadata(holder, assetUrl) };
  return {
    claim_version: 2,
    claim_generator_info: [GENERATOR],
    title: assetUrl,
    format: mediaType,
    assertions: [
      { label: 'c2pa.actions.v2', data: { actions } },
      { label: 'cawg.training-mining', data: { entries } },
      { label: 'cawg.metadata', data: rights, kind: 'Json' },
      { label: ASSET_ASSERTION, data: statement, kind: 'Json' },
    ],
  };
}

export function parentOf({
  original,
  mediaType,
}: Pick<ManifestRequest, 'original' | 'mediaType'>): ParentIngredient {
  return ingredient(original.path, { original, mediaType });
}

/** Named by its content: a path may be erased. */
export function previewParentOf({
  original,
  mediaType,
}: Pick<PreviewRequest, 'original' | 'mediaType'>): ParentIngredient {
  return ingredient(original.cid, { original, mediaType });
}

function ingredient(
  title: string,
  { original, mediaType }: Pick<PreviewRequest, 'original' | 'mediaType'>,
): ParentIngredient {
  return {
    title,
    format: mediaType,
    relationship: 'parentOf',
    document_id: `ipfs://${original.cid}`,
    instance_id: `urn:sha256:${original.sha256}`,
  };
}

function definition(request: ManifestRequest, bindings: readonly Assertion[]): ManifestDefinition {
  const { original, mediaType, license } = request;
  return {
    claim_version: 2,
    claim_generator_info: [GENERATOR],
    title: original.path,
    format: mediaType,
    assertions: [
      // `c2pa.opened`, with the original as its parent, is added by the library.
      { label: 'c2pa.actions.v2', data: { actions: [{ action: 'c2pa.published' }] } },
      { label: 'cawg.training-mining', data: { entries: trainingEntries(license) } },
      { label: 'cawg.metadata', data: metadata(request.origin, license.checkUrl), kind: 'Json' },
      { label: LICENSE_ASSERTION, data: licenseStatement(request), kind: 'Json' },
      ...bindings,
    ],
  };
}

function trainingEntries(license: CopyFacts['license']): Readonly<Record<string, unknown>> {
  const use = allowsAiTraining(license)
    ? {
        use: 'constrained',
        constraint_info: `By the licensee alone, under license ${license.licenseId}: ${license.checkUrl}`,
      }
    : { use: 'notAllowed' };
  return { 'cawg.ai_generative_training': use, 'cawg.ai_training': use };
}

const METADATA_CONTEXT = {
  dc: 'http://purl.org/dc/elements/1.1/',
  photoshop: 'http://ns.adobe.com/photoshop/1.0/',
  plus: 'http://ns.useplus.org/ldf/xmp/1.0/',
  xmpRights: 'http://ns.adobe.com/xap/1.0/rights/',
};

function metadata(origin: OriginFacts, rightsUrl: string): Readonly<Record<string, unknown>> {
  const credit = creditOf(origin);
  return {
    '@context': METADATA_CONTEXT,
    'dc:title': bothTexts(origin.title),
    'photoshop:Credit': credit,
    ...(origin.rightsStatement !== null && {
      'dc:rights': rightsStatementText(origin.rightsStatement, 'en'),
    }),
    ...rightsMetadata(origin.holder, rightsUrl),
  };
}

function rightsMetadata({ name, url }: PartyFacts, rightsUrl: string): Readonly<Record<string, unknown>> {
  return {
    'xmpRights:WebStatement': rightsUrl,
    'plus:Licensor': [{ 'plus:LicensorName': bothTexts(name), 'plus:LicensorURL': url }],
  };
}

function licenseStatement({ origin, license, original }: ManifestRequest): Readonly<Record<string, unknown>> {
  return {
    license: license.licenseId,
    check: license.checkUrl,
    licensee: { id: license.licensee.id, name: license.licensee.name },
    media: license.media,
    territories: license.territories.en,
    firstDay: formatDay(license.firstDay),
    lastDay: formatDay(license.lastDay),
    exclusive: license.isExclusive,
    ...assetStatement(origin),
    original: originalStatement(original),
  };
}

function assetStatement(origin: OriginFacts): Readonly<Record<string, unknown>> {
  const { holder, community, labels } = origin;
  return {
    asset: origin.assetId,
    version: origin.version,
    page: origin.assetUrl,
    title: origin.title,
    creditLine: creditOf(origin),
    holder: { id: holder.id, name: holder.name },
    ...(community !== null && { community: { id: community.id, name: community.name } }),
    ...(labels.length > 0 && {
      labels: labels.map(({ code, title }) => ({ code, title: oneText(title) })),
    }),
    ...(origin.isSynthetic && { synthetic: true }),
  };
}

function originalStatement(original: OriginalFacts): Readonly<Record<string, unknown>> {
  return { path: original.path, ...contentStatement(original) };
}

function contentStatement({
  bytes,
  sha256,
  cid,
}: Omit<OriginalFacts, 'path'>): Readonly<Record<string, unknown>> {
  return { bytes, sha256, cid };
}
