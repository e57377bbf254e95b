import { beforeEach, describe, expect, it } from 'vitest';
import type { Bundle } from '@lanran/protocol/proofs/bundle';
import type { PresentVersion } from '@lanran/sdk/publishing/present-version';
import type { PreparedPublication } from '@lanran/sdk/publishing/publishing';
import type { SeenVersions } from '@lanran/sdk/publishing/seen-versions';
import { filled, LOG_ID } from '../protocol/builders.ts';
import { ASSET, type Lie, PlayedPlatform } from './played-platform.ts';

/** A client that revises, as it reads, prepares and signs. */
export interface RevisingClient {
  readonly seen: SeenVersions;
  readPresent(): Promise<PresentVersion>;
  /** A revision of `present` that keeps every file. */
  prepare(present: PresentVersion): Promise<PreparedPublication>;
  sign(prepared: PreparedPublication): Promise<unknown>;
}

/** What every client that signs a revision refuses; run on each of them. */
export function describeRevising(
  name: string,
  open: (platform: PlayedPlatform) => Promise<RevisingClient>,
): void {
  describe(`a revision that ${name} signs after reading the present version`, () => {
    let platform: PlayedPlatform;
    let client: RevisingClient;
    beforeEach(async () => {
      platform = await PlayedPlatform.start();
      client = await open(platform);
    });

    async function revise() {
      return client.sign(await client.prepare(await client.readPresent()));
    }

    async function expectRefusal(message: string, code = 'UNTRUSTWORTHY_ANSWER') {
      await expect(revise()).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
      expect(platform.signed).toEqual([]);
    }

    function lieAboutProof(change: (bundle: Bundle) => Partial<Bundle>, version = 2): void {
      platform.lies.set('proof', (honest, { statementHash }) =>
        statementHash === undefined
          ? { proof: { filename: 'p', bundle: platform.proof(version, change) } }
          : honest,
      );
    }

    const withDeployment =
      (change: object): Lie =>
      ({ deployment }) => ({ deployment: { ...(deployment as object), ...change } });

    it('is signed when the platform is honest', async () => {
      await revise();
      expect(platform.signed).toHaveLength(1);
    });

    it.each([{ path: 'back.tif' }, { path: 'detail.tif', version: 2 }])(
      'is signed without the file that was taken down: %j',
      async (scope) => {
        platform.takeDown(scope);
        const left = platform.files.filter(({ path }) => path !== scope.path);
        platform.lies.set('preparePublication', () => ({ preparePublication: platform.propose(left) }));
        expect((await client.readPresent()).files).toEqual(left);
        await revise();
        expect(platform.signed).toHaveLength(1);
      },
    );

    it('begins without files and words after the present version was taken down', async () => {
      platform.takeDown({ version: 2 });
      expect(await client.readPresent()).toMatchObject({ version: 2, files: [], request: { title: {} } });
    });

    it('begins without the title that was taken down', async () => {
      platform.takeDown({ field: 'title' });
      expect((await client.readPresent()).request.title).toEqual({});
    });

    it.each<[string, (of: PlayedPlatform) => void]>([
      ['another file', (of) => of.logTakeDown({ path: 'front.tif' })],
      ['a file of a path that the gap can’t have', (of) => of.logTakeDown({ path: 'quilt.tif' })],
      ['a field', (of) => of.logTakeDown({ field: 'title' })],
      ['a file of another version', (of) => of.logTakeDown({ path: 'back.tif', version: 1 })],
      ['nothing at all', () => undefined],
    ])('is not signed without a file when what was taken down is %s', async (_what, log) => {
      log(platform);
      lieAboutProof(({ files }) => ({ files: files.slice(1) }));
      await expectRefusal("2 of the version's 3 files");
    });

    it('is not signed without a file whose take-down is of another asset', async () => {
      platform.takeDown({ path: 'back.tif' }, { assetId: filled(0x99) as typeof ASSET });
      await expectRefusal('the proof of a take-down fails: it is of asset');
    });

    it('is not signed when the platform names another scope than was taken down', async () => {
      platform.takeDown({ path: 'back.tif' });
      platform.lies.set('asset', ({ asset }) => ({
        asset: JSON.parse(JSON.stringify(asset).replaceAll('back.tif', 'bark.tif')) as unknown,
      }));
      await expectRefusal('the proof of a take-down fails: it is of another part');
    });

    it('is not signed without a field that was not taken down', async () => {
      lieAboutProof(({ body }) => ({
        body: { ...body, fields: body.fields.filter(({ name }) => name !== 'title') },
      }));
      await expectRefusal('does not show every field');
    });

    it('is not signed without a file that the platform leaves out of the proof and of its proposal', async () => {
      lieAboutProof(({ files }) => ({ files: files.slice(1) }));
      platform.lies.set('preparePublication', () => ({
        preparePublication: platform.propose(platform.files.slice(1)),
      }));
      await expectRefusal("2 of the version's 3 files");
    });

    it.each<[string, (bundle: Bundle) => Partial<Bundle>, string]>([
      [
        'swaps two files',
        ({ files }) => ({
          files: files.map((file, at) => ({ ...file, entry: files[at === 0 ? 1 : 0]?.entry ?? file.entry })),
        }),
        'files, file ',
      ],
      ['reorders the files', ({ files }) => ({ files: files.toReversed() }), 'format'],
      [
        'renames a file',
        ({ files }) => ({
          files: files.map((file, at) =>
            at === 0 ? { ...file, entry: { ...file.entry, path: 'aack.tif' } } : file,
          ),
        }),
        'files, file aack.tif',
      ],
      [
        'hides which files there are',
        ({ body }) => ({
          files: [],
          body: { ...body, fields: body.fields.filter(({ name }) => name !== 'files') },
        }),
        'files, the field that commits to the files',
      ],
      [
        'shows another title than was signed',
        ({ body }) => ({
          body: {
            ...body,
            fields: body.fields.map((field) =>
              field.name === 'title' ? { ...field, value: { en: 'Plain skirt' } } : field,
            ),
          },
        }),
        'body, ',
      ],
      ['shows another place in the log', ({ leaf }) => ({ leaf: { ...leaf, index: 0 } }), 'inclusion'],
      ['names another log', () => ({ logId: filled(0x77) as Bundle['logId'] }), 'fails: '],
      [
        'shows a statement of another asset',
        ({ statement }) => ({ statement: { ...statement, assetId: filled(0x99) as typeof ASSET } }),
        'fails: ',
      ],
    ])('is not signed when the proof %s', async (_what, change, message) => {
      lieAboutProof(change);
      await expectRefusal(message);
    });

    it('is not signed on an older version than the platform lists', async () => {
      lieAboutProof(() => ({}), 1);
      await expectRefusal('the proof is of version 1, but the platform lists version 2');
    });

    it('is not signed on an older version than was seen before', async () => {
      await client.readPresent();
      lieAboutProof(() => ({}), 1);
      platform.lies.set('asset', ({ asset }) => ({ asset: { ...(asset as object), version: 1 } }));
      await expectRefusal('version 2 was seen here before', 'VERSION_LOST');
    });

    it('is not signed on another version of the number that was seen before', async () => {
      await client.seen.keep({ logId: LOG_ID, assetId: ASSET, version: 2, head: filled(0x55) as never });
      await expectRefusal('version 2 was seen here before', 'VERSION_LOST');
    });

    it('is not signed on a next version that does not follow the one seen before', async () => {
      await client.seen.keep({ logId: LOG_ID, assetId: ASSET, version: 1, head: filled(0x55) as never });
      await expectRefusal('version 1 was seen here before', 'VERSION_LOST');
    });

    it.each<[string, object, string]>([
      ['another log', { logId: filled(0x88) }, 'do not belong together'],
      ['another checkpoint key', { checkpointKey: PlayedPlatform.otherKey() }, 'checkpoint key'],
    ])('is not signed when the installation is told to be %s', async (_what, change, message) => {
      platform.lies.set('deployment', withDeployment(change));
      client = await open(platform);
      await expectRefusal(message);
    });

    it.each<[string, Parameters<PlayedPlatform['propose']>[1], string]>([
      ['follows the version before', { previous: filled(0x66) }, 'it follows another statement'],
      ['is of another asset', { assetId: filled(0x66) as typeof ASSET }, 'it is about another asset'],
      ['names a community', { community: filled(0x66) as never }, 'its community is not that'],
      ['is dated otherwise', { issuedAt: 1 }, 'it is dated'],
      ['is of another kind', { kind: 'withdrawn' }, 'it is a statement of kind withdrawn'],
    ])('is not signed when the proposal %s', async (_what, change, message) => {
      platform.lies.set('preparePublication', () => ({
        preparePublication: platform.propose(platform.files, change),
      }));
      await expectRefusal(message);
    });

    it('is signed for the log that was shown, or not at all', async () => {
      const prepared = await client.prepare(await client.readPresent());
      platform.lies.set('deployment', withDeployment({ logId: filled(0x88) }));
      await client.sign(prepared).catch(() => undefined);
      expect(platform.signed.filter(({ logId }) => logId !== LOG_ID)).toEqual([]);
    });
  });
}
