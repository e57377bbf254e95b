import { RIGHTS } from '@lanran/protocol/licensing/rights';
import { bodyHash, buildBody, eraseFields, type StoredBody } from '@lanran/protocol/log/body';
import { type Bundle, formatBundle } from '@lanran/protocol/proofs/bundle';
import { revealBody } from '@lanran/protocol/proofs/bundle-parts';
import { toHex, uintBytes, ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { originOf, signCheckpoint } from '@lanran/protocol/log/checkpoint';
import { digestFile } from '@lanran/protocol/files/digest';
import type { Evidence } from '@lanran/protocol/log/evidence';
import {
  assetIdOf,
  NO_COMMUNITY,
  organizationIdOf,
  type AssetId,
  type OrganizationId,
} from '@lanran/protocol/kernel/ids';
import type { JsonValue } from '@lanran/protocol/kernel/json';
import { encodeLeaf } from '@lanran/protocol/log/leaf';
import {
  entryHash,
  type ErasedEntry,
  filesField,
  isErasedEntry,
  type ManifestEntry,
  revealEntries,
  sortManifest,
} from '@lanran/protocol/files/manifest';
import { MemoryTree } from '@lanran/protocol/log/memory-tree';
import { generateNoteKey, parseSigningKey } from '@lanran/protocol/log/note';
import { signDigest } from '@lanran/protocol/kernel/signature';
import { statementDigest, statementHash, type Statement } from '@lanran/protocol/log/statement';
import {
  ERASABLE_FIELDS,
  scopeHashOf,
  scopeText,
  type TakeDownScope,
} from '@lanran/protocol/assets/take-down';
import { readDeployment, type Platform } from '@lanran/sdk/kernel/session';
import type {
  DigestedFile,
  ProposedPublication,
  PublishRequest,
} from '@lanran/sdk/publishing/publication-check';
import { keySigner, type Signer } from '@lanran/sdk/kernel/signer';
import { filled, LOG_ID } from '../protocol/builders.ts';
import { answeringApi } from './answering-api.ts';

export const HOLDER: OrganizationId = organizationIdOf('museum');
const SALT = filled(0x21);
export const ASSET: AssetId = assetIdOf(HOLDER, SALT);
const KEY = filled(0x11);

export const REQUEST: PublishRequest = {
  organizationId: HOLDER,
  community: null,
  kind: 'COSTUME',
  access: 'LICENSED',
  title: { en: 'Pleated skirt' },
  synthetic: true,
};

export type Answers = Readonly<Record<string, unknown>>;
/** Changes an answer; what it is not given stays honest. */
export type Lie = (honest: Answers, variables: Readonly<Record<string, unknown>>) => Answers;

interface Logged {
  readonly statement: Statement;
  readonly evidence: Evidence;
  body: StoredBody;
  manifest: readonly (ManifestEntry | ErasedEntry)[];
  readonly index: number;
}

/** A log, an asset of two versions, and a draft of the third; each answer can be replaced by a lie. */
export class PlayedPlatform {
  readonly #noteKey = generateNoteKey(originOf(LOG_ID), new Uint8Array(32).fill(9));
  readonly #tree = new MemoryTree([uintBytes(1, 224)]);
  readonly #versions: Logged[] = [];
  readonly #takeDowns: (Logged & { readonly scope: TakeDownScope })[] = [];
  readonly files: readonly DigestedFile[];
  /** By the name of the query or mutation that is answered. */
  readonly lies = new Map<string, Lie>();
  /** What the key signed. */
  readonly signed: { readonly logId?: string }[] = [];

  private constructor(files: readonly DigestedFile[]) {
    this.files = files;
    this.#publish({ title: REQUEST.title, files: files.slice(0, 2) });
    this.#publish({ title: REQUEST.title, files });
  }

  static async start(): Promise<PlayedPlatform> {
    const paths = ['back.tif', 'detail.tif', 'front.tif'];
    const files = paths.map(async (path, at) => ({ path, digest: await digestFile([Uint8Array.of(at)]) }));
    return new PlayedPlatform(await Promise.all(files));
  }

  /** A key of the same name that did not sign the log. */
  static otherKey(): string {
    return generateNoteKey(originOf(LOG_ID), new Uint8Array(32).fill(10)).vkey;
  }

  async connect(): Promise<Platform> {
    const api = await answeringApi(({ query, variables }) => this.#answer(query, variables));
    const deployment = await readDeployment(api);
    return { apiUrl: api.apiUrl, api, deployment, signer: this.signer(), safe: null, token: null };
  }

  /** Proof of a version, counted from 1. */
  proof(version: number, change: (bundle: Bundle) => Partial<Bundle> = () => ({})): string {
    const of = this.#versions[version - 1];
    if (of === undefined) throw new RangeError(`no version ${version}`);
    return this.#proofOf(of, change);
  }

  /** Takes down a part of the present version, as the chain and the erasing do. */
  takeDown(scope: TakeDownScope, logged: Partial<Statement> = {}): void {
    const present = this.#versions.at(-1);
    if (present !== undefined) {
      present.manifest = present.manifest.map((entry) =>
        isErasedEntry(entry) || scope.field !== undefined || (scope.path ?? entry.path) !== entry.path
          ? entry
          : { leafHash: entryHash(entry) },
      );
      const fields =
        scope.path !== undefined ? [] : scope.field === undefined ? ERASABLE_FIELDS : [scope.field];
      present.body = eraseFields(present.body, fields);
    }
    this.logTakeDown(scope, logged);
  }

  /** Logs that a part is taken down, whatever is shown of it. */
  logTakeDown(scope: TakeDownScope, logged: Partial<Statement> = {}): void {
    const body = buildBody({ schema: 'lanran/taken-down/1', event: { scopeHash: scopeHashOf(scope) } });
    const statement: Statement = {
      kind: 'taken-down',
      assetId: ASSET,
      community: NO_COMMUNITY,
      previous: ZERO_32,
      bodyHash: bodyHash(body),
      issuedAt: Math.floor(Date.now() / 1000),
      ...logged,
    };
    const evidence: Evidence = {
      type: 'chain-event',
      chainId: 4242n,
      blockHash: filled(0x41),
      transactionHash: filled(0x42),
      logIndex: this.#takeDowns.length,
    };
    const index = this.#tree.size;
    this.#tree.append(encodeLeaf(statement, evidence));
    this.#takeDowns.push({ statement, evidence, body, manifest: [], index, scope });
  }

  #proofOf(
    { statement, evidence, body, manifest, index }: Logged,
    change: (bundle: Bundle) => Partial<Bundle> = () => ({}),
  ): string {
    const size = this.#tree.size;
    const bundle: Bundle = {
      format: 'lanran/bundle/1',
      logId: LOG_ID,
      checkpointKey: this.#noteKey.vkey,
      statement,
      evidence,
      body: revealBody(body),
      files: revealEntries(manifest),
      leaf: { index, proof: this.#tree.inclusionProof(index).map(toHex) },
      checkpoint: signCheckpoint(
        { origin: originOf(LOG_ID), size, root: toHex(this.#tree.root()) },
        parseSigningKey(this.#noteKey.skey),
      ),
    };
    return formatBundle({ ...bundle, ...change(bundle) });
  }

  /** What it proposes to sign as the next version, with these files. */
  propose(files: readonly DigestedFile[], change: Partial<Statement> = {}): ProposedPublication {
    const { statement, body, manifest } = this.#build({ title: REQUEST.title, files });
    return {
      logId: LOG_ID,
      statement: JSON.stringify({ ...statement, ...change }),
      body: JSON.stringify(body),
      manifest: JSON.stringify(manifest),
      assetSalt: SALT,
      communitySalt: null,
    };
  }

  #publish(content: { title: PublishRequest['title']; files: readonly DigestedFile[] }): void {
    const { statement, body, manifest } = this.#build(content);
    const evidence: Evidence = {
      type: 'member',
      signature: signDigest(statementDigest(statement, LOG_ID), KEY),
    };
    const index = this.#tree.size;
    this.#tree.append(encodeLeaf(statement, evidence));
    this.#versions.push({ statement, evidence, body, manifest, index });
  }

  #build({ title, files }: { title: PublishRequest['title']; files: readonly DigestedFile[] }) {
    const before = this.#versions.at(-1);
    const kind = before === undefined ? 'published' : 'revised';
    const manifest = sortManifest(files.map(({ path, digest }) => ({ salt: filled(0x31), path, ...digest })));
    const { organizationId: organization, community: _, ...content } = REQUEST;
    const values: Record<string, JsonValue> = {
      ...(JSON.parse(JSON.stringify(content)) as Record<string, JsonValue>),
      schema: `lanran/${kind}/1`,
      version: this.#versions.length + 1,
      organization,
      title: { ...title },
      files: { ...filesField(manifest) },
    };
    const body = buildBody(values);
    const statement: Statement = {
      kind,
      assetId: ASSET,
      community: NO_COMMUNITY,
      previous: before === undefined ? ZERO_32 : statementHash(before.statement),
      bodyHash: bodyHash(body),
      issuedAt: Math.floor(Date.now() / 1000),
    };
    return { statement, body, manifest };
  }

  #answer(query: string, variables: Readonly<Record<string, unknown>>): Answers {
    const honest = this.#honest(variables);
    const name = Object.keys(honest).find((each) => new RegExp(`\\b${each}\\b\\s*[({]`).test(query));
    if (name === undefined) throw new Error(`nothing answers ${query}`);
    const answer = { [name]: honest[name] };
    return this.lies.get(name)?.(answer, variables) ?? answer;
  }

  #honest({ statementHash: asked }: Readonly<Record<string, unknown>>): Answers {
    const told = this.#takeDowns.find(({ statement }) => statementHash(statement) === asked);
    return {
      deployment: {
        logId: LOG_ID,
        origin: originOf(LOG_ID),
        checkpointKey: this.#noteKey.vkey,
        chainId: '4242',
        canBatch: true,
        rights: RIGHTS,
        contracts: [{ name: 'AssetRegistry', address: `0x${'a1'.repeat(20)}` }],
        currencies: [{ address: `0x${'77'.repeat(20)}`, symbol: 'TCNY', decimals: 2, kind: 'TEST' }],
      },
      asset: {
        holder: { id: HOLDER },
        community: null,
        version: this.#versions.length,
        statements: {
          edges: this.#takeDowns.map(({ statement, index, scope }) => ({
            node: {
              kind: statement.kind,
              leafIndex: index,
              statementHash: statementHash(statement),
              details: '{}',
              scope: scopeText(scope),
            },
          })),
          pageInfo: { hasNextPage: false, endCursor: null },
        },
      },
      proof: {
        filename: 'asset.lanran.json',
        bundle: told === undefined ? this.proof(this.#versions.length) : this.#proofOf(told),
      },
      preparePublication: this.propose(this.files),
    };
  }

  /** Notes what it signs. */
  signer(): Signer {
    const signer = keySigner(KEY);
    return {
      ...signer,
      signMessage: async (text) => {
        this.signed.push({});
        return signer.signMessage(text);
      },
      signTypedData: async (data) => {
        this.signed.push({});
        return signer.signTypedData(data);
      },
      signStatement: async (statement, logId) => {
        this.signed.push({ logId });
        return signer.signStatement(statement, logId);
      },
    };
  }
}
