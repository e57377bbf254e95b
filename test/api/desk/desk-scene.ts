import type { Asset } from '@lanran/api/assets/domain/asset';
import type { MemberRole } from '@lanran/api/platform/kernel/actor';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { buildAsset, buildOrganization, GraphqlStage, type GraphqlAnswer } from '../graphql/graphql-stage.ts';

const key = (byte: string): Hex => `0x${byte.repeat(20)}`;

/** Everybody who may come upon a thread. */
const READERS = {
  asker: key('01'),
  askersColleague: key('02'),
  askersViewer: key('03'),
  formerMember: key('04'),
  holderOwner: key('05'),
  holderEditor: key('06'),
  holderViewer: key('07'),
  council: key('08'),
  communityEditor: key('09'),
  safeOwner: key('0a'),
  otherStudio: key('0b'),
  otherInstitution: key('0c'),
  otherCouncil: key('0d'),
  operator: key('0e'),
  // The stage's ledger knows one accreditor.
  accreditor: key('c0'),
  person: key('0f'),
  otherPerson: key('11'),
} as const;
export type Reader = keyof typeof READERS | 'guest';
export const ALL_READERS: readonly Reader[] = [
  ...(Object.keys(READERS) as (keyof typeof READERS)[]),
  'guest',
];

export const MINE = organizationIdOf('my-studio');
export const HALL = organizationIdOf('hall');
export const ARCHIVE = organizationIdOf('archive');
const KEY_COMMUNITY = organizationIdOf('key-community');
export const SAFE_COMMUNITY = organizationIdOf('safe-community');
const SAFE = parseAddress(key('5a'));

export const WISH = { media: ['STREAMING'], territories: ['WORLD'], from: '2027-01-01', to: '2027-12-31' };

const REQUEST_FIELDS = `id batch kind state roles lastSequence dueDay parties { role account handledBy hasHandlerLeft organization { slug } }
  items { assetId state agreedBy waitsFor revision declinedBy licenseId terms { price { amount } communityShareBps share { amount } territories }
    agreement { sha256 parties document } acts { consentTo { licensee minPrice { amount } shareBps } offer { licensee price { amount } } } asset { id } }
  entries { sequence kind role text account organization { slug } files { id name mediaType size sha256 } changes { field before after assetIds } }`;

export const ASK = `mutation ($input: AskForUseInput!) { askForUse(input: $input) { ${REQUEST_FIELDS} } }`;
const READ = `query ($id: ID!) { request(id: $id) { ${REQUEST_FIELDS} } }`;
const LIST = `query ($role: PartyRole, $state: RequestState) { requests(role: $role, state: $state, first: 100) { totalCount edges { node { id state } } } }`;
const ANSWER = `mutation ($id: ID!, $after: Int!, $kind: AnswerKind!, $assetIds: [ID!], $message: String, $files: [ID!], $terms: TermsChangeInput, $organizationId: ID) {
  answerRequest(id: $id, after: $after, kind: $kind, assetIds: $assetIds, message: $message, files: $files, terms: $terms, organizationId: $organizationId) { ${REQUEST_FIELDS} } }`;
const TAKE_OVER = `mutation ($id: ID!) { takeOverRequest(id: $id) { parties { role handledBy } } }`;

export interface Shown {
  readonly id: string;
  readonly batch: string | null;
  readonly kind: string;
  readonly state: string;
  readonly roles: readonly string[];
  readonly lastSequence: number;
  readonly dueDay: string;
  readonly parties: readonly Readonly<Record<string, unknown>>[];
  readonly items: readonly (Readonly<Record<string, unknown>> & {
    readonly assetId: string;
    readonly state: string;
    readonly agreement: { readonly sha256: string; readonly document: string } | null;
  })[];
  readonly entries: readonly Readonly<Record<string, unknown>>[];
}

export interface FileAnswer {
  readonly status: number;
  readonly file: {
    readonly id: string;
    readonly name: string;
    readonly mediaType: string;
    readonly size: number;
    readonly sha256: string;
  } | null;
  readonly error: { readonly code: string; readonly message: string; readonly field?: string } | null;
}

/** Two studios, two institutions, a community with a key as council and one with a Safe, over GraphQL. */
export class DeskScene {
  readonly stage: GraphqlStage;
  readonly assets: Readonly<Record<'plain' | 'keyed' | 'safed' | 'archived' | 'hidden' | 'gone', Asset>>;

  private constructor(stage: GraphqlStage) {
    this.stage = stage;
    this.assets = {
      plain: buildAsset({ holder: HALL }),
      keyed: buildAsset({ holder: HALL, community: KEY_COMMUNITY }),
      safed: buildAsset({ holder: HALL, community: SAFE_COMMUNITY }),
      archived: buildAsset({ holder: ARCHIVE, community: KEY_COMMUNITY }),
      hidden: buildAsset({ holder: HALL }, { access: 'RESTRICTED' }),
      gone: buildAsset({ holder: HALL, isTakenDown: true }),
    };
  }

