import { NOTHING_STATED } from '../../../web/features/publish/editor/model/draft-form.ts';
import { readPresentVersion } from '@lanran/sdk/publishing/present-version';
import { signPublication } from '@lanran/sdk/publishing/publishing';
import { openUnsigned, prepare } from '../../../web/features/publish/editor/model/publication.ts';
import { rowsOf } from '../../../web/features/publish/uploads/model/file-rows.ts';
import type { Draft } from '../../../web/features/publish/editor/model/queries.ts';
import { openPlatform } from '../../../web/lib/session/platform.ts';
import { seenVersions } from '../../../web/lib/kept/seen-versions.ts';
import { ASSET, HOLDER, type PlayedPlatform, REQUEST } from '../../client/played-platform.ts';
import { describeRevising } from '../../client/revision-suite.ts';

/** Node has neither a page nor its storage. */
async function openPage(played: PlayedPlatform): Promise<void> {
  const { apiUrl: origin } = await played.connect();
  const kept = new Map<string, string>();
  Object.assign(globalThis, {
    window: { location: { origin } },
    localStorage: {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
    },
  });
}

describeRevising('the browser', async (played) => {
  await openPage(played);
  return {
    seen: seenVersions,
    readPresent: async () => readPresentVersion(await openUnsigned(), ASSET, seenVersions),
    prepare: async (present) => {
      const digests = new Map(present.files.map(({ path, digest }) => [path, digest]));
      const server = present.files.map(({ path, digest }) => ({
        path,
        bytes: String(digest.bytes),
        isComplete: true,
        sha256: digest.sha256,
        uploadUrl: null,
        isReplacement: false,
      }));
      const kept = new Map(present.files.map(({ path, digest }) => [path, digest.sha256]));
      const rows = rowsOf({ server, work: new Map(), digests, doubts: new Map(), kept });
      const draft = { id: 'draft', organization: { id: HOLDER }, revises: { id: ASSET, version: 2 } };
      const { kind, access, synthetic, title } = REQUEST;
      const empty = { en: '', zh: '' };
      return prepare({
        // Of a draft it reads no more.
        draft: draft as unknown as Draft,
        form: {
          kind,
          access,
          synthetic,
          title: { ...empty, ...title },
          description: empty,
          community: null,
          terms: [],
          creditLine: '',
          agreement: null,
          rightsStatement: NOTHING_STATED,
          identifier: '',
          noCommunityReason: '',
        },
        rows,
        digests,
        present,
      });
    },
    sign: async (prepared) => signPublication(await openPlatform(played.signer()), prepared),
  };
});
