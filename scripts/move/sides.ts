import type { MovedDocuments } from '@lanran/api/compose-moves';
import type { RawDatabase } from '@lanran/api/compose-stores';
import { reasonOf } from '@lanran/sdk/kernel/errors';
import { startBackingServices } from '../start/backing-services.ts';
import type { Secrets } from '../start/secrets.ts';
import type { StartSettings } from '../start/settings.ts';
import { ContentServer } from './files/content-server.ts';
import { MoveRefusedError } from './errors.ts';
import type { Movable } from './move-file.ts';
import { EMBEDDED, shownPlace } from './place.ts';

const ANSWER_WITHIN_MS = 30_000;
/** In place of what does not move: nothing is started for it. */
const NOT_NEEDED = 'http://127.0.0.1:1';

/** The stores of one side that move. */
export interface Side {
  readonly documents: RawDatabase | null;
  readonly files: ContentServer | null;
  /** The same documents, as the platform understands them. */
  readonly record: MovedDocuments | null;
  close(): Promise<void>;
}

/** The side that is copied. Its documents say what is open, also where only files move. */
export interface Source extends Side {
  readonly record: MovedDocuments;
}

/** Of each store that moves `embedded` or an address, null for one that doesn't. */
export type Places = Readonly<Record<Movable, string | null>>;

export interface SideParts {
  readonly settings: StartSettings;
  readonly secrets: Secrets;
}

/** By addresses alone. @throws MoveRefusedError when a server does not answer */
export async function openServers(
  { documents: uri, files: apiUrl }: Places,
  { secrets }: Pick<SideParts, 'secrets'>,
): Promise<Side> {
  const files = apiUrl === null ? null : new ContentServer({ apiUrl, token: secrets.ipfsToken });
  if (files !== null && apiUrl !== null) await answering('files', apiUrl, () => files.version());
  if (uri === null) return { documents: null, files, record: null, close: async () => undefined };
  const { RawDatabase: Database } = await import('@lanran/api/compose-stores');
  const documents = await answering('documents', uri, () => Database.open(uri, ANSWER_WITHIN_MS));
  try {
    const { MovedDocuments: Record } = await import('@lanran/api/compose-moves');
    const record = await answering('documents', uri, () => Record.open(uri, ANSWER_WITHIN_MS));
    const close = async () => {
      await record.close();
      await documents.close();
    };
    return { documents, files, record, close };
  } catch (error) {
    await documents.close();
    throw error;
  }
}

/** Starts the embedded ones, which nobody else may run. @throws MoveRefusedError when a server does not answer */
export async function openSide(places: Places, { settings, secrets }: SideParts): Promise<Side> {
  if (!Object.values(places).includes(EMBEDDED)) return openServers(places, { secrets });
  const outside = (place: string | null) => (place === EMBEDDED ? null : (place ?? NOT_NEEDED));
  const services = await startBackingServices(
    {
      ...settings,
      mongoUri: outside(places.documents),
      ipfsApiUrl: outside(places.files),
      chainRpcUrl: NOT_NEEDED,
      documentStorePort: null,
    },
    {
      ipfsToken: secrets.ipfsToken,
      documentStorePassword: secrets.documentStorePassword,
      chainSecret: secrets.chainSecret,
      deployer: '',
      // The pass that meets it fails and is begun again.
      onRestart: () => undefined,
    },
  );
  try {
    const { mongoUri, ipfsApiUrl } = services;
    const addresses = {
      documents: places.documents === null ? null : mongoUri,
      files: places.files === null ? null : ipfsApiUrl,
    };
    const side = await openServers(addresses, { secrets });
    const close = async () => {
      await side.close();
      await services.stop();
    };
    return { ...side, close };
  } catch (error) {
    await services.stop();
    throw error;
  }
}

/** Of a side whose documents were opened: without those that stay. */
export function asSource(side: Side, moves: Readonly<Record<Movable, unknown>>): Source {
  const { documents, files, record } = side;
  if (record === null) throw new Error('The documents of the source are not open.');
  return {
    documents: moves.documents === null ? null : documents,
    files: moves.files === null ? null : files,
    record,
    close: () => side.close(),
  };
}

async function answering<T>(store: Movable, place: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (cause) {
    throw new MoveRefusedError(
      `The ${store} at ${shownPlace(place)} can't be reached (${reasonOf(cause)}): check the address, that the server runs, and what it asks for. Nothing was changed.`,
      { cause },
    );
  }
}
