import { createReadStream, readdirSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import validator from 'gltf-validator';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { FileTypeDetector } from '@lanran/api/files/adapters/file-type-detector';
import { SharpPictureMaker } from '@lanran/api/files/adapters/sharp-picture-maker';
import { parseDraftContent } from '@lanran/api/publishing/domain/draft-content';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { peoplesNamedIn, peoplesUnasked } from '@lanran/protocol/assets/peoples';
import { parsePath } from '@lanran/protocol/kernel/path';
import { parseMedia } from '@lanran/protocol/licensing/media';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import { hashFile } from '../../../sdk/node/local-files.ts';
import { DEMO_ACCOUNTS, ensureDemoAccounts, readDemoAccount } from '../../../scripts/seed/accounts.ts';
import { CREDIT_LINE, DEMO_ASSETS } from '../../../scripts/seed/assets.ts';
import { DEMO_MODEL_PATH } from '../../../scripts/seed/holders.ts';
import { seedFile } from '../../../scripts/seed/seed-files.ts';
import { renderPlates } from '../../../scripts/seed/plates.ts';
import { drawingPath, renderDrawing } from '../../../scripts/seed/drawings.ts';
import { DEMO_ORGANIZATIONS, demoOrganization } from '../../../scripts/seed/organizations.ts';
import { sniffedFile } from '../../support/sniffed-file.ts';
import { temporaryFolder } from '../temporary-folder.ts';

describe('demo data', () => {
  it('is an accreditor, three institutions, three communities, two studios and an auditor', () => {
    const kinds = DEMO_ORGANIZATIONS.map(({ kind }) => kind).sort();
    expect(kinds).toEqual([
      'ACCREDITOR',
      'AUDITOR',
      'COMMUNITY',
      'COMMUNITY',
      'COMMUNITY',
      'INSTITUTION',
      'INSTITUTION',
      'INSTITUTION',
      'STUDIO',
      'STUDIO',
    ]);
    expect(new Set(DEMO_ORGANIZATIONS.map(({ account }) => account)).size).toBe(DEMO_ORGANIZATIONS.length);
  });

  it('says of each organization in a sentence what it is, in both languages', () => {
    for (const { description } of DEMO_ORGANIZATIONS) {
      expect(description.en).toMatch(/^[A-Z][^.]{20,140}\.$/);
      expect(description.zh).toMatch(/^\p{sc=Han}[^。]{10,60}。$/u);
    }
  });

  it('is twelve assets of the three kinds, one open, one restricted, some without community', () => {
    expect(DEMO_ASSETS).toHaveLength(12);
    expect(new Set(DEMO_ASSETS.map(({ identifier }) => identifier)).size).toBe(12);
    expect(new Set(DEMO_ASSETS.map(({ kind }) => kind))).toEqual(new Set(['PATTERN', 'COSTUME', 'FILM']));
    expect(DEMO_ASSETS.filter(({ access }) => access === 'OPEN')).toHaveLength(1);
    expect(DEMO_ASSETS.filter(({ access }) => access === 'RESTRICTED')).toHaveLength(1);
    expect(DEMO_ASSETS.some(({ community }) => community === null)).toBe(true);
    expect(DEMO_ASSETS.filter(({ consent }) => consent === undefined).length).toBeGreaterThan(6);
  });

  it('has a short film and a sequence of frames that differ, with one missing', async () => {
    const films = DEMO_ASSETS.flatMap(({ film }) => film ?? []);
    expect(films).toHaveLength(1);
    for (const film of films) expect((await stat(seedFile(`films/${film}`))).size).toBeLessThan(100_000);
    const plates = await renderPlates(await temporaryFolder());
    expect(plates.map(({ path }) => path)).toHaveLength(12);
    expect(plates.map(({ path }) => path)).not.toContain('take-1/plate.0007.png');
    const hashes = await Promise.all(plates.map(async ({ file }) => (await hashFile(file)).sha256));
    expect(new Set(hashes).size).toBe(12);
  });

  it('has a costume as a small model in glTF that says it is synthetic, behind the drawing that is its cover', async () => {
    const costumes = DEMO_ASSETS.filter(({ hasModel = false }) => hasModel);
    expect(costumes.map(({ kind }) => kind)).toEqual(['COSTUME']);
    for (const { drawings } of costumes)
      for (const drawing of drawings) expect(drawingPath(drawing) < DEMO_MODEL_PATH).toBe(true);
    const glb = await readFile(seedFile('models/pleated-skirt.glb'));
    expect(glb.length).toBeLessThan(300_000);
    expect(glb.toString('latin1', 0, 2_000)).toContain('Synthetic');
    const { issues } = (await validator.validateBytes(new Uint8Array(glb))) as {
      readonly issues: { readonly numErrors: number; readonly numWarnings: number };
    };
    expect(issues).toMatchObject({ numErrors: 0, numWarnings: 0 });
  });

  it.each(DEMO_ASSETS.map((asset) => [asset.identifier, asset] as const))(
    '%s is what the platform accepts, in both languages',
    (_, asset) => {
      const { community, kind, access, title, description, terms, identifier, noCommunityReason } = asset;
      const { metadata } = parseDraftContent({
        community: community === null ? null : organizationIdOf(community),
        kind,
        access,
        title,
        description,
        terms,
        creditLine: CREDIT_LINE,
        identifier,
        noCommunityReason,
        synthetic: true,
      });
      expect(metadata).toEqual({
        kind,
        access,
        title,
        description,
        terms,
        creditLine: CREDIT_LINE,
        identifier,
        ...(noCommunityReason !== undefined && { noCommunityReason }),
        synthetic: true,
      });
      expect([title.en, title.zh, ...terms.flatMap(({ en, zh }) => [en, zh])]).not.toContain(undefined);
      expect(demoOrganization(asset.holder).kind).toBe('INSTITUTION');
      for (const drawing of asset.drawings)
        expect(parsePath(drawingPath(drawing))).toBe(drawingPath(drawing));
      if (asset.consent !== undefined) expect(community).not.toBeNull();
      for (const { media, territory } of [asset.consent, asset.offer].filter(
        (terms_) => terms_ !== undefined,
      )) {
        expect(parseMedia(media)).toBeGreaterThan(0);
        expect(parseTerritories(territory)).toBeGreaterThan(0n);
      }
    },
  );

  it('offers nothing of a named people without the consent of a community of theirs', () => {
    for (const asset of DEMO_ASSETS) {
      const peoples = peoplesNamedIn(asset);
      if (peoples.length === 0) continue;
      expect(peoplesUnasked(asset)).toEqual([]);
      if (asset.offer === undefined) continue;
      expect(asset.consent).toBeDefined();
      const { name } = demoOrganization(asset.community ?? 'demo-anshun-archive');
      expect(peoplesNamedIn({ title: name }).filter((code) => peoples.includes(code))).not.toEqual([]);
    }
  });

  it('offers nothing that its consent does not cover', () => {
    for (const { consent, offer, community } of DEMO_ASSETS) {
      if (offer === undefined || community === null) continue;
      expect(parseMedia(offer.media) & ~parseMedia(consent?.media ?? '')).toBe(0);
      expect(parseTerritories(offer.territory) & ~parseTerritories(consent?.territory ?? '')).toBe(0n);
    }
  });
});

describe('demo drawings', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
  });

  it.each(readdirSync(dirname(seedFile('motifs/fern.svg'))).filter((name) => name.endsWith('.svg')))(
    '%s has more than one color',
    async (motif) => {
      const { channels } = await sharp(seedFile(`motifs/${motif}`))
        .resize(120)
        .stats();
      expect(Math.max(...channels.slice(0, 3).map(({ stdev }) => stdev))).toBeGreaterThan(20);
    },
  );

  it.each(DEMO_ASSETS.map(({ identifier, drawings }) => [identifier, drawings] as const))(
    'of %s are files that the platform knows by content and shows',
    async (_, drawings) => {
      const pictures = new SharpPictureMaker({ scratchDir: join(folder, 'scratch') });
      for (const drawing of drawings) {
        // Smaller than on a first start, yet larger than what a type is told by.
        const path = await renderDrawing(join(folder, 'shown'), { ...drawing, width: 800 });
        const content = await readFile(path);
        const mediaType = await new FileTypeDetector().typeOf(sniffedFile(content));
        expect(mediaType).toBe(drawing.format === 'png' ? 'image/png' : 'image/tiff');
        const source = { mediaType, bytes: content.length, read: async () => createReadStream(path) };
        expect(await pictures.make(source, [])).toMatchObject({ picture: { width: 800 }, refusal: null });
      }
    },
  );

  it.each(['png', 'tif'] as const)('renders %s with a label that it is synthetic, once', async (format) => {
    const drawing = { motif: 'whirlpool', name: 'a/b', format, width: 300 } as const;
    const path = await renderDrawing(folder, drawing);
    const { width, xmp } = await sharp(path).metadata();
    expect(width).toBe(300);
    expect(xmp?.toString('utf8')).toContain('digitalsourcetype/algorithmicMedia');
    const { mtimeMs } = await stat(path);
    await renderDrawing(folder, drawing);
    expect((await stat(path)).mtimeMs).toBe(mtimeMs);
    const again = await renderDrawing(join(folder, 'again'), drawing);
    expect(await hashFile(again)).toEqual(await hashFile(path));
  });
});

describe('ensureDemoAccounts', () => {
  it('makes key files that only their owner reads, and keeps them', async () => {
    const dataDir = await temporaryFolder();
    const addresses = ensureDemoAccounts(dataDir);
    expect(Object.keys(addresses)).toEqual([...DEMO_ACCOUNTS]);
    expect(ensureDemoAccounts(dataDir)).toEqual(addresses);
    for (const account of DEMO_ACCOUNTS) {
      const { mode } = await stat(join(dataDir, 'demo-accounts', `${account}.key`));
      expect(mode & 0o777).toBe(0o600);
      expect(readDemoAccount(dataDir, account).address).toBe(addresses[account]);
    }
  });
});
