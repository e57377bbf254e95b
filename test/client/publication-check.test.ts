import { beforeAll, describe, expect, it } from 'vitest';
import { bodyHash, buildBody } from '@lanran/protocol/log/body';
import { type Hex, ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { digestFile } from '@lanran/protocol/files/digest';
import {
  assetIdOf,
  communityCommitment,
  NO_COMMUNITY,
  organizationIdOf,
  parseStatementHash,
  randomBytes32,
} from '@lanran/protocol/kernel/ids';
import type { JsonValue } from '@lanran/protocol/kernel/json';
import { filesField, sortManifest } from '@lanran/protocol/files/manifest';
import { parseStatement, type Statement } from '@lanran/protocol/log/statement';
import type { DigestedFile } from '@lanran/sdk/publishing/publication-check';
import {
  checkPublication,
  type Expectation,
  type ProposedPublication,
  type PublishRequest,
} from '@lanran/sdk/publishing/publication-check';

const NOW = 1_795_000_000;
const LOG_ID = `0x${'4c'.repeat(32)}`;
const MUSEUM = organizationIdOf('museum');
const COMMUNITY = organizationIdOf('villages');

const AGREEMENT = {
  sha256: 'ab'.repeat(32),
  bytes: 3,
  mediaType: 'application/pdf',
  name: { en: 'Film license' },
} as const;

const request: PublishRequest = {
  organizationId: MUSEUM,
  community: COMMUNITY,
  kind: 'PATTERN',
  access: 'LICENSED',
  title: { en: 'Whirlpool', zh: '涡妥纹' },
  description: { en: 'White on indigo.' },
  terms: [{ vocabulary: 'technique', code: 'batik', en: 'Batik' }],
  creditLine: 'Drawn by code.',
  identifier: 'A-1',
  agreement: AGREEMENT,
  synthetic: true,
};

interface Changes {
  readonly statement?: Partial<Statement>;
  readonly fields?: Readonly<Record<string, JsonValue>>;
  readonly withoutField?: string;
  readonly fileContent?: Uint8Array;
  readonly extraFile?: boolean;
  readonly proposed?: Partial<ProposedPublication>;
}

describe('checkPublication', () => {
  let files: DigestedFile[];
  let expectation: Expectation;
  beforeAll(async () => {
    files = [{ path: 'front.tif', digest: await digestFile([Uint8Array.of(1, 2, 3)]) }];
    expectation = { request, files, logId: LOG_ID, now: NOW };
  });

  /** What an honest platform proposes for the request, with changes. */
  async function propose(changes: Changes = {}, of: PublishRequest = request): Promise<ProposedPublication> {
    const digest = await digestFile([changes.fileContent ?? Uint8Array.of(1, 2, 3)]);
    const entries = [{ salt: randomBytes32(), path: 'front.tif', ...digest }];
    if (changes.extraFile === true) entries.push({ salt: randomBytes32(), path: 'extra.tif', ...digest });
    const manifest = sortManifest(entries);
    const {
      organizationId,
      community,
      title,
      description,
      agreement,
      rightsStatement,
      terms = [],
      ...plain
    } = of;
    const values: Record<string, JsonValue> = {
      schema: 'lanran/published/1',
      version: 1,
      organization: organizationId,
      ...plain,
      title: { ...title },
      ...(description !== undefined && { description: { ...description } }),
      ...(agreement !== undefined && { agreement: { ...agreement, name: { ...agreement.name } } }),
      ...(rightsStatement !== undefined && { rightsStatement: { ...rightsStatement } }),
      ...(terms.length > 0 && { terms: terms.map((term) => ({ ...term })) }),
      files: { ...filesField(manifest) },
      ...changes.fields,
    };
    const shown = Object.fromEntries(
      Object.entries(values).filter(([name]) => name !== changes.withoutField),
    );
    const body = buildBody(shown);
    const [assetSalt, communitySalt] = [randomBytes32(), randomBytes32()];
    const statement: Statement = {
      kind: 'published',
      assetId: assetIdOf(organizationId, assetSalt),
      community: community === null ? NO_COMMUNITY : communityCommitment(community, communitySalt),
      previous: ZERO_32,
      bodyHash: bodyHash(body),
      issuedAt: NOW,
      ...changes.statement,
    };
    return {
      logId: LOG_ID,
      statement: JSON.stringify(statement),
      body: JSON.stringify(body),
      manifest: JSON.stringify(manifest),
      assetSalt,
      communitySalt: community === null ? null : communitySalt,
      ...changes.proposed,
    };
  }

  it('accepts exactly what was asked for and hashed', async () => {
    const { manifest } = checkPublication(await propose(), expectation);
    expect(manifest.map(({ path }) => path)).toEqual(['front.tif']);
  });

  it('accepts an asset without community, terms and description', async () => {
    const plain: PublishRequest = {
      organizationId: MUSEUM,
      community: null,
      kind: 'FILM',
      access: 'OPEN',
      title: { en: 'A' },
      synthetic: false,
    };
    const proposed = await propose({}, plain);
    expect(() => checkPublication(proposed, { ...expectation, request: plain })).not.toThrow();
  });

  const other = organizationIdOf('somebody-else');
  it.each<[string, Changes, RegExp]>([
    ['another log', { proposed: { logId: `0x${'00'.repeat(32)}` } }, /its log is/],
    ['another kind of statement', { statement: { kind: 'withdrawn' } }, /kind withdrawn/],
    [
      'a statement that follows another',
      { statement: { previous: `0x${'01'.repeat(32)}` } },
      /follows another/,
    ],
    [
      'an asset of another organization',
      { statement: { assetId: assetIdOf(other, randomBytes32()) } },
      /not one of the organization/,
    ],
    [
      'another community',
      { statement: { community: communityCommitment(other, randomBytes32()) } },
      /community/,
    ],
    ['no community', { statement: { community: NO_COMMUNITY } }, /community/],
    ['a date far off', { statement: { issuedAt: NOW + 3_600 } }, /clock/],
    [
      'a body the statement does not commit to',
      { statement: { bodyHash: `0x${'01'.repeat(32)}` } },
      /commit to the body/,
    ],
    ['other bytes in a file', { fileContent: Uint8Array.of(1, 2, 4) }, /sha256 of front.tif/],
    ['a file more', { extraFile: true }, /extra.tif was not asked for/],
    ['another title', { fields: { title: { en: 'Something else' } } }, /field title/],
    ['wider access', { fields: { access: 'OPEN' } }, /field access/],
    ['a hidden change of the maker', { fields: { synthetic: false } }, /field synthetic/],
    ['another holder in the body', { fields: { organization: other } }, /field organization/],
    [
      'another license agreement',
      { fields: { agreement: { ...AGREEMENT, sha256: 'cd'.repeat(32) } } },
      /field agreement/,
    ],
    ['no license agreement', { withoutField: 'agreement' }, /agreement is missing/],
    ['a field more', { fields: { remark: 'paid' } }, /remark was not asked for/],
    ['a field less', { withoutField: 'creditLine' }, /creditLine is missing/],
    [
      'files that are not those of the manifest',
      { fields: { files: { count: 1, bytes: 3, root: ZERO_32 } } },
      /field files/,
    ],
    ['something that is no JSON', { proposed: { statement: '{' } }, /./],
  ])('refuses %s', async (_, changes, problem) => {
    const proposed = await propose(changes);
    expect(() => checkPublication(proposed, expectation)).toThrow(
      expect.objectContaining({ code: 'UNTRUSTWORTHY_ANSWER' }),
    );
    expect(() => checkPublication(proposed, expectation)).toThrow(problem);
  });

  describe('of a revision', () => {
    const revises = {
      assetId: assetIdOf(MUSEUM, randomBytes32()),
      head: parseStatementHash(randomBytes32()),
      version: 2,
    };
    const follows = { kind: 'revised', previous: revises.head, assetId: revises.assetId } as const;
    const fields = { schema: 'lanran/revised/1', version: 3 };
    const check = async (changes: Changes) =>
      checkPublication(await propose({ ...changes, fields: { ...fields, ...changes.fields } }), {
        ...expectation,
        revises,
      });

    it('takes the next version that follows the present one', async () => {
      expect((await check({ statement: follows })).statement).toMatchObject(follows);
    });

    it.each<[string, Changes]>([
      ['it is a statement of kind published', { statement: { ...follows, kind: 'published' } }],
      ['it follows another statement', { statement: { ...follows, previous: ZERO_32 } }],
      ['it is about another asset', { statement: { ...follows, assetId: assetIdOf(MUSEUM, ZERO_32) } }],
      ['field version is 2', { statement: follows, fields: { version: 2 } }],
      ['file extra.tif was not asked for', { statement: follows, extraFile: true }],
    ])('refuses another: %s', async (problem, changes) => {
      await expect(check(changes)).rejects.toThrow(problem);
    });

    it('takes the commitment to the community of the version before, and no other', async () => {
      const proposed = await propose({ statement: follows, fields });
      const community = parseStatement(JSON.parse(proposed.statement)).community;
      const after = (commitment: Hex) => ({ ...expectation, revises: { ...revises, community: commitment } });
      expect(() => checkPublication(proposed, after(community))).not.toThrow();
      expect(() => checkPublication(proposed, after(randomBytes32()))).toThrow(
        'not that of the version before',
      );
    });
  });
});
