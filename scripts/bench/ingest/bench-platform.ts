import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Wallet } from 'ethers';
import { admitOrganization } from '@lanran/sdk/organizations/admission';
import { requestOrganization } from '@lanran/sdk/organizations/organizations';
import { authorization, type Platform } from '@lanran/sdk/kernel/session';
import { connect } from '@lanran/sdk/accounts/connect';
import type { PublishRequest } from '@lanran/sdk/publishing/publication-check';
import {
  createDraft,
  preparePublication,
  publishSigned,
  signPublication,
} from '@lanran/sdk/publishing/publishing';
import { keySigner } from '@lanran/sdk/kernel/signer';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { digestFile } from '@lanran/protocol/files/digest';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { z } from 'zod';
import { build } from '../../build.mjs';
import { MALLOC } from '../running-server.ts';
import { type BenchFile, send } from './http-client.ts';

const START = fileURLToPath(new URL('../../../dist/start.js', import.meta.url));
const PATH = 'reel.mxf';
const TUS = { 'tus-resumable': '1.0.0' };
const Figures = z.object({ p99Ms: z.number(), residentMb: z.number() });
const Files = z.object({ asset: z.object({ files: z.array(z.object({ id: z.string() })) }) });

/** A draft that waits for its file, hashed beforehand on this side as every client does. */
export interface WaitingDraft {
  readonly id: string;
  readonly request: PublishRequest;
  readonly file: BenchFile;
  readonly digest: FileDigest;
}

/** The whole platform as `npm start` runs it, in a process of its own, with one institution that publishes. */
export class BenchPlatform {
  readonly #child: ChildProcess;
  readonly #platform: Platform;
  readonly #organizationId: OrganizationId;
  #drafts = 0;

  private constructor(child: ChildProcess, platform: Platform, organizationId: OrganizationId) {
    this.#child = child;
    this.#platform = platform;
    this.#organizationId = organizationId;
  }

  static async start(dataDir: string): Promise<BenchPlatform> {
    await build();
    const accreditor = Wallet.createRandom();
    const child = fork(START, [], {
      env: {
        ...process.env,
        ...MALLOC,
        PORT: '0',
        LOG_LEVEL: 'warn',
        LANRAN_DATA_DIR: dataDir,
        LANRAN_DEMO: '0',
        LANRAN_ACCREDITOR: accreditor.address,
      },
      execArgv: ['--import', fileURLToPath(new URL('./loop-probe.mjs', import.meta.url))],
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    process.once('exit', () => child.kill('SIGKILL'));
    const url = await readyUrl(child);
    const institution = await connect(url, keySigner(Wallet.createRandom().privateKey as Hex));
    const { id, kind } = await requestOrganization(institution.api, {
      slug: 'bench',
      kind: 'INSTITUTION',
      name: { en: 'Bench', zh: '基准' },
    });
    const admitting = await connect(url, keySigner(accreditor.privateKey as Hex));
    const owner = institution.signer.address;
    await admitOrganization(admitting, { id, kind }, { owner, payout: null, council: null });
    return new BenchPlatform(child, institution, id);
  }

  get headers(): Readonly<Record<string, string>> {
    return authorization(this.#platform);
  }

  async begin(file: BenchFile, access: 'OPEN' | 'LICENSED' = 'OPEN'): Promise<WaitingDraft> {
    const title = `Reel ${++this.#drafts}`;
    const request: PublishRequest = {
      organizationId: this.#organizationId,
      community: null,
      kind: 'FILM',
      access,
      title: { en: title },
      synthetic: true,
    };
    const digest = await digestFile(file.portions(), { createSha256: () => createHash('sha256') });
    return { id: await createDraft(this.#platform.api, request), request, file, digest };
  }

  /** Announces and sends the file in one request of its own. */
  async upload({ id, file, digest }: WaitingDraft): Promise<void> {
    const { apiUrl } = this.#platform;
    const metadata = Object.entries({ draft: id, path: PATH, sha256: digest.sha256 })
      .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
      .join(',');
    const headers = { ...TUS, ...this.headers };
    const created = await send(`${apiUrl}/uploads`, {
      method: 'POST',
      headers: { ...headers, 'upload-length': String(file.bytes), 'upload-metadata': metadata },
    });
    created.resume();
    const done = await send(new URL(created.headers.location ?? '', apiUrl).href, {
      method: 'PATCH',
      headers: {
        ...headers,
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
        'content-length': String(file.bytes),
      },
      file,
    });
    done.resume();
  }

  /** Signs and publishes, after which the file is stored under its CID. @returns where it can be downloaded */
  async publish({ id, request, digest }: WaitingDraft): Promise<string> {
    const { api, apiUrl } = this.#platform;
    const asked = { request, files: [{ path: PATH, digest }] };
    const prepared = await preparePublication(this.#platform, id, asked);
    const { assetId } = await publishSigned(this.#platform, await signPublication(this.#platform, prepared));
    const { asset } = await api.request({
      query: `query ($id: ID!) { asset(id: $id) { files { id } } }`,
      variables: { id: assetId },
      answer: Files,
    });
    return `${apiUrl}/files/${asset.files[0]?.id ?? ''}`;
  }

  /** Memory as it is now, and the 99th percentile of the event loop's delay since it was asked to count anew. */
  async figures(asked: 'figures' | 'figures, then anew' = 'figures'): Promise<z.infer<typeof Figures>> {
    const answered = once(this.#child, 'message');
    this.#child.send(asked);
    const [figures] = (await answered) as [unknown];
    return Figures.parse(figures);
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await ended;
  }
}

async function readyUrl(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The platform was started without a pipe for its output.');
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = /^ready (http:\S+)$/.exec(line) ?? [];
    if (url === undefined) continue;
    child.stdout.resume();
    return url;
  }
  throw new Error('The platform ended before it was ready.');
}