  static async start(): Promise<DeskScene> {
    const scene = new DeskScene(await GraphqlStage.start({ strangerActs: 1_000 }));
    const { organizations, assets, safes, office } = scene.stage;
    const member = (reader: keyof typeof READERS, role: MemberRole) => ({ address: READERS[reader], role });
    const studio = buildOrganization('my-studio', 'STUDIO', READERS.asker);
    await organizations.project({
      ...studio,
      members: [...studio.members, member('askersColleague', 'EDITOR'), member('askersViewer', 'VIEWER')],
    });
    const hall = buildOrganization('hall', 'INSTITUTION', READERS.holderOwner);
    await organizations.project({
      ...hall,
      members: [...hall.members, member('holderEditor', 'EDITOR'), member('holderViewer', 'VIEWER')],
    });
    await organizations.project(buildOrganization('other-studio', 'STUDIO', READERS.otherStudio));
    await organizations.project(buildOrganization('archive', 'INSTITUTION', READERS.otherInstitution));
    await organizations.project({
      ...buildOrganization('key-community', 'COMMUNITY', READERS.communityEditor, 'EDITOR'),
      council: READERS.council,
    });
    await organizations.project({
      ...buildOrganization('safe-community', 'COMMUNITY', READERS.otherCouncil, 'VIEWER'),
      council: SAFE,
      members: [],
    });
    await organizations.project({
      ...buildOrganization('third-community', 'COMMUNITY', READERS.otherCouncil),
      council: READERS.otherCouncil,
      members: [],
    });
    safes.set(SAFE, { address: SAFE, owners: [parseAddress(READERS.safeOwner)], threshold: 1, nonce: 0n });
    office.record({ holder: parseAddress(READERS.operator), successor: null });
    for (const asset of Object.values(scene.assets)) await assets.project(asset);
    return scene;
  }

  close(): Promise<void> {
    return this.stage.close();
  }

  /** Adds or removes the former member of the asking studio. */
  async setFormerMember(isMember: boolean): Promise<void> {
    const studio = await this.stage.organizations.find(MINE);
    if (studio === null) throw new Error('no studio');
    const others = studio.members.filter(({ address }) => address !== READERS.formerMember);
    const members = isMember
      ? [...others, { address: READERS.formerMember, role: 'EDITOR' as const }]
      : others;
    await this.stage.organizations.project({ ...studio, members });
  }

  addressOf(reader: Exclude<Reader, 'guest'>): Hex {
    return READERS[reader];
  }

  async ask(reader: Reader, query: string, variables: Record<string, unknown>): Promise<GraphqlAnswer> {
    const signedIn = reader === 'guest' ? {} : { token: await this.stage.signInKey(READERS[reader]) };
    return this.stage.ask(query, { variables, ...signedIn });
  }

  /** Sends a question; a message and a wish for streaming unless given. */
  async send(
    reader: Reader,
    assets: readonly Asset[],
    input: Record<string, unknown> = {},
  ): Promise<GraphqlAnswer> {
    const assetIds = assets.map(({ id }) => id);
    return this.ask(reader, ASK, { input: { assetIds, wish: WISH, message: 'May we?', ...input } });
  }

  /** The requests that a studio's question made; fails when it was refused. */
  async sent(
    assets: readonly Asset[],
    input: Record<string, unknown> = {},
    by: Reader = 'asker',
  ): Promise<Shown[]> {
    const { data, errors } = await this.send(by, assets, input);
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return data?.['askForUse'] as Shown[];
  }

  async read(reader: Reader, id: string): Promise<GraphqlAnswer> {
    return this.ask(reader, READ, { id });
  }

  async shown(reader: Reader, id: string): Promise<Shown> {
    const { data, errors } = await this.read(reader, id);
    if (data?.['request'] == null) throw new Error(JSON.stringify(errors));
    return data['request'] as Shown;
  }

  async list(reader: Reader, filter: Record<string, unknown> = {}): Promise<GraphqlAnswer> {
    return this.ask(reader, LIST, filter);
  }

  /** Ids of what is listed. */
  async listed(reader: Reader, filter: Record<string, unknown> = {}): Promise<string[]> {
    const { data } = await this.list(reader, filter);
    const requests = data?.['requests'] as { edges: { node: { id: string } }[] } | undefined;
    return (requests?.edges ?? []).map(({ node }) => node.id);
  }

  async answer(reader: Reader, id: string, answer: Record<string, unknown>): Promise<GraphqlAnswer> {
    return this.ask(reader, ANSWER, { id, after: 1, ...answer });
  }

  /** What the thread is then; fails when the answer was refused. */
  async answered(reader: Reader, id: string, answer: Record<string, unknown>): Promise<Shown> {
    const { data, errors } = await this.answer(reader, id, answer);
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return data?.['answerRequest'] as Shown;
  }

  /** Posts a file; `place` is a request's id, or `batches/` and a batch. */
  async postFile(
    reader: Reader,
    place: string,
    {
      name = 'note.txt',
      content = 'Hello',
    }: { readonly name?: string; readonly content?: string | Uint8Array<ArrayBuffer> } = {},
  ): Promise<FileAnswer> {
    const response = await fetch(
      `${this.stage.url}/requests/${place}/files?name=${encodeURIComponent(name)}`,
      { method: 'POST', headers: await this.#signIn(reader), body: content },
    );
    const { file, error } = (await response.json()) as Partial<FileAnswer>;
    return { status: response.status, file: file ?? null, error: error ?? null };
  }

  /** The id of a file that was taken; fails when it was refused. */
  async posted(reader: Reader, place: string, upload: Parameters<DeskScene['postFile']>[2] = {}) {
    const { file, error } = await this.postFile(reader, place, upload);
    if (file === null) throw new Error(JSON.stringify(error));
    return file.id;
  }

  async getFile(reader: Reader, request: string, file: string): Promise<Response> {
    return fetch(`${this.stage.url}/requests/${request}/files/${file}`, {
      headers: await this.#signIn(reader),
    });
  }

  async #signIn(reader: Reader): Promise<Record<string, string>> {
    if (reader === 'guest') return {};
    return { authorization: `Bearer ${await this.stage.signInKey(READERS[reader])}` };
  }

  async takeOver(reader: Reader, id: string): Promise<GraphqlAnswer> {
    return this.ask(reader, TAKE_OVER, { id });
  }
}

export function codeOf({ errors }: GraphqlAnswer): unknown {
  return errors[0]?.extensions['code'] ?? 'OK';
}
