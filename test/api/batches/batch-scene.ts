import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { IpfsContentStore } from '@lanran/api/storage/adapters/ipfs/ipfs-content-store';
import { openStores } from '@lanran/api/stores';
import type { Published } from '@lanran/api/publishing/services/statement-publisher';
import { type BatchedFile, encodeUploadBatch, UPLOAD_BATCH_TYPE } from '@lanran/protocol/files/upload-batch';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { FreezableProxy } from '../../support/freezable-proxy.ts';
import { actorOf, admit, newPerson, type Person } from '../../support/people.ts';
import { buildContent, createDraft, signStatement } from '../../support/publications.ts';
import { serve, type ServedServices } from '../../support/served-services.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, type StackOptions, startStack } from '../../support/stack.ts';

interface SceneOptions extends StackOptions {
  /** How long the platform waits for its stores. */
  readonly answerWithinMs?: number;
}

interface SentAnswer {
  readonly status: number;
  readonly code: string | null;
  /** Of each file, in order: null where the draft has it. */
  readonly files: readonly (string | null)[];
}

/** A museum's editor who sends small files together to the services over HTTP, with both stores behind proxies. */
export class BatchScene {
  readonly stack: Stack;
  readonly services: Services;
  readonly served: ServedServices;
  readonly documents: FreezableProxy;
  readonly files: FreezableProxy;
  readonly editor: Person;
  readonly museum: OrganizationId;
  /** Of the editor's session. */
  readonly token: string;

  private constructor(parts: Pick<BatchScene, Parts>) {
    this.stack = parts.stack;
    this.services = parts.services;
    this.served = parts.served;
    this.documents = parts.documents;
    this.files = parts.files;
    this.editor = parts.editor;
    this.museum = parts.museum;
    this.token = parts.token;
  }

  static async open({ answerWithinMs = 10_000, ...options }: SceneOptions = {}): Promise<BatchScene> {
    const own = await startStack(options);
    const documents = await FreezableProxy.to(own.mongoUri);
    const files = await FreezableProxy.to(own.filesUrl);
    const stores = await openStores({ uri: documents.via(own.mongoUri), answerWithinMs });
    const content = new IpfsContentStore({
      apiUrl: files.via(own.filesUrl),
      sharedDir: own.stagingDir,
      token: own.filesToken,
      answerWithinMs,
    });
    const stop = async () => {
      await stores.close();
      await Promise.all([documents.close(), files.close()]);
      await own.stop();
    };
    const stack = { ...own, stores, content, stop };
    const services = await openServices(stack);
    const served = await serve(services);
    const editor = newPerson();
    const museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: editor });
    const { token } = await served.connect(editor);
    return new BatchScene({ stack, services, served, documents, files, editor, museum, token: token ?? '' });
  }

  async close(): Promise<void> {
    await this.served.stop();
    await this.services.staging.stop();
    await this.stack.stop();
  }

  async draft(access: 'LICENSED' | 'OPEN' = 'LICENSED'): Promise<string> {
    const content = buildContent({ access });
    const { id } = await createDraft(this.services, this.editor, { organizationId: this.museum, content });
    return id;
  }

  async send(draftId: string, files: readonly BatchedFile[]): Promise<SentAnswer> {
    const response = await fetch(`${this.served.url}/uploads/batch?draft=${draftId}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': UPLOAD_BATCH_TYPE },
      body: encodeUploadBatch(files),
    });
    const { files: told = [], error } = (await response.json()) as Answer;
    const codes = told.map((file) => file.error?.code ?? null);
    return { status: response.status, code: error?.code ?? null, files: codes };
  }

  async publish(draftId: string): Promise<Published> {
    return (await this.prepare(draftId))();
  }

  /** @returns what publishes it as it was signed */
  async prepare(draftId: string): Promise<() => Promise<Published>> {
    const { services, editor } = this;
    const actor = await actorOf(services, editor);
    const { publication } = await services.publishing.prepare(actor, draftId);
    const signature = signStatement(services, editor, publication.statement);
    return () => services.publishing.publish(actor, draftId, signature);
  }

  async changeAccess(draftId: string, access: 'LICENSED' | 'OPEN'): Promise<void> {
    const { services, editor } = this;
    await services.drafts.update(await actorOf(services, editor), draftId, buildContent({ access }));
  }

  /** SHA-256 by path of what the draft says it has whole. */
  async held(draftId: string): Promise<ReadonlyMap<string, string>> {
    const draft = await this.services.drafts.getForEditor(await actorOf(this.services, this.editor), draftId);
    return new Map(draft.files.map(({ path, digest }) => [path, digest?.sha256 ?? '']));
  }

  /** Of what was published, read from the store. */
  async storedHashes({ files }: Published): Promise<ReadonlyMap<string, string>> {
    const { content } = this.services;
    const hashes = new Map<string, string>();
    for (const { path, cid } of files) {
      const hash = createHash('sha256');
      for await (const piece of await content.read(cid)) hash.update(piece as Buffer);
      hashes.set(path, hash.digest('hex'));
    }
    return hashes;
  }

  async staged(): Promise<string[]> {
    return readdir(this.stack.stagingDir);
  }
}

type Parts = 'stack' | 'services' | 'served' | 'documents' | 'files' | 'editor' | 'museum' | 'token';

interface Answer {
  readonly files?: readonly { readonly error: { readonly code: string } | null }[];
  readonly error?: { readonly code: string };
}

export function smallFiles(count: number, { bytes = 4_096, name = 'plate' } = {}): BatchedFile[] {
  return Array.from({ length: count }, (_, at) => {
    const content = randomBytes(bytes);
    const sha256 = createHash('sha256').update(content).digest('hex');
    return { path: `${name}s/${at}.bin`, bytes: content, sha256 };
  });
}

export function hashesOf(files: readonly BatchedFile[]): ReadonlyMap<string, string> {
  return new Map(files.map(({ path, sha256 }) => [path, sha256]));
}
